"""Putting a copy in the place of the database, while nobody uses it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.storage.backup import BackupError, copy, staged, told, writing
from bot.storage.erasure_list import ErasureList, erasures_in
from bot.storage.errors import (
    DatabaseCorruptError,
    DatabaseLockedError,
    DatabaseTooNewError,
    StorageError,
)
from bot.storage.inspecting import NO_DATABASE, code_of, damage, known_schemas, schema_of

_PARTS = ("", "-wal", "-shm", "-journal")  # a log left behind would be played into the new file


def restore(backup: Path, database: Path, now: datetime) -> Path | None:
    """Put the copy `backup` where the database is; gives where the replaced one is kept, if any.

    Who had themselves erased is kept in the list beside it; erasing them again is the caller's.
    `now` (UTC) goes into that name. Raises StorageError; the database is then as it was.
    """
    if not backup.is_file():
        raise BackupError(f"There is no file {backup}. Give a file that `backup` has written.")
    if database.exists() and backup.samefile(database):
        raise BackupError(f"{backup} is the database itself. Give a copy of it.")
    with writing(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        with staged(database) as part:
            _check(backup)
            copy(backup, part)
            ErasureList(database).add(erasures_in(database))  # those that the list should have lost
            with _nobody_else(database):
                kept = _set_aside(database, now)
                part.replace(database)
    return kept


def _check(backup: Path) -> None:
    with told(backup):
        if (fault := damage(backup)) is not None:
            raise DatabaseCorruptError(
                f"{backup} cannot be put back: {fault}. Nothing was changed. Give another backup."
            )
        schema = schema_of(backup)
    if schema is None:
        raise BackupError(
            f"{backup} is a database, but not one of Thoughts On. Nothing was changed. Give a file"
            " that `backup` has written."
        )
    if schema not in known_schemas():
        raise DatabaseTooNewError(
            f"{backup} was written by a newer version of Thoughts On (schema {schema}). Nothing was"
            " changed. Install that version, then put it back."
        )


@contextmanager
def _nobody_else(database: Path) -> Iterator[None]:
    """Hold the database alone; DatabaseLockedError where somebody else has it open.

    Leaving the write-ahead log needs every other connection closed, and a running bot keeps some
    open. It also brings what the log holds into the file, which is then complete by itself.
    """
    if not database.exists():
        yield
        return
    with closing(sqlite3.connect(database, timeout=1, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if code_of(error) not in NO_DATABASE:  # nothing runs on what is no database
                raise _not_held(database, error) from error
        yield


def _not_held(database: Path, error: sqlite3.DatabaseError) -> StorageError:
    if code_of(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return DatabaseLockedError(
            f"The database {database} is in use. Nothing was changed. Stop the bot, then put the"
            " backup back."
        )
    return BackupError(
        f"The database {database} cannot be replaced ({error.sqlite_errorname}). Nothing was"
        " changed. Check that you may write to it and to its folder, then try again."
    )


def _set_aside(database: Path, now: datetime) -> Path | None:
    kept = _free_name(database, f"{database.stem}-replaced-{now:%Y%m%dT%H%M%SZ}")
    for part in _PARTS:
        found = database.with_name(database.name + part)
        if found.exists():
            found.replace(kept.with_name(kept.name + part))
    return kept if kept.exists() else None


def _free_name(database: Path, stem: str) -> Path:
    stems = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    paths = (database.with_name(each + database.suffix) for each in stems)
    return next(path for path in paths if not path.exists())
