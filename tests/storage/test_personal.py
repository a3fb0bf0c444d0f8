"""What names a person is known, all of it, and the list of erasures outlives the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.model import Kind, NewAction, Subject
from bot.storage.backup import back_up
from bot.storage.database import Database
from bot.storage.erasure_list import ErasureList
from bot.storage.erasures import Erasure
from bot.storage.errors import StorageError
from bot.storage.personal import TRACES
from bot.storage.restoring import restore
from bot.storage.schema import erasures, metadata
from bot.storage.types import Snowflake

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
THINGS = {
    "answers_message_id",
    "card_channel_id",
    "card_message_id",
    "channel_id",
    "closing_message_id",
    "entry_id",
    "final_message_id",
    "invitation_message_id",
    "message_id",
    "attachment_id",
    "moderation_channel_id",
    "moderator_role_id",
    "notice_channel_id",
    "notice_message_id",
    "notices_channel_id",
    "read_through",
    "subject_id",
    "target_id",
    "thread_id",
}
"""Ids of Discord's that are no person's."""


def test_every_column_that_may_name_a_person_is_shown_and_erased():
    ids = {
        column
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, Snowflake) and not column.foreign_keys
    }
    people = {column for column in ids if column.name not in THINGS and column.name != "id"}

    assert people - {erasures.c.user_id} == {trace.column for trace in TRACES}


async def test_of_several_erasures_of_a_person_the_latest_counts(database):
    def remember(tx):
        for at in (NOW, LATER, NOW):
            tx.erasures.remember(Erasure(7, at))

    await database.write(remember)

    assert await database.read(lambda tx: tx.erasures.all()) == [Erasure(7, LATER)]
    assert await database.read(lambda tx: tx.erasures.cover(7, LATER))
    assert not await database.read(lambda tx: tx.erasures.cover(7, LATER + timedelta(seconds=1)))
    assert not await database.read(lambda tx: tx.erasures.cover(8, NOW))


def test_the_list_keeps_the_latest_erasure_of_each_person(tmp_path):
    listed = ErasureList(tmp_path / "record.db")

    listed.add([Erasure(7, LATER), Erasure(8, NOW)])
    listed.add([Erasure(7, NOW)])

    assert ErasureList(tmp_path / "record.db").read() == [Erasure(7, LATER), Erasure(8, NOW)]
    assert listed.path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["record-erasures.txt"]


@pytest.mark.parametrize("line", ["not a line", "7", "7 yesterday", "x 2027-03-01T09:00:00+00:00"])
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_lost(tmp_path, line):
    listed = ErasureList(tmp_path / "record.db")
    listed.add([Erasure(7, NOW)])
    with listed.path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    before = listed.path.read_bytes()

    with pytest.raises(StorageError, match="Line 2 of"):
        listed.add([Erasure(8, NOW)])

    assert listed.path.read_bytes() == before


async def test_erasures_that_only_the_replaced_database_knows_are_listed(url, path, tmp_path):
    database = Database(url)
    await database.open()
    back_up(path, tmp_path / "copy.db")
    await database.write(lambda tx: tx.erasures.remember(Erasure(7, NOW)))
    await database.close()

    restore(tmp_path / "copy.db", path, LATER)

    assert ErasureList(path).read() == [Erasure(7, NOW)]


async def test_a_server_goes_piece_by_piece_and_the_step_that_does_it_last(database):
    def fill(tx):
        tx.servers.join(1, "The Daily", "en", NOW)
        return [_step(tx) for _ in range(5)]

    steps = await database.write(fill)

    looks = [
        await database.write(lambda tx: tx.tidying.erase_some(1, limit=2, sparing=steps[0]))
        for _ in range(3)
    ]

    assert looks == [True, True, False]
    left = [await database.read(lambda tx, step=step: tx.actions.get(step)) for step in steps]
    assert [action is not None for action in left] == [True, False, False, False, False]


async def test_a_server_with_a_feed_goes_although_entries_name_its_articles(database):
    def fill(tx):
        tx.servers.join(1, "The Daily", "en", NOW)
        source_id = tx.articles.source(1, "feed", "https://press.example/feed", 7, NOW)
        article_id = tx.articles.add(1, source_id, "story", {}, NOW)
        about = {"source_id": source_id, "server_id": 1, "channel_id": 2, "title": "Press"}
        feed_id = tx.feeds.add(
            **about, url="", interval_minutes=10, oldest_hours=48, added_at=NOW, added_by=7
        )
        tx.feeds.see(feed_id, ["story"], NOW, article_id)

    await database.write(fill)

    assert not await database.write(lambda tx: tx.tidying.erase_some(1, limit=2, sparing=0))
    await database.write(lambda tx: tx.tidying.erase_server(1))

    assert await database.read(lambda tx: tx.servers.all()) == []


def _step(tx):
    return tx.actions.add(NewAction(Kind.TIDY, "tidying:1", Subject(1), NOW), NOW)
