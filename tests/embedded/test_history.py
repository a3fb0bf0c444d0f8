"""Contracts of reading back (DOC: Get Channel Messages, List Public Archived Threads)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord.backend.models import Message

from bot.demo.fidelity.history import _page

from .conftest import Scene
from .refusing import bots_refusal


async def fill(scene: Scene, count: int) -> list[int]:
    async with scene.world.burst():
        return [(await scene.ana.say(scene.channel, f"{n}")).id for n in range(count)]


async def read(scene: Scene, **options: Any) -> list[int]:
    async def reading() -> list[int]:
        return [message.id async for message in scene.text_channel.history(**options)]

    return await scene.world.as_bot(reading())


async def test_reading_on_from_a_message_misses_none(scene: Scene) -> None:
    ids = await fill(scene, 250)

    after = discord.Object(ids[9])

    assert await read(scene, limit=None, after=after, oldest_first=True) == ids[10:]
    assert await read(scene, limit=30, after=after) == ids[10:40]


async def test_reading_back_from_a_message_misses_none(scene: Scene) -> None:
    ids = await fill(scene, 250)

    before = discord.Object(ids[240])

    assert await read(scene, limit=None, before=before) == ids[239::-1]
    assert await read(scene, limit=None) == ids[::-1]


async def test_reading_around_a_message_gives_both_sides(scene: Scene) -> None:
    ids = await fill(scene, 30)

    around = await read(scene, limit=11, around=discord.Object(ids[15]))

    assert around == ids[20:9:-1]


@pytest.mark.parametrize("limit", [0, 101])
async def test_a_page_holds_one_to_a_hundred_messages(scene: Scene, limit: int) -> None:
    reading = scene.bot.http.logs_from(scene.channel.id, limit)

    assert await bots_refusal(scene, reading) == 50035


async def test_without_read_message_history_there_is_none(scene: Scene) -> None:
    await fill(scene, 3)
    scene.channel.deny(scene.server.bot_role, "read_message_history")

    assert await read(scene, limit=None) == []


async def test_a_reply_to_a_deleted_message_says_that_it_is_gone(scene: Scene) -> None:
    """DOC/resources/message: `referenced_message` is null."""
    parent = await scene.ana.say(scene.channel, "Parent")
    await scene.ana.say(scene.channel, "Child", reply_to=parent)
    await scene.ana.delete(parent)

    (child,) = await scene.world.as_bot(scene.bot.http.logs_from(scene.channel.id, 10))

    assert child["referenced_message"] is None
    assert child["message_reference"]["message_id"] == str(parent.id)


@given(
    count=st.integers(0, 30),
    limit=st.integers(1, 12),
    way=st.sampled_from(["before", "after", "around"]),
    pivot=st.integers(0, 31),
)
def test_a_page_is_a_run_of_neighbours_no_longer_than_asked(
    count: int, limit: int, way: str, pivot: int
) -> None:
    messages = [Message(id=n, channel_id=1, author_id=1) for n in range(1, count + 1)]

    page = [message.id for message in _page(messages, {way: pivot}, limit)]

    assert len(page) <= limit
    assert page == list(range(page[0], page[0] + len(page))) if page else True
    if way == "before":
        expected = range(max(1, min(pivot, count + 1) - limit), min(pivot, count + 1))
        assert page == list(expected)
    if way == "after":
        assert page == list(range(pivot + 1, min(count, pivot + limit) + 1))
    if way == "around" and 1 <= pivot <= count:
        assert pivot in page


async def archive_three(scene: Scene) -> list[int]:
    ids = []
    for _ in range(3):
        thread = await scene.thread()
        await scene.world.advance(timedelta(hours=1))
        await scene.mod.archive(thread)
        ids.append(thread.id)
    return ids


async def test_archived_threads_are_listed_newest_archiving_first_and_in_pages(
    scene: Scene,
) -> None:
    ids = await archive_three(scene)

    page = await scene.world.as_bot(
        scene.bot.http.get_public_archived_threads(scene.channel.id, None, 2)
    )

    assert [int(thread["id"]) for thread in page["threads"]] == ids[:0:-1]
    assert page["has_more"] is True


async def test_archived_threads_are_read_to_the_end(scene: Scene) -> None:
    ids = await archive_three(scene)

    async def reading() -> list[int]:
        return [thread.id async for thread in scene.text_channel.archived_threads(limit=None)]

    assert await scene.world.as_bot(reading()) == ids[::-1]


async def test_a_page_of_archived_threads_ends_before_a_time(scene: Scene) -> None:
    ids = await archive_three(scene)
    an_hour_ago = (scene.world.now() - timedelta(minutes=30)).isoformat()

    page = await scene.world.as_bot(
        scene.bot.http.get_public_archived_threads(scene.channel.id, an_hour_ago, 50)
    )

    assert [int(thread["id"]) for thread in page["threads"]] == ids[1::-1]
    assert page["has_more"] is False
