"""Copies of the database: made while the bot runs, put back while it does not.

`VACUUM INTO` reads one state of the database and locks nobody out; SQLite's stepped backup starts
again at every commit and so never ends beside a busy bot. A copy is written under another name and
gets its own when it is whole and on the disk.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from alembic.script import ScriptDirectory

from bot.storage.errors import (
    DatabaseCorruptError,
    DatabaseLockedError,
    DatabaseTooNewError,
    StorageError,
)

BETWEEN_LOOKS = 1_000
"""SQLite's steps between two looks at whether to go on; some milliseconds."""
FLUSHED_BYTES = 1_000_000
"""What is put on the disk at a time. A commit waits for what others have begun to write: 500 ms
were measured behind a whole copy of 300 MB."""

_PARTS = ("", "-wal", "-shm", "-journal")  # a log left behind would be played into the new file
_NO_DATABASE = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


class BackupError(StorageError):
    """A copy cannot be made or put back. The message says why and what to do next."""


class GivenUpError(BackupError):
    """Whoever wanted the copy wants it no longer."""


def back_up(database: Path, target: Path, *, given_up: Callable[[], bool] = lambda: False) -> None:
    """Copy the database as it is at this moment into the new file `target`.

    `given_up` is asked now and then, on this thread. Raises StorageError; `target` does then not
    exist.
    """
    if not database.is_file():
        raise BackupError(f"There is no database at {database}. Start the bot once to make one.")
    if target.exists():
        raise BackupError(f"{target} exists already. Name a new file.")
    with _writing(target), _staged(target) as staged:
        _copy(database, staged, given_up)
        staged.replace(target)


def restore(backup: Path, database: Path, now: datetime) -> Path | None:
    """Put the copy `backup` where the database is; gives where the replaced one is kept, if any.

    `now` (UTC) goes into that name. Raises StorageError; the database is then as it was.
    """
    if not backup.is_file():
        raise BackupError(f"There is no file {backup}. Give a file that `backup` has written.")
    if database.exists() and backup.samefile(database):
        raise BackupError(f"{backup} is the database itself. Give a copy of it.")
    with _writing(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        with _staged(database) as staged:
            _check(backup)
            _copy(backup, staged)
            with _nobody_else(database):
                kept = _set_aside(database, now)
                staged.replace(database)
    return kept


def schema_of(database: Path) -> str | None:
    """The database's schema version; None where it is no database of Thoughts On."""
    with _reading(database) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return None
            raise
        return str(row[0]) if row else None


def known_schemas() -> list[str]:
    """The schema versions that this program knows, the newest first."""
    with as_file(files("bot.storage") / "migrations") as scripts:
        return [each.revision for each in ScriptDirectory(str(scripts)).walk_revisions()]


def damage(database: Path) -> str | None:
    """What SQLite finds wrong with the file, in a few words; None when all is well.

    It reads the whole file: about a second for 200 MB.
    """
    try:
        with _reading(database) as connection:
            found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if _code(error) in _NO_DATABASE:
            return "it is damaged or not a database"
        raise
    return None if found == "ok" else "its structure is damaged"


def _check(backup: Path) -> None:
    with _told(backup):
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


def _copy(source: Path, target: Path, given_up: Callable[[], bool] = lambda: False) -> None:
    with target.open("rb+") as copied:
        flushed = 0

        def between() -> bool:
            nonlocal flushed
            size = os.fstat(copied.fileno()).st_size
            if size - flushed >= FLUSHED_BYTES:
                os.fsync(copied.fileno())
                flushed = size
            return given_up()

        with _told(source), _reading(source) as connection:
            connection.set_progress_handler(between, BETWEEN_LOOKS)
            connection.execute("VACUUM INTO ?", (str(target),))
        os.fsync(copied.fileno())


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """A file beside `target` for what is not whole yet; readable by its owner alone."""
    descriptor, name = tempfile.mkstemp(".part", f"{target.name}.", target.parent)
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupError(
            f"{target} cannot be written ({error.strerror}). Name a file in a folder that exists,"
            " that you may write to, and that has room for it."
        ) from error


@contextmanager
def _reading(database: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        yield connection


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
            if _code(error) not in _NO_DATABASE:  # nothing runs on what is no database
                raise DatabaseLockedError(
                    f"The database {database} is in use. Nothing was changed. Stop the bot, then"
                    " put the backup back."
                ) from error
        yield


def _set_aside(database: Path, now: datetime) -> Path | None:
    kept = database.with_name(f"{database.stem}-replaced-{now:%Y%m%dT%H%M%SZ}{database.suffix}")
    for part in _PARTS:
        found = database.with_name(database.name + part)
        if found.exists():
            found.replace(kept.with_name(kept.name + part))
    return kept if kept.exists() else None


@contextmanager
def _told(source: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if _code(error) == sqlite3.SQLITE_INTERRUPT:
            raise GivenUpError("The copy was given up. Nothing was changed.") from error
        if _code(error) == sqlite3.SQLITE_FULL:
            raise BackupError("The disk is full. Make room, or name a file elsewhere.") from error
        if _code(error) in _NO_DATABASE:
            raise DatabaseCorruptError(
                f"{source} is damaged or not a database. Nothing was changed."
            ) from error
        raise BackupError(
            f"{source} cannot be copied ({error.sqlite_errorname}). Check that you may read it and"
            " its folder, then try again."
        ) from error


def _code(error: sqlite3.DatabaseError) -> int:
    """SQLite's primary result code (https://sqlite.org/rescode.html), without its details."""
    return error.sqlite_errorcode & 0xFF
