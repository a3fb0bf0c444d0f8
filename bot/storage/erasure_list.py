"""The erasures once more, in a small file beside the database.

A backup that is put back is older than the erasures after it: they are in this file, and are done
again. One line a person: the id, and the time (UTC) until which they are erased. The file is
written before the database is, so that an erasure that was confirmed is never forgotten.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.storage.backup import staged, writing
from bot.storage.erasures import Erasure
from bot.storage.errors import StorageError
from bot.storage.inspecting import reading

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ErasureList:
    """The file of one database. Threads may share it; one process writes it."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(f"{database.stem}-erasures.txt")
        self._lock = threading.Lock()

    def read(self) -> list[Erasure]:
        """Every erasure, one a person; StorageError for a line that cannot be read."""
        if not self.path.exists():
            return []
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return [self._erasure(number, line) for number, line in enumerate(lines, start=1)]

    def add(self, erasures: Iterable[Erasure]) -> None:
        """Keep these too, on the disk when this returns; raises StorageError, and keeps what was.

        Of several of one person the latest stays.
        """
        with self._lock:
            before = self.read()
            latest: dict[int, Erasure] = {}
            for each in sorted((*before, *erasures), key=lambda each: each.at):
                latest[each.user_id] = each
            if set(latest.values()) != set(before):
                self._write(latest.values())

    def _write(self, erasures: Iterable[Erasure]) -> None:
        lines = sorted(f"{each.user_id} {each.at.isoformat()}\n" for each in erasures)
        with writing(self.path), staged(self.path) as part:
            with part.open("w", encoding="utf-8") as file:
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)

    def _erasure(self, number: int, line: str) -> Erasure:
        user_id, _, at = line.partition(" ")
        try:
            moment = datetime.fromisoformat(at)
            return Erasure(int(user_id), moment.astimezone(UTC))
        except ValueError:
            raise StorageError(
                f"Line {number} of {self.path} is no erasure (an id and a time). Put the line"
                " right, or take it out: the person has to ask again then."
            ) from None


def erasures_in(database: Path) -> list[Erasure]:
    """The erasures that a database knows; none where it is damaged, older, or not there."""
    if not database.exists():
        return []
    try:
        with reading(database) as connection:
            rows = connection.execute("SELECT user_id, at FROM erasures").fetchall()
    except sqlite3.DatabaseError:
        return []  # the list beside it has them all
    return [Erasure(user_id, _EPOCH + timedelta(microseconds=at)) for user_id, at in rows]
