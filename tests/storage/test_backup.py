"""Copies of a database that is in use, and putting them back."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.storage.backup import BackupError, GivenUpError, back_up
from bot.storage.database import Database
from bot.storage.errors import DatabaseCorruptError, DatabaseLockedError, DatabaseTooNewError
from bot.storage.inspecting import damage, known_schemas
from bot.storage.restoring import restore

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


def joins(number):
    return lambda tx: tx.servers.join(number, f"Server {number}", "en", NOW)


def servers(path):
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM servers ORDER BY id")]


def fill(path, megabytes):
    """Make the database as big as a busy one, in a table of its own."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE ballast (id INTEGER PRIMARY KEY, data BLOB)")
        block = (b"x" * 1000,)
        connection.executemany(
            "INSERT INTO ballast (data) VALUES (?)", (block for _ in range(megabytes * 1000))
        )


async def test_a_copy_holds_what_was_committed_and_can_be_used_by_itself(database, path, tmp_path):
    await database.write(joins(1))

    back_up(path, tmp_path / "copy.db")
    await database.write(joins(2))

    assert servers(tmp_path / "copy.db") == [1]
    assert damage(tmp_path / "copy.db") is None


async def test_a_copy_can_be_read_by_its_owner_alone(database, path, tmp_path):
    back_up(path, tmp_path / "copy.db")

    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


async def test_no_commit_waits_for_a_copy(database, path, tmp_path):
    fill(path, megabytes=30)
    copying = threading.Thread(target=back_up, args=(path, tmp_path / "copy.db"))
    waits = []

    started = time.perf_counter()
    copying.start()
    while copying.is_alive():
        begun = time.perf_counter()
        await database.write(joins(len(waits) + 1))
        waits.append(time.perf_counter() - begun)

    # The yardstick is 50 ms; on a busy machine it is enough that none waits for the whole.
    assert len(waits) > 3
    assert max(waits) < (time.perf_counter() - started) / 2


async def test_a_copy_that_is_given_up_leaves_nothing(database, path, tmp_path):
    fill(path, megabytes=3)
    target = tmp_path / "copies" / "copy.db"
    target.parent.mkdir()

    with pytest.raises(GivenUpError):
        back_up(path, target, given_up=lambda: True)

    assert list(target.parent.iterdir()) == []


async def test_a_damaged_database_gives_no_copy_that_looks_like_a_good_one(url, path, tmp_path):
    await with_servers(url, *range(1, 400))
    content = bytearray(path.read_bytes())
    middle = root_of("servers", path) * 4096
    content[middle - 4096 : middle] = b"\xff" * 4096
    path.write_bytes(content)

    with pytest.raises(DatabaseCorruptError, match="cannot be used"):
        back_up(path, tmp_path / "copies.db")

    assert list(tmp_path.glob("copies.db*")) == []


async def test_a_file_that_exists_is_not_written_over(database, path, tmp_path):
    (tmp_path / "diary.txt").write_text("mine")

    with pytest.raises(BackupError, match="exists already"):
        back_up(path, tmp_path / "diary.txt")

    assert (tmp_path / "diary.txt").read_text() == "mine"


async def test_a_folder_that_does_not_exist_is_told(database, path, tmp_path):
    with pytest.raises(BackupError, match="cannot be written"):
        back_up(path, tmp_path / "nowhere" / "copy.db")


def test_without_a_database_there_is_nothing_to_copy(tmp_path):
    with pytest.raises(BackupError, match="no database"):
        back_up(tmp_path / "none.db", tmp_path / "copy.db")

    assert list(tmp_path.iterdir()) == []


async def test_what_is_put_back_is_the_database_and_the_replaced_one_is_kept(url, path, tmp_path):
    await with_servers(url, 1)
    back_up(path, tmp_path / "copy.db")
    await with_servers(url, 2)

    kept = restore(tmp_path / "copy.db", path, NOW)

    assert servers(path) == [1]
    assert kept == path.with_name("record-replaced-20270301T093000Z.db")
    assert servers(kept) == [1, 2]
    assert servers(tmp_path / "copy.db") == [1]


