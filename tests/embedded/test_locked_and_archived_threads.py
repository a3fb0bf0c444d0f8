"""Contracts of closed threads (DOC/topics/threads)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest

from bot.demo.people import Person
from bot.demo.places import Channel
from bot.demo.seen import Seen

from .conftest import Panel, Scene
from .refusing import bots_refusal, refusal

Deed = Callable[[Person, Seen], Awaitable[Any]]

ARCHIVED = 50083
LOCKED = 160005


async def archive(scene: Scene, thread: Channel, *, locked: bool = False) -> None:
    await scene.mod.change(thread, archived=True, locked=locked)


async def test_a_member_cannot_write_in_a_locked_thread(scene: Scene) -> None:
    thread = await scene.thread()
    await scene.mod.lock(thread)

    assert await refusal(scene.ana.say(thread, "But…")) == LOCKED


async def test_a_locked_active_thread_still_takes_words_of_who_manages_threads(
    scene: Scene,
) -> None:
    thread = await scene.thread()
    await scene.mod.lock(thread)

    await scene.mod.say(thread, "A last word.")
    await scene.world.as_bot(scene.as_thread(thread).send("Comments are closed."))

    assert [m.text for m in thread.messages][1:] == ["A last word.", "Comments are closed."]


async def test_a_bot_without_manage_threads_cannot_write_in_a_locked_thread(scene: Scene) -> None:
    thread = await scene.thread()
    await scene.mod.lock(thread)
    scene.server.bot_role.take("manage_threads")

    assert await bots_refusal(scene, scene.as_thread(thread).send("…")) == LOCKED


async def test_writing_unarchives_a_thread_that_is_not_locked(scene: Scene) -> None:
    thread = await scene.thread()
    await archive(scene, thread)
    scene.bot.heard.clear()

    await scene.ana.say(thread, "One more thing.")

    assert not thread.archived
    names = [name for name, _ in scene.bot.heard if name in ("raw_thread_update", "message")]
    assert names == ["raw_thread_update", "message"]


async def test_a_locked_and_archived_thread_takes_nobody_s_words(scene: Scene) -> None:
    thread = await scene.thread()
    await archive(scene, thread, locked=True)

    assert await refusal(scene.ana.say(thread, "…")) == ARCHIVED
    assert await refusal(scene.mod.say(thread, "…")) == ARCHIVED
    assert await bots_refusal(scene, scene.as_thread(thread).send("…")) == ARCHIVED


@pytest.mark.parametrize(
    "deed",
    [
        lambda who, message: who.edit(message, "Changed"),
        lambda who, message: who.delete(message),
        lambda who, message: who.react(message, "👍"),
        lambda who, message: who.menu(message, "Quote"),
        lambda who, message: who.command("/greet", who.world.channel(message.channel_id)),
    ],
    ids=["edit", "delete", "react", "menu", "command"],
)
async def test_nothing_can_be_done_to_messages_of_an_archived_thread(
    scene: Scene, deed: Deed
) -> None:
    thread = await scene.thread()
    message = await scene.ana.say(thread, "Mine")
    await archive(scene, thread)

    assert await refusal(deed(scene.ana, message)) == ARCHIVED
    assert [m.text for m in thread.messages][-1] == "Mine"


async def test_the_bot_cannot_change_its_messages_in_an_archived_thread(scene: Scene) -> None:
    thread = await scene.thread()
    sent = await scene.world.as_bot(scene.as_thread(thread).send("First"))
    await archive(scene, thread)

    assert await bots_refusal(scene, sent.edit(content="Second")) == ARCHIVED
    assert await bots_refusal(scene, sent.add_reaction("👍")) == ARCHIVED
    assert await bots_refusal(scene, sent.delete()) == ARCHIVED
    assert await bots_refusal(scene, sent.pin()) == ARCHIVED


async def test_nobody_is_added_to_an_archived_thread(scene: Scene) -> None:
    thread = await scene.thread()
    await archive(scene, thread)

    adding = scene.as_thread(thread).add_user(discord.Object(scene.ana.id))

    assert await bots_refusal(scene, adding) == ARCHIVED


async def test_in_a_locked_thread_a_member_deletes_and_reacts_but_does_not_edit(
    scene: Scene,
) -> None:
    thread = await scene.thread()
    kept = await scene.ana.say(thread, "Kept")
    gone = await scene.ana.say(thread, "Gone")
    await scene.mod.lock(thread)

    assert await refusal(scene.ana.edit(kept, "Changed")) == LOCKED
    await scene.ana.delete(gone)
    await scene.ana.react(kept, "👍")

    (last,) = [m for m in thread.messages if m.author_id == scene.ana.id and m.text]
    assert (last.text, last.reactions) == ("Kept", (("👍", 1),))


@pytest.mark.parametrize("state", ["locked", "archived"])
async def test_buttons_of_a_closed_thread_are_dead_even_for_the_owner(
    scene: Scene, state: str
) -> None:
    """api-docs#7900, #8474."""
    thread = await scene.thread()
    sent = await scene.world.as_bot(scene.as_thread(thread).send("Panel", view=Panel()))
    message = scene.world.message(thread.id, sent.id)
    await scene.mod.change(thread, **{state: True})

    code = await refusal(scene.server.owner.click(message, "Press"))

    assert code == (LOCKED if state == "locked" else ARCHIVED)


async def test_a_command_in_a_locked_thread_is_for_who_manages_threads(scene: Scene) -> None:
    thread = await scene.thread()
    await scene.mod.lock(thread)

    assert await refusal(scene.ana.command("/greet", thread)) == LOCKED
    assert (await scene.mod.command("/greet", thread, who="Mo")).text == "Mo, en-US"


async def test_an_answer_to_a_command_fails_once_its_thread_is_archived(scene: Scene) -> None:
    """api-docs#5517."""
    thread = await scene.thread()
    await scene.ana.command("/later", thread)
    await archive(scene, thread)

    await scene.world.advance(scene.world.now().replace(minute=2) - scene.world.now())

    (error,) = scene.world.take_errors()
    assert isinstance(error.__cause__, discord.HTTPException)
    assert error.__cause__.code == ARCHIVED
