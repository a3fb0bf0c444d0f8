"""Discussions. What closes them is derived; only dates, override and marks are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select, true, update

from bot.actions.model import State
from bot.discussions.model import Discussion, Override
from bot.storage.prepared import PreparedByName, rows_where
from bot.storage.rows import inserted
from bot.storage.schema import actions, discussions, postings

_BY_ID = rows_where(discussions.c.id)
_BY_THREAD = rows_where(discussions.c.thread_id)
_BY_POSTING = rows_where(discussions.c.posting_id)
_BY_CARD = PreparedByName(
    select(discussions)
    .join(postings, postings.c.id == discussions.c.posting_id)
    .where(discussions.c.thread_id.is_(None), postings.c.card_message_id == bindparam("card_id"))
)


class Discussions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._by_thread: dict[int, Discussion | None] = {}
        """Read once a transaction: each message of a flood asks for the same one."""

    def add(self, **values: Any) -> int:
        """A new discussion; the values are columns of the table."""
        self._by_thread.clear()
        return inserted(self._connection, discussions, **values)

    def get(self, discussion_id: int) -> Discussion | None:
        return self._one(_BY_ID, id=discussion_id)

    def by_thread(self, thread_id: int) -> Discussion | None:
        if thread_id not in self._by_thread:
            self._by_thread[thread_id] = self._one(_BY_THREAD, thread_id=thread_id)
        return self._by_thread[thread_id]

    def without_thread(self, card_id: int) -> Discussion | None:
        """The discussion of that card, as long as no thread of it is known."""
        return self._one(_BY_CARD, card_id=card_id)

    def by_posting(self, posting_id: int) -> Discussion | None:
        return self._one(_BY_POSTING, posting_id=posting_id)

    def change(self, discussion_id: int, **values: Any) -> None:
        self._connection.execute(
            update(discussions).where(discussions.c.id == discussion_id).values(**values)
        )
        self._by_thread.clear()

    def decide(self, discussion_id: int, override: Override | None) -> None:
        """Keep a decision by hand, or clear it."""
        self.change(
            discussion_id,
            override_closed=override.closed if override else None,
            override_at=override.made_at if override else None,
            override_by=override.made_by if override else None,
        )

    def unsettled(self, server_id: int, since: datetime) -> list[Discussion]:
        """Discussions in which things may have happened: not shut, not all the way, or only since.

        `since`: a time in UTC.
        """
        steps = exists().where(
            actions.c.discussion_id == discussions.c.id,
            actions.c.state.in_((State.WAITING, State.OPEN, State.PARKED)),
        )
        return self._many(
            (discussions.c.server_id == server_id)
            & discussions.c.thread_id.is_not(None)
            & (discussions.c.shut_at.is_(None) | (discussions.c.shut_at >= since) | steps)
        )

    def ids(self, server_id: int) -> set[int]:
        """The ids of the server's discussions."""
        found = select(discussions.c.id).where(discussions.c.server_id == server_id)
        return set(self._connection.execute(found).scalars())

    def threads(self, ids: Collection[int]) -> Mapping[int, int]:
        """The threads (ids) of some discussions, by the discussions' ids; not those without one."""
        rows = self._connection.execute(
            select(discussions.c.id, discussions.c.thread_id).where(
                discussions.c.id.in_(ids), discussions.c.thread_id.is_not(None)
            )
        )
        return {row.id: row.thread_id for row in rows}

    def channels_with_shut(self, server_id: int) -> list[int]:
        """Channels in which a discussion is shut."""
        rows = self._connection.execute(
            select(discussions.c.channel_id)
            .where(discussions.c.server_id == server_id, discussions.c.shut_at.is_not(None))
            .distinct()
        )
        return list(rows.scalars())

    def channels(self, server_id: int) -> set[int]:
        """The channels that the server's discussions are in."""
        rows = self._connection.execute(
            select(discussions.c.channel_id).where(discussions.c.server_id == server_id).distinct()
        )
        return set(rows.scalars())

    def newest(
        self,
        server_id: int,
        *,
        titled: str = "",
        limit: int = 25,
        channels: Collection[int] | None = None,
    ) -> list[Discussion]:
        """The latest discussions, newest first, whose title contains `titled`.

        Those in one of the channels, where these are given.
        """
        there = true() if channels is None else discussions.c.channel_id.in_(channels)
        rows = self._connection.execute(
            select(discussions)
            .where(
                discussions.c.server_id == server_id,
                discussions.c.title.icontains(titled, autoescape=True),
                there,
            )
            .order_by(discussions.c.id.desc())
            .limit(limit)
        )
        return [_discussion(row._asdict()) for row in rows]

    def _one(self, statement: PreparedByName, **values: object) -> Discussion | None:
        row = statement.first(self._connection, values)
        return _discussion(row) if row else None

    def _many(self, condition: Any) -> list[Discussion]:
        rows = self._connection.execute(
            select(discussions).where(condition).order_by(discussions.c.id)
        )
        return [_discussion(row._asdict()) for row in rows]


def _discussion(row: Mapping[str, Any]) -> Discussion:
    values = dict(row)
    closed, at, by = (values.pop(f"override_{name}") for name in ("closed", "at", "by"))
    override = None if closed is None else Override(closed, at, by)
    return Discussion(override=override, **values)