async def test_everything_that_was_replaced_is_kept_even_within_a_second(url, path, tmp_path):
    await with_servers(url, 1)
    back_up(path, tmp_path / "copy.db")
    await with_servers(url, 2)

    kept = [restore(tmp_path / "copy.db", path, NOW) for _ in range(2)]

    assert [servers(each) for each in kept] == [[1, 2], [1]]


async def test_the_log_of_a_killed_bot_goes_with_the_replaced_database(url, path, tmp_path):
    await with_servers(url, 1)
    back_up(path, tmp_path / "copy.db")
    leave_log(path)
    assert path.with_name("record.db-wal").stat().st_size > 0

    kept = restore(tmp_path / "copy.db", path, NOW)

    assert servers(path) == [1]
    assert servers(kept) == [1, 7]


async def test_a_damaged_database_can_be_replaced(url, path, tmp_path):
    await with_servers(url, 1)
    back_up(path, tmp_path / "copy.db")
    path.write_bytes(b"no database at all" * 500)

    kept = restore(tmp_path / "copy.db", path, NOW)

    assert servers(path) == [1]
    assert kept.read_bytes().startswith(b"no database")


async def test_where_there_was_no_database_the_copy_becomes_it(url, path, tmp_path):
    await with_servers(url, 1)
    back_up(path, tmp_path / "copy.db")

    kept = restore(tmp_path / "copy.db", tmp_path / "new" / "record.db", NOW)

    assert kept is None
    assert servers(tmp_path / "new" / "record.db") == [1]


async def test_nothing_is_put_back_while_somebody_has_the_database_open(database, path, tmp_path):
    await database.write(joins(1))
    back_up(path, tmp_path / "copy.db")

    with pytest.raises(DatabaseLockedError, match="Stop the bot"):
        restore(tmp_path / "copy.db", path, NOW)
    await database.write(joins(2))

    assert servers(path) == [1, 2]
    assert sorted(each.name for each in path.parent.glob("*.part")) == []


async def test_a_copy_of_a_newer_version_is_refused(url, path, tmp_path):
    await with_servers(url, 1)
    back_up(path, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseTooNewError, match="newer version"):
        restore(tmp_path / "copy.db", path, NOW)

    assert servers(path) == [1]


@pytest.mark.parametrize(
    "content",
    [b"", b"no database at all" * 500, b"SQLite format 3\x00" + b"\xff" * 4096],
    ids=["empty", "text", "damaged"],
)
async def test_a_file_that_is_no_copy_is_refused(url, path, tmp_path, content):
    await with_servers(url, 1)
    (tmp_path / "copy.db").write_bytes(content)

    with pytest.raises((BackupError, DatabaseCorruptError), match=r"copy\.db"):
        restore(tmp_path / "copy.db", path, NOW)

    assert servers(path) == [1]


async def test_a_copy_damaged_in_the_middle_is_refused(url, path, tmp_path):
    await with_servers(url, *range(1, 400))
    back_up(path, tmp_path / "copy.db")
    whole = (tmp_path / "copy.db").read_bytes()
    (tmp_path / "copy.db").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(DatabaseCorruptError, match="cannot be put back"):
        restore(tmp_path / "copy.db", path, NOW)

    assert len(servers(path)) == 399


async def test_the_database_is_no_copy_of_itself(url, path):
    await with_servers(url, 1)

    with pytest.raises(BackupError, match="itself"):
        restore(path, path, NOW)

    assert servers(path) == [1]


def test_the_schema_that_is_made_is_the_newest_known(engine, path):
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]

    assert known_schemas()[0] == made


async def with_servers(url, *numbers):
    """Have these servers join, and close the database again."""
    database = Database(url)
    await database.open()
    for number in numbers:
        await database.write(joins(number))
    await database.close()


def root_of(table, path):
    """The number of the page with which a table begins."""
    asked = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(asked, (table,)).fetchone()[0]


def leave_log(path):
    """Commit a server into the log and vanish, as a killed bot does."""
    copies = {}
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "INSERT INTO servers (id, name, language, joined_at)"
            " SELECT 7, name, language, joined_at FROM servers WHERE id = 1"
        )
        for suffix in ("", "-wal"):
            copies[suffix] = path.with_name(path.name + suffix).read_bytes()
    for suffix, content in copies.items():
        path.with_name(path.name + suffix).write_bytes(content)
