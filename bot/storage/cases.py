"""Cases and their hits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update

from bot.discussions.cases import Case, Decision, Delivery, Hit, NewHit, Stage
from bot.storage.prepared import PreparedByName, rows_where
from bot.storage.rows import inserted
from bot.storage.schema import cases, hits

_UNTOLD = (Stage.LATE, Stage.NOTED)
_HIT = tuple(hits.c[field.name] for field in fields(Hit))


_BY_ID = rows_where(cases.c.id)
_HITS = PreparedByName(
    select(*_HIT).where(hits.c.case_id == bindparam("case_id")).order_by(hits.c.id)
)


class Cases:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> int:
        """A new case; the values are columns of the table."""
        return inserted(self._connection, cases, **values)

    def change(self, case_id: int, **values: Any) -> None:
        self._connection.execute(update(cases).where(cases.c.id == case_id).values(**values))

    def get(self, case_id: int) -> Case | None:
        row = _BY_ID.first(self._connection, {"id": case_id})
        return _case(row) if row else None

    def running(
        self, author_id: int, discussion_id: int, since: datetime, *, late: bool
    ) -> Case | None:
        """The author's case in the discussion that was opened after `since`, not yet decided.

        What was met too `late` has cases of its own.
        """
        is_late = cases.c.stage == Stage.LATE
        row = self._connection.execute(
            select(cases)
            .where(
                cases.c.author_id == author_id,
                cases.c.discussion_id == discussion_id,
                cases.c.opened_at > since,
                cases.c.decision.is_(None),
                is_late if late else ~is_late,
            )
            .order_by(cases.c.id.desc())
            .limit(1)
        ).first()
        return _case(row._asdict()) if row else None

    def add_hits(self, case_id: int, found: Iterable[NewHit], now: datetime) -> None:
        """What the rules met."""
        rows = [{**asdict(hit), "case_id": case_id, "at": now} for hit in found]
        self._connection.execute(hits.insert(), rows)

    def hits(self, case_id: int) -> list[Hit]:
        """What the rules met, in the order in which it was written."""
        return [Hit(**row) for row in _HITS.rows(self._connection, {"case_id": case_id})]

    def of_discussion(self, discussion_id: int) -> list[Case]:
        """All cases of a discussion, oldest first."""
        return self._many(cases.c.discussion_id == discussion_id)

    def was_told(
        self, server_id: int, author_id: int, since: datetime, told_before: datetime
    ) -> bool:
        """Whether the author knows of an earlier hit: saw its notice, or got it long enough ago.

        What was only advised, or was put back, does not count.
        """
        earlier = select(cases.c.id).where(
            cases.c.author_id == author_id,
            cases.c.opened_at > since,
            cases.c.server_id == server_id,
            cases.c.stage.not_in((*_UNTOLD, Stage.ADVISED)),
            or_(cases.c.decision.is_(None), cases.c.decision != Decision.PUT_BACK),
            or_(cases.c.seen_at.is_not(None), cases.c.told_at <= told_before),
        )
        return self._connection.execute(earlier.limit(1)).first() is not None

    def advised(
        self, server_id: int, author_id: int, rules: Collection[str], since: datetime
    ) -> set[str]:
        """Those of the rules that the author was told of after `since`."""
        told = (
            select(hits.c.rule)
            .join(cases, cases.c.id == hits.c.case_id)
            .where(
                cases.c.author_id == author_id,
                cases.c.opened_at > since,
                cases.c.server_id == server_id,
                cases.c.stage.not_in(_UNTOLD),
                hits.c.rule.in_(rules),
                hits.c.at > since,
            )
        )
        return set(self._connection.execute(told).scalars())

    def of_author(self, author_id: int) -> list[Case]:
        """Every case about somebody, in all servers."""
        return self._many(cases.c.author_id == author_id)

    def about(self, comment_ids: Collection[int]) -> list[Case]:
        """Every case that met one of these comments."""
        met = select(hits.c.case_id).where(hits.c.comment_id.in_(comment_ids))
        return self._many(cases.c.id.in_(met))

    def owed(self, author_id: int, since: datetime) -> list[Case]:
        """Cases opened after `since` that their author could not be told of yet."""
        return self._many(
            (cases.c.author_id == author_id)
            & (cases.c.opened_at > since)
            & (cases.c.delivery == Delivery.OWED)
        )

    def of_member(self, server_id: int, author_id: int, since: datetime) -> list[Case]:
        """The author's cases in a server that were opened after `since`, the newest first."""
        mine = self._many(
            (cases.c.author_id == author_id)
            & (cases.c.opened_at > since)
            & (cases.c.server_id == server_id)
        )
        return mine[::-1]

    def unlisted(self, server_id: int) -> list[Case]:
        """Cases that were met too late and that no list has named yet."""
        return self._many(
            (cases.c.server_id == server_id)
            & (cases.c.stage == Stage.LATE)
            & cases.c.listed_at.is_(None)
        )

    def undemanding(self, server_id: int, since: datetime, until: datetime) -> list[Case]:
        """Cases opened in [since, until) that asked the moderators for no decision."""
        return self._many(
            (cases.c.server_id == server_id)
            & (cases.c.opened_at >= since)
            & (cases.c.opened_at < until)
            & cases.c.stage.not_in((Stage.LATE, Stage.WAITING))
            & cases.c.card_message_id.is_(None)
        )

    def list_them(self, case_ids: Collection[int], now: datetime) -> None:
        """A list named these."""
        self._connection.execute(
            update(cases).where(cases.c.id.in_(case_ids)).values(listed_at=now)
        )

    def _many(self, condition: Any) -> list[Case]:
        rows = self._connection.execute(select(cases).where(condition).order_by(cases.c.id))
        return [_case(row._asdict()) for row in rows]


def _case(row: Mapping[str, Any]) -> Case:
    values = dict(row)
    values["stage"] = Stage(values["stage"])
    values["decision"] = values["decision"] and Decision(values["decision"])
    values["delivery"] = values["delivery"] and Delivery(values["delivery"])
    return Case(**values)
