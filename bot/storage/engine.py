"""SQLAlchemy engines for SQLite: WAL, real transactions, errors that a person can use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from bot.storage.errors import (
    DatabaseCorruptError,
    DatabaseLockedError,
    DatabaseReadOnlyError,
    StorageError,
)

BUSY_MILLISECONDS = 5000


def writing_engine(url: str) -> Engine:
    """An engine whose transactions take the write lock at once (BEGIN IMMEDIATE).

    SQLAlchemy sends no BEGIN before a SELECT, and sqlite3 none before a SELECT either: a
    transaction that reads and then writes would then race with another process.
    """
    engine = _engine(url)
    event.listen(engine, "begin", lambda connection: _run(connection, "BEGIN IMMEDIATE"))
    return engine


def reading_engine(url: str) -> Engine:
    """An engine that cannot write (query_only); each transaction sees one state of the database."""
    engine = _engine(url)
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = ON"))
    event.listen(engine, "begin", lambda connection: _run(connection, "BEGIN"))
    return engine


def database_path(url: str) -> Path:
    """The file behind a `sqlite:///…` URL; StorageError for any other kind."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise StorageError(
            "DATABASE_URL must name an SQLite file, such as sqlite:///data/thoughts-on.db."
        )
    return Path(parsed.database)


def _engine(url: str) -> Engine:
    # hide_parameters: exceptions would otherwise print members' texts.
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _configure)
    return engine


def _configure(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; our events do
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten in the file


def _run(connection: Connection, statement: str) -> None:
    """Straight by the driver: with each transaction, SQLAlchemy's work around it counts."""
    raw = connection.connection.driver_connection
    assert raw is not None  # noqa: S101 - a live connection always has its driver's
    raw.execute(statement)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the driver's errors about the file as a whole into ones that say what to do."""
    try:
        yield
    except DatabaseError as error:
        told = _explanation(str(error.orig), path) or _unforeseen(error.orig, path)
        raise (told or error) from error
    except sqlite3.DatabaseError as error:  # from a prepared statement
        told = _explanation(str(error), path) or _unforeseen(error, path)
        raise (told or error) from error


def _explanation(said: str, path: Path) -> StorageError | None:
    if "locked" in said or "busy" in said:
        return DatabaseLockedError(
            f"The database {path} is held by another process. Stop the other bot (or the tool that"
            " has the file open), then start again."
        )
    if "readonly" in said or "full" in said or "read-only" in said or "unable to open" in said:
        return DatabaseReadOnlyError(
            f"The database {path} cannot be written to. Give the user that runs the bot the right"
            " to write to the file and to its folder, and check that the disk is not full."
        )
    if "malformed" in said or "not a database" in said:
        return DatabaseCorruptError(
            f"The file {path} is damaged or not a database. Nothing was changed. Move it aside and"
            " put back a backup, or name another file in DATABASE_URL."
        )
    return None


def _unforeseen(error: BaseException | None, path: Path) -> StorageError | None:
    """Operational errors are about the file, the disk or memory, never about what was written."""
    if not isinstance(error, sqlite3.OperationalError) or "no such" in str(error):
        return None  # a table that is not there is another version's database
    return StorageError(
        f"The database {path} cannot be used now ({error}). Nothing was changed. Check the disk,"
        " then try again."
    )


def integrity_faults(connection: Connection) -> list[str]:
    """What SQLite finds broken in the file's structure; empty when all is well."""
    rows = connection.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
    return [str(row) for row in rows if row != "ok"]
