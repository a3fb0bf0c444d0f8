"""What the database says beside the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select

from bot.actions.model import Kind
from bot.storage.engine import reading_engine
from bot.storage.schema import (
    actions,
    cases,
    comment_messages,
    faults,
    hits,
    parts,
    postings,
)


@dataclass(frozen=True)
class Rows:
    """One state of the tables that the audit asks for."""

    cards: dict[int, int | None]
    """The card of each posting."""
    own: dict[int, set[int | None]]
    """Parts and invitation, by posting."""
    part_counts: Counter[int]
    closings: Counter[int]
    """How often the closing words of a discussion were said."""
    carriers: dict[int, list[int]]
    """The messages that carried a comment, the one that does now last."""
    cases: list[Row[Any]]
    met: set[int]
    """Comments that a rule met."""
    undone: list[str]

    @classmethod
    def of(cls, database: str) -> Rows:
        """Read them."""
        engine = reading_engine(database)
        with engine.connect() as connection:
            posted = connection.execute(select(postings)).all()
            sent = connection.execute(select(parts)).all()
            carried = connection.execute(
                select(comment_messages).order_by(comment_messages.c.message_id)
            ).all()
            closings = connection.execute(
                select(actions.c.discussion_id).where(
                    actions.c.kind == Kind.SEND_CLOSING, actions.c.state == "done"
                )
            ).scalars()
            said = Counter(closings)
            stuck = connection.execute(select(actions).where(actions.c.state == "parked")).all()
            wrong = connection.execute(select(faults)).all()
            opened = list(connection.execute(select(cases)).all())
            met = set(connection.execute(select(hits.c.comment_id)).scalars())
        engine.dispose()
        own: dict[int, set[int | None]] = {row.id: {row.invitation_message_id} for row in posted}
        for row in sent:
            own[row.posting_id].add(row.message_id)
        carriers: dict[int, list[int]] = {}
        for row in carried:
            carriers.setdefault(row.comment_id, []).append(row.message_id)
        return cls(
            {row.id: row.card_message_id for row in posted},
            own,
            Counter(Counter(row.posting_id for row in sent).values()),
            said,
            carriers,
            opened,
            met,
            [f"{row.kind} is parked ({row.code})" for row in stuck]
            + [f"fault: {row.kind} {row.error}" for row in wrong],
        )

    def complaints(self) -> Iterator[str]:
        """What is wrong with them by themselves."""
        yield from self.undone
        if len(self.part_counts) > 1:  # every article here is as long as the others
            yield f"articles have different numbers of parts: {dict(self.part_counts)}"


def unfinished(database: str, since: datetime) -> list[str]:
    """What the bot still has to do before it rests; it has looked round since it was ready."""
    looks = (Kind.CATCH_UP, Kind.SURVEY_THREADS)
    due = actions.c.state.in_(("waiting", "open")) & (actions.c.due_at <= datetime.now(UTC))
    looked = actions.c.kind.in_(looks) & (actions.c.ended_at >= since)
    engine = reading_engine(database)
    with engine.connect() as connection:
        owed = list(connection.execute(select(actions.c.kind).where(due)).scalars())
        has_looked = connection.execute(select(actions.c.id).where(looked).limit(1)).first()
    engine.dispose()
    return owed if has_looked else [*owed, "a first look"]
