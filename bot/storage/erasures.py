"""Who had themselves erased, and when: what they wrote until then is not recorded again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from bot.storage.prepared import Prepared
from bot.storage.schema import erasures
from bot.storage.types import moment_of

_UNTIL = Prepared(
    select(erasures.c.at).where(erasures.c.user_id == bindparam("user_id")), ("user_id",)
)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What this person wrote until `at` (UTC) is erased."""

    user_id: int
    at: datetime


class Erasures:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, datetime | None] = {}
        """Read once a transaction: each message of a flood asks for the same few people."""

    def remember(self, erasure: Erasure) -> None:
        """Keep it; of several of one person the latest counts."""
        latest = max(erasure.at, self.of(erasure.user_id) or erasure.at)
        self._connection.execute(
            insert(erasures)
            .values(user_id=erasure.user_id, at=latest)
            .on_conflict_do_update(index_elements=["user_id"], set_={"at": latest})
        )
        self._known.clear()

    def of(self, user_id: int) -> datetime | None:
        """Until when (UTC) the person's writing is erased; None for everybody else."""
        if user_id not in self._known:
            found = _UNTIL.run(self._connection, (user_id,))
            self._known[user_id] = None if found is None else moment_of(found)
        return self._known[user_id]

    def cover(self, user_id: int, written_at: datetime) -> bool:
        """Whether what that person wrote then (UTC) is erased."""
        until = self.of(user_id)
        return until is not None and written_at <= until

    def all(self) -> list[Erasure]:
        """Every erasure, one a person."""
        rows = self._connection.execute(select(erasures).order_by(erasures.c.user_id))
        return [Erasure(row.user_id, row.at) for row in rows]
