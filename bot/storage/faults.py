"""Facts that could not be taken in, by kind and id: never their texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from bot.storage.schema import faults


@dataclass(frozen=True, slots=True)
class Fault:
    """`error` is the class of what was raised, `subject_id` the message or thread concerned."""

    at: datetime
    kind: str
    subject_id: int | None
    error: str


class Faults:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, fault: Fault) -> None:
        """Set a fact aside."""
        self._connection.execute(
            insert(faults).values(
                at=fault.at, kind=fault.kind, subject_id=fault.subject_id, error=fault.error
            )
        )

    def newest(self, limit: int = 50) -> list[Fault]:
        """The latest faults, newest first."""
        columns = (faults.c.at, faults.c.kind, faults.c.subject_id, faults.c.error)
        rows = self._connection.execute(select(*columns).order_by(faults.c.id.desc()).limit(limit))
        return [Fault(*row) for row in rows]
