"""Looking into a database file without changing it, or the schema it has."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from alembic.script import ScriptDirectory

NO_DATABASE = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
"""The codes by which SQLite says that a file is damaged, or none of its databases."""

BETWEEN_LOOKS = 10_000
"""SQLite's steps between two looks at whether to go on; a millisecond."""


@contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """A connection that can only read; sqlite3's errors pass."""
    uri = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        yield connection


def schema_of(database: Path) -> str | None:
    """The database's schema version; None where it is no database of Thoughts On."""
    with reading(database) as connection:
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


def damage(
    database: Path, *, quick: bool = False, given_up: Callable[[], bool] = lambda: False
) -> str | None:
    """What SQLite finds wrong with the file, in a few words; None when all is well.

    It reads the whole file, three seconds a gigabyte; unless it is to be `quick`, each index is
    also compared with its table, which takes five times as long. `given_up` is asked now and then:
    where it says so, sqlite3's error for an interruption passes.
    """
    check = "quick_check" if quick else "integrity_check"
    try:
        with reading(database) as connection:
            connection.set_progress_handler(given_up, BETWEEN_LOOKS)
            found = str(connection.execute(f"PRAGMA {check}(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if code_of(error) in NO_DATABASE:
            return "it is damaged or not a database"
        raise
    return None if found == "ok" else "its structure is damaged"


def code_of(error: sqlite3.DatabaseError) -> int:
    """SQLite's primary result code (https://sqlite.org/rescode.html), without its details."""
    return error.sqlite_errorcode & 0xFF
