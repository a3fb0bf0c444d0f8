"""Facts that could not be taken in, by kind and id: never their texts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.storage.rows import inserted
from bot.storage.schema import faults


@dataclass(frozen=True, slots=True)
class Fault:
    """`error` is the class of what was raised, `subject_id` the message or thread concerned."""

    at: datetime
    kind: str
    subject_id: int | None
    error: str


_FAULT = (faults.c.at, faults.c.kind, faults.c.subject_id, faults.c.error)


class Faults:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, fault: Fault) -> int:
        """Set a fact aside; gives the fault's id."""
        return inserted(self._connection, faults, **asdict(fault))

    def get(self, fault_id: int) -> Fault | None:
        row = self._connection.execute(select(*_FAULT).where(faults.c.id == fault_id)).first()
        return Fault(*row) if row else None

    def since(self, kind: str, since: datetime) -> bool:
        """Whether there was a fault of that kind after `since`."""
        found = select(faults.c.id).where(faults.c.kind == kind, faults.c.at > since)
        return self._connection.execute(found.limit(1)).first() is not None

    def newest(self, limit: int = 50) -> list[Fault]:
        """The latest faults, newest first."""
        rows = self._connection.execute(select(*_FAULT).order_by(faults.c.id.desc()).limit(limit))
        return [Fault(*row) for row in rows]
