"""Contracts of sending (DOC/resources/message, Create Message; DOC/resources/channel)."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import discord
import pytest

from .conftest import Scene
from .refusing import bots_refusal, refusal


def posting(scene: Scene, **body: Any) -> Coroutine[Any, Any, dict[str, Any]]:
    """The bot's request to send a message with exactly this body."""
    route = discord.http.Route(
        "POST", "/channels/{channel_id}/messages", channel_id=scene.channel.id
    )
    return scene.bot.http.request(route, json=body)


async def post(scene: Scene, **body: Any) -> dict[str, Any]:
    return await scene.world.as_bot(posting(scene, **body))


async def test_an_enforced_nonce_gives_the_message_that_it_made_before(scene: Scene) -> None:
    first = await post(scene, content="Once", nonce="abc", enforce_nonce=True)
    again = await post(scene, content="Once", nonce="abc", enforce_nonce=True)

    assert (again["id"], again["nonce"]) == (first["id"], "abc")
    assert [message.text for message in scene.channel.messages] == ["Once"]


async def test_a_nonce_that_is_not_enforced_sends_again(scene: Scene) -> None:
    await post(scene, content="Twice", nonce="abc")
    await post(scene, content="Twice", nonce="abc")

    assert len(scene.channel.messages) == 2


async def test_a_nonce_is_forgotten_after_some_minutes_and_elsewhere(scene: Scene) -> None:
    await post(scene, content="Then", nonce="abc", enforce_nonce=True)
    await scene.world.advance(timedelta(minutes=6))

    await post(scene, content="Now", nonce="abc", enforce_nonce=True)

    assert [message.text for message in scene.channel.messages] == ["Then", "Now"]


async def test_a_nonce_comes_with_the_event_and_is_not_in_the_history(scene: Scene) -> None:
    await post(scene, content="Once", nonce="abc", enforce_nonce=True)

    (heard,) = scene.bot.told("message")
    (read,) = await scene.world.as_bot(scene.bot.http.logs_from(scene.channel.id, 10))
    assert heard.nonce == "abc"
    assert read["nonce"] is None


async def test_a_nonce_has_25_characters_at_most(scene: Scene) -> None:
    assert await bots_refusal(scene, posting(scene, content="…", nonce="x" * 26)) == 50035


async def test_silent_and_unpreviewed_messages_stay_so_to_everybody(scene: Scene) -> None:
    await scene.world.as_bot(scene.text_channel.send("Hush", silent=True, suppress_embeds=True))

    (message,) = scene.ana.sees(scene.channel)
    (heard,) = scene.bot.told("message")
    assert message.silent
    assert message.flags.suppress_embeds
    assert heard.flags.suppress_notifications


async def test_flags_that_are_not_the_sender_s_to_set_are_ignored(scene: Scene) -> None:
    ephemeral, crossposted = 1 << 6, 1 << 1

    await post(scene, content="Plain", flags=ephemeral | crossposted)

    (message,) = scene.ana.sees(scene.channel)
    assert message.flags.value == 0


async def test_an_embed_without_embed_links_is_refused_when_there_is_nothing_else(
    scene: Scene,
) -> None:
    """api-docs#2601."""
    scene.channel.deny(scene.server.bot_role, "embed_links")

    sending = scene.text_channel.send(embed=discord.Embed(title="Card"))

    assert await bots_refusal(scene, sending) == 50013


async def test_an_embed_without_embed_links_is_dropped_beside_text(scene: Scene) -> None:
    """Spoffy/EcoDiscordPlugin#47; api-docs#5648 for edits."""
    scene.channel.deny(scene.server.bot_role, "embed_links")
    card = discord.Embed(title="Card")

    sent = await scene.world.as_bot(scene.text_channel.send("Text", embed=card))
    await scene.world.as_bot(sent.edit(content="Other", embed=card))

    (message,) = scene.ana.sees(scene.channel)
    assert (message.text, message.embeds) == ("Other", ())


