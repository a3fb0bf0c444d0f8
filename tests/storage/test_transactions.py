"""What one transaction promises."""

import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from bot.storage.database import Database
from bot.storage.errors import DatabaseClosedError
from bot.storage.schema import servers
from bot.storage.types import microseconds

NOW = datetime(2027, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


async def test_a_transaction_holds_the_write_lock_from_its_first_read(database, path):
    def read_and_look_outside(tx):
        tx.servers.get(1)
        outside = sqlite3.connect(path, isolation_level=None, timeout=0)
        try:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                outside.execute("BEGIN IMMEDIATE")
        finally:
            outside.close()

    await database.write(read_and_look_outside)


async def test_what_raises_leaves_nothing_behind(database):
    def join_and_fail(tx):
        tx.servers.join(1, "The Daily", "en", NOW)
        raise LookupError("on purpose")

    with pytest.raises(LookupError, match="on purpose"):
        await database.write(join_and_fail)

    assert await database.read(lambda tx: tx.servers.get(1)) is None


async def test_a_moment_comes_back_as_it_went_in(database):
    await database.write(lambda tx: tx.servers.join(1, "The Daily", "en", NOW))

    server = await database.read(lambda tx: tx.servers.get(1))

    assert server.joined_at == NOW
    assert server.joined_at.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        microseconds(NOW.replace(tzinfo=None))


async def test_a_reader_cannot_write(database):
    with pytest.raises(Exception, match=r"readonly|cannot be written"):
        await database.read(lambda tx: tx.servers.join(1, "The Daily", "en", NOW))


def test_an_exception_does_not_quote_what_was_to_be_written(engine):
    canary = "a sentence that must stay private"

    with pytest.raises(IntegrityError) as raised, engine.begin() as connection:
        connection.execute(insert(servers).values(id=1, name=canary))

    assert canary not in str(raised.value)


def test_a_row_of_the_wrong_type_is_refused(engine):
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO servers (id, name, language, joined_at) VALUES (1, 'a', 'en', 'soon')"
            )
        )


async def test_a_database_that_was_closed_says_so(url):
    database = Database(url)
    await database.open()
    await database.close()

    with pytest.raises(DatabaseClosedError, match="being stopped"):
        await database.read(lambda tx: tx.servers.all())
