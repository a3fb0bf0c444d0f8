"""Copies of the database, made while the bot runs.

Copied are the pages of the file, as they are, by SQLite's backup. It begins again whenever the
database changes between two of its steps; inside of a transaction that reads, nothing changes, and
nobody is locked out. (`VACUUM INTO` builds every table anew: twice the work.) A copy is written
under another name and gets its own when it is on the disk and found whole: the page of a disk that
fails would be copied as it is, day by day, until no good copy is left.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage.errors import DatabaseCorruptError, StorageError
from bot.storage.inspecting import NO_DATABASE, code_of, damage, reading

PAGES_IN_A_STEP = 512
"""Two megabytes (of pages of 4 KiB), which are then put on the disk: a commit waits for what others
have begun to write. Half a second was measured behind a whole copy of 300 MB."""

GIVEN_UP = "The copy was given up. Nothing was changed."


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
        with told(database):
            fault = damage(part, quick=True, given_up=given_up)
        if fault is not None:
            raise DatabaseCorruptError(
                f"The copy of {database} cannot be used: {fault}. It was thrown away, and earlier"
                " backups were left as they are. Look at the database with `doctor`."
            )
        part.replace(target)


def copy(source: Path, target: Path, given_up: Callable[[], bool] = lambda: False) -> None:
    """Copy into the empty file `target`, a little at a time; it is on the disk at the end.

    While a piece goes to the disk, the next one is copied.
    """
    with target.open("rb+") as copied, ThreadPoolExecutor(1, "backup-flush") as flushing:
        flushed = flushing.submit(os.fsync, copied.fileno())

        def between(_status: int, _remaining: int, _total: int) -> None:
            nonlocal flushed
            flushed.result()
            flushed = flushing.submit(os.fsync, copied.fileno())
            if given_up():
                raise GivenUpError(GIVEN_UP)

        with told(source), reading(source) as read, _unguarded(target) as written:
            read.execute("BEGIN")
            read.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # now it sees one state
            read.backup(written, pages=PAGES_IN_A_STEP, progress=between)
            written.execute("PRAGMA journal_mode = DELETE")  # a copy is one file, without a log
        flushed.result()
        os.fsync(copied.fileno())


@contextmanager
def _unguarded(target: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a new file that need not outlive a crash."""
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


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
            raise GivenUpError(GIVEN_UP) from error
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
