"""Contracts of deleting (DOC/resources/audit-log; DOC/resources/message)."""

from __future__ import annotations

from datetime import timedelta

import discord

from .conftest import Scene
from .refusing import bots_refusal, refusal


def deletions(scene: Scene) -> list[tuple[int, int, str]]:
    """What the audit log says: who deleted, of whom, how many."""
    return [
        (entry.user_id, entry.target_id or 0, entry.options["count"])
        for entry in scene.server.audit_log
        if entry.action_type == discord.AuditLogAction.message_delete.value
    ]


async def test_a_deletion_is_announced_by_id_alone(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "Mine")

    await scene.mod.delete(message)

    (event,) = scene.bot.told("raw_message_delete")
    assert (event.message_id, event.cached_message) == (message.id, None)


async def test_deleting_somebody_else_s_message_needs_manage_messages(scene: Scene) -> None:
    message = await scene.mod.say(scene.channel, "Rule one")

    assert await refusal(scene.ana.delete(message)) == 50013


async def test_a_moderator_s_deletion_is_in_the_audit_log(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "Mine")

    await scene.mod.delete(message)

    (entry,) = scene.bot.told("audit_log_entry_create")
    assert entry.action is discord.AuditLogAction.message_delete
    assert (entry.user_id, entry.target.id) == (scene.mod.id, scene.ana.id)
    assert (entry.extra.channel.id, entry.extra.count) == (scene.channel.id, 1)


async def test_a_run_of_deletions_is_one_entry_whose_count_grows_in_silence(scene: Scene) -> None:
    """api-docs#5911."""
    for text in ("One", "Two", "Three"):
        await scene.mod.delete(await scene.ana.say(scene.channel, text))

    assert deletions(scene) == [(scene.mod.id, scene.ana.id, "3")]
    assert len(scene.bot.told("audit_log_entry_create")) == 1


async def test_another_author_another_channel_or_a_while_later_is_another_entry(
    scene: Scene,
) -> None:
    ben, elsewhere = scene.server.person("Ben"), scene.server.create_channel("elsewhere")

    await scene.mod.delete(await scene.ana.say(scene.channel, "One"))
    await scene.mod.delete(await ben.say(scene.channel, "Two"))
    await scene.mod.delete(await scene.ana.say(elsewhere, "Three"))
    await scene.world.advance(timedelta(hours=1))
    await scene.mod.delete(await scene.ana.say(scene.channel, "Four"))

    assert [(target, count) for _, target, count in deletions(scene)] == [
        (scene.ana.id, "1"),
        (ben.id, "1"),
        (scene.ana.id, "1"),
        (scene.ana.id, "1"),
    ]


async def test_own_deletions_and_single_ones_by_bots_are_not_logged(scene: Scene) -> None:
    """api-docs#7856, #1611."""
    await scene.ana.delete(await scene.ana.say(scene.channel, "Mine"))
    message = await scene.ana.say(scene.channel, "Mine too")

    await scene.world.as_bot(scene.text_channel.get_partial_message(message.id).delete())

    assert deletions(scene) == []


async def test_audit_entries_need_view_audit_log(scene: Scene) -> None:
    scene.server.bot_role.take("view_audit_log")

    await scene.mod.delete(await scene.ana.say(scene.channel, "Mine"))

    assert deletions(scene) == [(scene.mod.id, scene.ana.id, "1")]
    assert scene.bot.told("audit_log_entry_create") == []


async def test_several_messages_go_in_one_event(scene: Scene) -> None:
    messages = [await scene.ana.say(scene.channel, text) for text in ("One", "Two")]

    await scene.mod.delete_many(*messages)

    (event,) = scene.bot.told("raw_bulk_message_delete")
    assert event.message_ids == {message.id for message in messages}
    assert scene.channel.messages == ()


async def test_bulk_deletion_fails_as_a_whole_when_one_message_is_too_old(scene: Scene) -> None:
    old = await scene.ana.say(scene.channel, "Old")
    await scene.world.advance(timedelta(days=14, seconds=1))
    new = await scene.ana.say(scene.channel, "New")

    both = [discord.Object(old.id), discord.Object(new.id)]

    assert await bots_refusal(scene, scene.text_channel.delete_messages(both)) == 50034
    assert len(scene.channel.messages) == 2


async def test_nobody_deletes_the_bot_s_words_in_direct_messages(scene: Scene) -> None:
    user = await scene.world.as_bot(scene.bot.fetch_user(scene.ana.id))
    await scene.world.as_bot(user.send("A notice"))

    (notice,) = scene.ana.dms()

    assert await refusal(scene.ana.delete(notice)) == 50003
