"""The database, its folder, its disk, its backups, and what is compiled."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.civility.calling.caller import is_compiled
from bot.services.daily_backups import made, made_at
from bot.services.findings import Finding, note, sound, wrong
from bot.storage.inspecting import damage, known_schemas, schema_of

ROOM_BYTES = 100_000_000
"""What should be free besides the room for one more copy of the database."""
LATE = timedelta(days=2)


def examine_folder(database: Path) -> Finding:
    """Whether the folder of the database can be written to."""
    folder = _existing(database.parent)
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return sound(f"The folder {folder} can be written to.")
    return wrong(
        f"The folder {folder} cannot be written to, so nothing can be recorded. Give the user that"
        " runs the bot the right to write there."
    )


def examine_health(database: Path) -> Finding:
    """Whether the database can be used: sound if it is whole and has this version's schema.

    It reads all of the file, 16 seconds a gigabyte.
    """
    if not database.exists():
        return note(f"There is no database at {database} yet; the bot makes it at its first start.")
    try:
        return _health(database)
    except (sqlite3.DatabaseError, OSError):
        return wrong(f"The database {database} cannot be read. Let this user read it.")


def examine_room(database: Path, now: datetime) -> Iterator[Finding]:
    """Whether there is room to go on, and whether backups are made; `now` is in UTC."""
    exists = database.exists()
    yield _room(_existing(database.parent), database.stat().st_size if exists else 0)
    if exists:
        yield _backups(database, now)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    absolute = folder.absolute()
    return next(each for each in (absolute, *absolute.parents) if each.exists())


def _health(database: Path) -> Finding:
    if (fault := damage(database)) is not None:
        return wrong(f"The database {database} cannot be used: {fault}. Put back a backup.")
    schema, known = schema_of(database), known_schemas()
    if schema is None:
        return wrong(f"{database} is no database of Thoughts On. Name another in DATABASE_URL.")
    if schema not in known:
        return wrong(
            f"The database {database} was written by a newer version (schema {schema}). Install"
            " that version, or put back a backup made before the upgrade."
        )
    if schema != known[0]:
        return note(f"The database has schema {schema}; the next start brings it to {known[0]}.")
    return sound(f"The database {database} is whole and has this version's schema ({schema}).")


def _room(folder: Path, size: int) -> Finding:
    free = shutil.disk_usage(folder).free
    if free < size + ROOM_BYTES:
        return wrong(
            f"Only {_megabytes(free)} MB are free on the disk of {folder}: too little for the next"
            " backup, and soon for the record. Make room."
        )
    return sound(f"{_megabytes(free)} MB are free on the disk of {folder}.")


def _backups(database: Path, now: datetime) -> Finding:
    copies = made(database)
    newest = made_at(copies[-1]) if copies else None
    if newest is None:
        return note("There is no daily backup yet; a running bot makes one at once.")
    told = f"{len(copies)} daily backups, the newest of {newest:%Y-%m-%d %H:%M} UTC"
    if now - newest > LATE:
        return note(f"{told}: is the bot running? If it is, its logs say why it made none since.")
    return sound(f"{told}.")


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000:,}"


def examine_gate() -> Finding:
    """Whether what is compiled of the judge is there."""
    if is_compiled():
        return sound("The judge's gate is compiled.")
    return note(
        "The judge's gate is not compiled. Nothing is missing, but each comment takes longer: to"
        " compile it, install a C compiler and Python's headers (on Debian: gcc, libc6-dev and"
        " python3-dev) and then the bot again."
    )
