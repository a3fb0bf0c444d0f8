"""Copies of the database, made while the bot runs.

`VACUUM INTO` reads one state of the database and locks nobody out; SQLite's stepped backup starts
again at every commit and so never ends beside a busy bot. A copy is written under another name and
gets its own when it is whole and on the disk.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.errors import DatabaseCorruptError, StorageError
from bot.storage.inspecting import NO_DATABASE, code_of, reading

BETWEEN_LOOKS = 1_000
"""SQLite's steps between two looks at whether to go on; some milliseconds."""
FLUSHED_BYTES = 1_000_000
"""What is put on the disk at a time. A commit waits for what others have begun to write: 500 ms
were measured behind a whole copy of 300 MB."""


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
    with writing(target), staged(target) as part:
        copy(database, part, given_up)
        part.replace(target)


def copy(source: Path, target: Path, given_up: Callable[[], bool] = lambda: False) -> None:
    """Copy into the empty file `target`, a little at a time; it is on the disk at the end."""
    with target.open("rb+") as copied:
        flushed = 0

        def between() -> bool:
            nonlocal flushed
            size = os.fstat(copied.fileno()).st_size
            if size - flushed >= FLUSHED_BYTES:
                os.fsync(copied.fileno())
                flushed = size
            return given_up()

        with told(source), reading(source) as connection:
            connection.set_progress_handler(between, BETWEEN_LOOKS)
            connection.execute("VACUUM INTO ?", (str(target),))
        os.fsync(copied.fileno())


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A file beside `target` for what is not whole yet; readable by its owner alone."""
    descriptor, name = tempfile.mkstemp(".part", f"{target.name}.", target.parent)
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn errors of the file system into `BackupError`."""
    try:
        yield
    except OSError as error:
        raise BackupError(
            f"{target} cannot be written ({error.strerror}). Name a file in a folder that exists,"
            " that you may write to, and that has room for it."
        ) from error


@contextmanager
def told(source: Path) -> Iterator[None]:
    """Turn errors of SQLite while `source` is read into `StorageError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if code_of(error) == sqlite3.SQLITE_INTERRUPT:
            raise GivenUpError("The copy was given up. Nothing was changed.") from error
        if code_of(error) == sqlite3.SQLITE_FULL:
            raise BackupError("The disk is full. Make room, or name a file elsewhere.") from error
        if code_of(error) in NO_DATABASE:
            raise DatabaseCorruptError(
                f"{source} is damaged or not a database. Nothing was changed."
            ) from error
        raise BackupError(
            f"{source} cannot be copied ({error.sqlite_errorname}). Check that you may read it and"
            " its folder, then try again."
        ) from error
