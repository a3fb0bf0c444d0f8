"""Where the moderators' daily summaries are, so that they can be edited."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from bot.storage.schema import summaries


@dataclass(frozen=True, slots=True)
class SentSummary:
    """The message that sums up one day (UTC, counted as `date.toordinal` does) of a server."""

    server_id: int
    day: int
    channel_id: int
    message_id: int


class Summaries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, server_id: int, day: int) -> SentSummary | None:
        row = self._connection.execute(
            select(summaries).where(summaries.c.server_id == server_id, summaries.c.day == day)
        ).first()
        return SentSummary(**row._mapping) if row else None

    def add(self, sent: SentSummary) -> None:
        """Remember a summary that was sent."""
        self._connection.execute(
            insert(summaries).values(
                server_id=sent.server_id,
                day=sent.day,
                channel_id=sent.channel_id,
                message_id=sent.message_id,
            )
        )
