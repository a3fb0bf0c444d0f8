"""Strikes: they expire, and are undone with the case that gave them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from bot.storage.schema import strikes


class Strikes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def give(
        self, server_id: int, case_id: int, user_id: int, now: datetime, expires_at: datetime
    ) -> None:
        """One strike for a case, whatever it is given twice."""
        given = select(strikes.c.id).where(
            strikes.c.case_id == case_id, strikes.c.undone_at.is_(None)
        )
        if self._connection.execute(given).first() is None:
            self._connection.execute(
                insert(strikes).values(
                    server_id=server_id,
                    case_id=case_id,
                    user_id=user_id,
                    given_at=now,
                    expires_at=expires_at,
                )
            )

    def undo(self, case_id: int, now: datetime) -> None:
        """The case did not deserve it."""
        self._connection.execute(
            update(strikes)
            .where(strikes.c.case_id == case_id, strikes.c.undone_at.is_(None))
            .values(undone_at=now)
        )

    def standing(self, server_id: int, user_id: int, now: datetime) -> tuple[int, datetime | None]:
        """How many strikes somebody has now, and when the next of them expires."""
        row = self._connection.execute(
            select(func.count(), func.min(strikes.c.expires_at)).where(
                strikes.c.server_id == server_id,
                strikes.c.user_id == user_id,
                strikes.c.undone_at.is_(None),
                strikes.c.expires_at > now,
            )
        ).one()
        return row[0], row[1]

    def of_case(self, case_id: int, now: datetime) -> datetime | None:
        """When the strike that a case gave expires; None where it gave none, or it is over."""
        return self._connection.execute(
            select(strikes.c.expires_at).where(
                strikes.c.case_id == case_id,
                strikes.c.undone_at.is_(None),
                strikes.c.expires_at > now,
            )
        ).scalar()