async def test_a_file_needs_attach_files(scene: Scene) -> None:
    scene.channel.deny(scene.server.bot_role, "attach_files")
    scene.channel.deny(scene.server.everyone, "attach_files")
    file = discord.File(__file__)

    assert await bots_refusal(scene, scene.text_channel.send("Here", file=file)) == 50013
    assert await refusal(scene.ana.say(scene.channel, attachments=[("a.txt", b"a")])) == 50013


async def test_a_reply_needs_read_message_history(scene: Scene) -> None:
    parent = await scene.ana.say(scene.channel, "Parent")
    scene.channel.deny(scene.server.everyone, "read_message_history")

    assert await refusal(scene.ana.say(scene.channel, "Child", reply_to=parent)) == 160002


async def test_a_reply_to_a_message_that_is_gone_is_refused_unless_asked_otherwise(
    scene: Scene,
) -> None:
    parent = await scene.ana.say(scene.channel, "Parent")
    await scene.ana.delete(parent)
    reference = {"message_id": str(parent.id)}

    refused = posting(scene, content="Child", message_reference=reference)
    lenient = post(
        scene, content="Child", message_reference={**reference, "fail_if_not_exists": False}
    )

    assert await bots_refusal(scene, refused) == 50035
    assert (await lenient)["type"] == discord.MessageType.default.value


async def test_a_person_with_closed_dms_gets_none(scene: Scene) -> None:
    """50007, which also meets whoever shares no server with the bot."""
    scene.ana.close_dms()
    user = await scene.world.as_bot(scene.bot.fetch_user(scene.ana.id))

    assert await bots_refusal(scene, user.send("Psst")) == 50007

    scene.ana.open_dms()
    await scene.world.as_bot(user.send("Psst"))
    assert [message.text for message in scene.ana.dms()] == ["Psst"]


async def test_a_person_who_left_every_server_gets_no_dms(scene: Scene) -> None:
    user = await scene.world.as_bot(scene.bot.fetch_user(scene.ana.id))
    await scene.ana.leave()

    assert await bots_refusal(scene, user.send("Psst")) == 50007


async def test_slow_mode_holds_members_back_but_no_bots(scene: Scene) -> None:
    scene.channel.set_slow_mode(30)
    await scene.ana.say(scene.channel, "One")

    assert await refusal(scene.ana.say(scene.channel, "Two")) == 20016
    await post(scene, content="One")
    await post(scene, content="Two")
    await scene.world.advance(timedelta(seconds=30))

    assert (await scene.ana.say(scene.channel, "Two")).text == "Two"


async def test_only_bypass_slowmode_exempts_members_from_slow_mode(scene: Scene) -> None:
    """DOC/change-log: since 23 February 2026 Manage Messages does not."""
    scene.channel.set_slow_mode(30)
    scene.channel.allow(scene.ana, "bypass_slowmode")

    for person in (scene.ana, scene.mod):
        await person.say(scene.channel, "One")

    assert (await scene.ana.say(scene.channel, "Two")).text == "Two"
    assert await refusal(scene.mod.say(scene.channel, "Two")) == 20016


@pytest.mark.parametrize(("nitro", "longest"), [(False, 2000), (True, 4000)])
async def test_members_with_nitro_write_twice_as_much(
    scene: Scene, nitro: bool, longest: int
) -> None:
    """api-docs#3117."""
    scene.ana.set_nitro(nitro)

    message = await scene.ana.say(scene.channel, "x" * longest)
    await scene.ana.edit(message, "y" * longest)

    assert scene.world.message(scene.channel.id, message.id).text == "y" * longest
    assert await refusal(scene.ana.say(scene.channel, "x" * (longest + 1))) == 50035


async def test_bots_write_2000_characters(scene: Scene) -> None:
    scene.world.backend.nitro.add(scene.world.backend.bot_user.id)

    assert await bots_refusal(scene, posting(scene, content="x" * 2001)) == 50035
