"""Contracts of beginning a thread (DOC/topics/threads; DOC/resources/channel)."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from .conftest import Scene
from .refusing import bots_refusal, refusal

STARTER = discord.MessageType.thread_starter_message


async def test_a_thread_from_a_message_has_its_id_and_marks_it(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "An article")

    thread = await scene.ana.start_thread(message, "Talk")

    assert thread.id == message.id
    assert scene.world.message(scene.channel.id, message.id).flags.has_thread
    (update,) = scene.bot.told("raw_message_edit")
    assert update.data["thread"]["id"] == str(message.id)


async def test_it_opens_with_a_starter_message_and_adds_none_to_the_channel(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "An article")

    thread = await scene.ana.start_thread(message, "Talk")

    assert [m.id for m in scene.channel.messages] == [message.id]
    (starter,) = thread.messages
    assert (starter.type, starter.text, starter.reply_to) == (STARTER.value, "", None)


async def test_the_starter_message_shows_what_it_was_started_on(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "An article")
    thread = await scene.ana.start_thread(message, "Talk")

    (starter,) = [m async for m in scene.as_thread(thread).history()]

    assert starter.type is STARTER
    assert starter.reference is not None
    assert (starter.reference.channel_id, starter.reference.message_id) == (
        scene.channel.id,
        message.id,
    )


async def test_a_second_thread_on_a_message_is_refused_for_everybody(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "An article")
    await scene.ana.start_thread(message, "Mine")

    on_same = scene.text_channel.get_partial_message(message.id).create_thread(name="Ours")

    assert await bots_refusal(scene, on_same) == 160004
    assert await refusal(scene.mod.start_thread(message, "Mine too")) == 160004
    assert [thread.name for thread in scene.channel.threads] == ["Mine"]


async def test_a_thread_without_a_message_is_announced_in_the_channel(scene: Scene) -> None:
    thread = await scene.ana.start_thread(scene.channel, "Free talk")

    (notice,) = scene.channel.messages
    assert notice.type == discord.MessageType.thread_created.value
    assert notice.text == "Free talk"
    assert thread.id != notice.id


async def test_a_private_thread_is_announced_to_nobody_outside_it(scene: Scene) -> None:
    creating = scene.text_channel.create_thread(
        name="A word", type=discord.ChannelType.private_thread
    )
    thread = await scene.world.as_bot(creating)

    assert scene.channel.messages == ()
    assert await refusal(scene.ana.say(scene.world.channel(thread.id), "?")) == 50001


@pytest.mark.parametrize("name", ["", " ", "x" * 101])
async def test_a_thread_s_name_has_one_to_a_hundred_characters(scene: Scene, name: str) -> None:
    message = await scene.ana.say(scene.channel, "An article")
    thread = await scene.thread()

    assert await refusal(scene.ana.start_thread(message, name)) == 50035
    assert await refusal(scene.mod.rename(thread, name)) == 50035


@pytest.mark.parametrize(("minutes", "is_taken"), [(60, True), (10080, True), (61, False)])
async def test_only_four_durations_are_taken(scene: Scene, minutes: int, is_taken: bool) -> None:
    message = await scene.ana.say(scene.channel, "An article")

    starting: Any = scene.ana.start_thread(message, "Talk", minutes=minutes)

    assert (await starting).name == "Talk" if is_taken else await refusal(starting) == 50035


async def test_slow_mode_from_the_start_needs_manage_threads(scene: Scene) -> None:
    """api-docs#5573."""
    message = await scene.ana.say(scene.channel, "An article")
    partial = scene.text_channel.get_partial_message(message.id)
    scene.server.bot_role.take("manage_threads")

    slow = partial.create_thread(name="Slow", slowmode_delay=30)

    assert await bots_refusal(scene, slow) == 50013


async def test_counters_leave_the_starter_out_and_only_one_of_them_falls(scene: Scene) -> None:
    """DOC/resources/channel, `message_count` and `total_message_sent`."""
    thread = await scene.thread()
    first = await scene.ana.say(thread, "One")
    await scene.ana.say(thread, "Two")
    await scene.ana.delete(first)

    fetched = await scene.world.as_bot(scene.bot.fetch_channel(thread.id))

    assert isinstance(fetched, discord.Thread)
    assert (fetched.message_count, fetched.total_message_sent) == (1, 2)


async def test_deleting_the_channel_takes_its_threads_along(scene: Scene) -> None:
    thread = await scene.thread()
    as_bot = scene.as_thread(thread)

    scene.channel.remove()

    assert await bots_refusal(scene, as_bot.send("Anybody?")) == 10003
    assert await refusal(scene.ana.say(thread, "Anybody?")) == 10003


async def test_deleting_the_message_leaves_its_thread(scene: Scene) -> None:
    message = await scene.ana.say(scene.channel, "An article")
    thread = await scene.ana.start_thread(message, "Talk")

    await scene.ana.delete(message)

    assert (await scene.ana.say(thread, "Still here")).text == "Still here"
    assert thread.messages[0].type == STARTER.value
