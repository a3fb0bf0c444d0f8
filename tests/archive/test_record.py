"""The record, read from outside."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from bot.app import open_record
from bot.discussions.closing import Why
from bot.discussions.model import Absence
from bot.settings import Settings
from bot.storage.errors import StorageError
from tests.moderating.people import ATTACK, notice


def settings(folder) -> Settings:
    return Settings.load({"DATA_DIR": str(folder)})


async def test_it_tells_discussions_with_their_articles_beside_a_running_bot(community, tmp_path):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")

    with open_record(settings(tmp_path)) as record:
        (found,) = record.discussions(community.world.now())

    assert found.article.title == "The bridge opens"
    assert found.discussion.thread_id == community.thread.id
    assert (found.count, found.closing) == (1, None)
    assert found.closes_at == community.world.now() + timedelta(days=14)


async def test_a_discussion_is_closed_as_of_the_moment_it_is_looked_at(community, tmp_path):
    await community.publish()
    later = community.world.now() + timedelta(days=15)

    with open_record(settings(tmp_path)) as record:
        (found,) = record.discussions(later)

    assert found.closing.why is Why.AGE


async def test_it_tells_every_text_of_a_comment_and_its_end(community, tmp_path):
    await community.publish()
    message = await community.ana.say(community.thread, "First draft.")
    await community.world.advance(timedelta(minutes=1))
    await community.ana.edit(message, "Second thoughts.")
    await community.ana.delete(message)
    await community.ben.say(community.thread, "Where did it go?")

    with open_record(settings(tmp_path)) as record:
        gone, standing = record.comments(1)

    assert [each.text for each in gone.revisions] == ["First draft.", "Second thoughts."]
    assert gone.tombstone.absence is Absence.LIVE
    assert [each.text for each in standing.revisions] == ["Where did it go?"]
    assert standing.tombstone is None


async def test_it_tells_cases_with_the_words_met_and_the_message_that_stands_now(
    community, tmp_path
):
    await community.publish()
    attack = await community.ana.say(community.thread, ATTACK)
    await community.ana.click(notice(community.ana), "Post as it was")

    with open_record(settings(tmp_path)) as record:
        (comment,), (case,) = record.comments(1), record.cases(1)

    assert comment.message_ids == (attack.id, community.ana.sees(community.thread)[-1].id)
    assert [(each.words, each.hit.comment_id) for each in case.hits] == [(ATTACK, 1)]
    assert case.case.posted_at == community.world.now()


def test_where_there_is_no_record_nothing_is_made(tmp_path):
    with pytest.raises(StorageError, match="no record yet"):
        open_record(settings(tmp_path))

    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_version_is_neither_read_nor_migrated(tmp_path):
    path = tmp_path / "thoughts-on.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE older (id INTEGER)")
    database.close()

    with (
        open_record(settings(tmp_path)) as record,
        pytest.raises(StorageError, match="bot migrate"),
    ):
        record.comments(1)
