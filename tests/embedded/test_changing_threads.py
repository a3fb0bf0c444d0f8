"""Contracts of changing a thread (DOC/resources/channel, Modify Channel; DOC/topics/threads)."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from .conftest import Scene
from .refusing import bots_refusal, refusal


@pytest.mark.parametrize(
    "change",
    [{"name": "New"}, {"archived": True}, {"auto_archive_duration": 60}],
    ids=["name", "archived", "duration"],
)
async def test_name_archiving_and_duration_are_the_owner_s(
    scene: Scene, change: dict[str, Any]
) -> None:
    thread = await scene.thread(by_bot=False)
    ben = scene.server.person("Ben")

    assert await refusal(ben.change(thread, **change)) == 50013
    await scene.ana.change(thread, **change)

    update = scene.bot.told("raw_thread_update")[-1].data
    assert {**update, **update["thread_metadata"]}.items() >= change.items()


@pytest.mark.parametrize(
    "change", [{"locked": True}, {"rate_limit_per_user": 5}], ids=["locked", "slow mode"]
)
async def test_locking_and_slow_mode_are_for_who_manages_threads(
    scene: Scene, change: dict[str, Any]
) -> None:
    thread = await scene.thread(by_bot=False)

    assert await refusal(scene.ana.change(thread, **change)) == 50013
    await scene.mod.change(thread, **change)

    update = scene.bot.told("raw_thread_update")[-1].data
    assert {**update, **update["thread_metadata"]}.items() >= change.items()


async def test_manage_channels_is_not_the_right_that_counts(scene: Scene) -> None:
    thread = await scene.thread(by_bot=False)
    scene.server.bot_role.take("manage_threads")

    assert await bots_refusal(scene, scene.as_thread(thread).edit(locked=True)) == 50013


async def test_an_archived_thread_is_locked_only_by_a_request_that_unarchives_it(
    scene: Scene,
) -> None:
    """api-docs#6928."""
    thread = await scene.thread()
    await scene.mod.archive(thread)
    as_bot = scene.as_thread(thread)

    assert await bots_refusal(scene, as_bot.edit(locked=True)) == 50083
    assert await bots_refusal(scene, as_bot.edit(archived=True, locked=True)) == 50083
    await scene.world.as_bot(as_bot.edit(archived=False, locked=True))

    assert (thread.archived, thread.locked) == (False, True)


async def test_one_request_archives_and_locks(scene: Scene) -> None:
    thread = await scene.thread()
    scene.bot.heard.clear()

    await scene.world.as_bot(scene.as_thread(thread).edit(archived=True, locked=True))

    assert (thread.archived, thread.locked) == (True, True)
    assert len(scene.bot.told("raw_thread_update")) == 1


async def test_whoever_may_write_opens_an_unlocked_thread_again(scene: Scene) -> None:
    """DOC/resources/channel, Modify Channel."""
    thread = await scene.thread()
    await scene.mod.archive(thread)

    await scene.ana.unarchive(thread)

    assert not thread.archived


async def test_a_locked_archived_thread_is_opened_by_who_manages_threads_only(
    scene: Scene,
) -> None:
    thread = await scene.thread(by_bot=False)
    await scene.mod.change(thread, archived=True, locked=True)

    assert await refusal(scene.ana.unarchive(thread)) == 50013
    await scene.mod.unarchive(thread)

    assert (thread.archived, thread.locked) == (False, True)


async def test_a_change_that_changes_nothing_is_not_announced(scene: Scene) -> None:
    thread = await scene.thread()
    scene.bot.heard.clear()

    await scene.mod.change(thread, locked=False, archived=False)

    assert scene.bot.told("raw_thread_update") == []


async def test_unarchiving_reaches_discord_py_as_a_thread_joined(scene: Scene) -> None:
    """discord.py has let go of archived threads, so it cannot tell an update."""
    thread = await scene.thread()
    await scene.mod.archive(thread)
    scene.bot.heard.clear()

    await scene.mod.unarchive(thread)

    told = [name for name, _ in scene.bot.heard if "thread" in name]
    assert told == ["raw_thread_update", "thread_join"]


async def test_a_new_name_is_told_in_the_thread(scene: Scene) -> None:
    thread = await scene.thread()

    await scene.mod.rename(thread, "Better")

    last = thread.messages[-1]
    assert (last.type, last.text) == (discord.MessageType.channel_name_change.value, "Better")


async def test_deleting_a_thread_needs_manage_threads(scene: Scene) -> None:
    thread = await scene.thread(by_bot=False)

    assert await refusal(scene.ana.remove(thread)) == 50013
    await scene.mod.remove(thread)

    assert scene.channel.threads == ()
    assert [event.thread_id for event in scene.bot.told("raw_thread_delete")] == [thread.id]


async def test_changes_of_threads_are_in_the_audit_log(scene: Scene) -> None:
    thread = await scene.thread()

    await scene.mod.lock(thread)

    (entry,) = scene.bot.told("audit_log_entry_create")
    assert entry.action is discord.AuditLogAction.thread_update
    assert (entry.user_id, entry.after.locked) == (scene.mod.id, True)
