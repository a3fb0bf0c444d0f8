"""The database cannot be written for a while: facts wait, people are told, nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bot.storage import engine
from tests.community import Community

NOT_NOW = "The record cannot be written right now, so nothing was changed."
SECONDS = timedelta(seconds=30)


@pytest.fixture
async def community(newsroom: Community, monkeypatch: pytest.MonkeyPatch) -> Community:
    """A community whose bot does not wait long for a locked database."""
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 10)
    await newsroom.start()
    await newsroom.set_up()
    return newsroom


@contextmanager
def held_by_another_process(community: Community) -> Iterator[None]:
    """Somebody has the file open and writes to it."""
    [path] = community.folder.glob("*.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


@contextmanager
def disk_full(community: Community) -> Iterator[None]:
    """The file cannot grow by a single page."""
    with community.bot.database._writing.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    try:
        yield
    finally:
        with community.bot.database._writing.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")


async def test_replies_wait_for_a_locked_database_and_are_all_recorded_in_order(community):
    await community.publish()

    with held_by_another_process(community):
        said = [await community.ana.say(community.thread, f"Thought {n}") for n in range(3)]
        await community.ana.edit(said[0], "Thought zero")
        await community.ana.delete(said[1])
        await community.world.advance(SECONDS)
        assert await community.record.count() == 0
    await community.world.advance(SECONDS)

    comments = await community.record.comments()
    assert [comment.message_id for comment in comments] == [each.id for each in said]
    assert await community.record.texts(said[0].id) == ["Thought 0", "Thought zero"]
    assert await community.record.tombstone(said[1].id) is not None


async def test_a_command_that_cannot_be_kept_says_so_and_can_be_given_again(community):
    await community.publish()
    community.moderator.set_locale("es-ES")

    with held_by_another_process(community):
        refused = await community.moderator.command("/discussion close", community.thread)
        setting = await community.admin.command("/channel set", community.news, days=3)
    await community.world.advance(SECONDS)

    assert refused.ephemeral
    assert refused.text == community.bot.catalogue.words("es")("failed.record")
    assert setting.text.startswith(NOT_NOW)
    assert not community.thread.locked
    await community.moderator.command("/discussion close", community.thread)
    assert community.thread.locked


async def test_what_only_reads_goes_on_while_the_database_is_locked(community):
    await community.publish()

    with held_by_another_process(community):
        status = await community.ana.command("/discussion status", community.thread)
        button = await community.ana.click(community.cards()[0], "How it stands")
    await community.world.advance(SECONDS)

    assert status.text == button.text
    assert status.text.startswith("No thoughts yet on “The bridge opens”")


async def test_an_article_half_posted_when_the_database_is_locked_is_posted_once(community):
    holding = held_by_another_process(community)

    def lock_after_the_card(request, phase):
        if phase == "after" and request.method == "POST" and request.path.endswith("/messages"):
            community.world.on_request = None
            holding.__enter__()

    community.world.on_request = lock_after_the_card
    await community.publish()
    await community.world.advance(SECONDS)
    assert len(community.cards()) == 1
    assert community.news.threads == ()

    holding.__exit__(None, None, None)
    await community.world.advance(timedelta(minutes=10))

    assert len(community.cards()) == len(community.news.threads) == 1
    assert len(community.texts()) == 2
    assert not community.thread.locked


async def test_a_bot_that_stops_while_the_database_is_locked_reads_the_rest_at_its_return(
    community,
):
    await community.publish()
    with held_by_another_process(community):
        said = await community.ana.say(community.thread, "Not lost.")
        await community.crash()

    await community.start()

    assert await community.record.texts(said.id) == ["Not lost."]


async def test_a_full_disk_is_waited_out(community):
    await community.publish()

    with disk_full(community):
        said = [await community.ana.say(community.thread, f"{n} " + "x" * 1900) for n in range(9)]
        refused = await community.moderator.command("/discussion close", community.thread)
        await community.world.advance(SECONDS)
    await community.world.advance(SECONDS)

    assert refused.text.startswith(NOT_NOW)
    assert [c.message_id for c in await community.record.comments()] == [m.id for m in said]
