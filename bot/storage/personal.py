"""What is stored about a person: counting it, showing it, erasing it.

`TRACES` names every column that names a person; a test holds it complete. Erasing follows it, so
that afterwards a person's id is in no table but that of the erasures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    Table,
    delete,
    false,
    func,
    select,
    update,
)

from bot.actions.model import State
from bot.discussions.model import Revision, Tombstone
from bot.storage.comment_texts import ends_of, texts_of
from bot.storage.schema import (
    actions,
    cases,
    comments,
    contacts,
    deletion_entries,
    discussions,
    feeds,
    postings,
    revisions,
    setting_versions,
    sources,
    strikes,
    tombstones,
)

NOTHING_SAID = {"text": "", "attachments": None, "parts": None}
"""What is left of a revision whose text is kept no longer."""
NOBODY = 0
"""Stands where a person was named who had themselves erased: no id of Discord's is 0."""


class Fate(Enum):
    """What erasing does to a row that names the person."""

    DISOWN = "it stays without its author"
    UNNAME = "it stays, done by nobody"
    DELETE = "it goes"


@dataclass(frozen=True, slots=True)
class Trace:
    """A column that names a person; `place` joins its table to one that knows the server.

    `server_id` is None where no server is concerned.
    """

    kind: str
    column: Column[Any]
    fate: Fate
    place: FromClause
    server_id: ColumnElement[Any] | None

    def rows(self, user_id: int, server_id: int | None, *what: Any) -> Select[Any]:
        """Selects from the rows that name the person, in one server or in all."""
        named = select(*what).select_from(self.place).where(self.column == user_id)
        if server_id is None:
            return named
        return named.where(false() if self.server_id is None else self.server_id == server_id)


def _trace(kind: str, column: Column[Any], fate: Fate, *through: Table) -> Trace:
    table: FromClause = column.table
    place = table
    for further in through:
        place = place.join(further)
    server_id = (through[-1] if through else table).c.get("server_id")
    return Trace(kind, column, fate, place, server_id)


COMMENTS = _trace("comments", comments.c.author_id, Fate.DISOWN, discussions)
TRACES = (
    COMMENTS,
    _trace("cases", cases.c.author_id, Fate.DISOWN),
    _trace("strikes", strikes.c.user_id, Fate.DELETE),
    _trace("contacts", contacts.c.user_id, Fate.DELETE),
    _trace("deletions_of_yours", deletion_entries.c.author_id, Fate.DELETE),
    _trace("steps_about_you", actions.c.user_id, Fate.UNNAME),
    _trace("deletions_by_you", tombstones.c.deleted_by, Fate.UNNAME, comments, discussions),
    _trace("audit_entries", deletion_entries.c.moderator_id, Fate.DELETE),
    _trace("decided_cases", cases.c.decided_by, Fate.UNNAME),
    _trace("decided_discussions", discussions.c.override_by, Fate.UNNAME),
    _trace("posted_articles", postings.c.made_by, Fate.UNNAME),
    _trace("added_feeds", feeds.c.added_by, Fate.UNNAME),
    _trace("added_sources", sources.c.added_by, Fate.UNNAME),
    _trace("settings_changes", setting_versions.c.made_by, Fate.UNNAME),
)
_NAMING = frozenset(trace.column for trace in TRACES)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is stored about a person; `others` counts rows of any other kind by that kind."""

    comments: int
    texts: int
    deleted: int
    others: Mapping[str, int]

    @property
    def empty(self) -> bool:
        """Whether nothing is."""
        return not self.comments and not any(self.others.values())


@dataclass(frozen=True, slots=True)
class OwnComment:
    """A comment of the person's with all its texts, and where it was written."""

    id: int
    server_id: int
    title: str
    created_at: datetime
    standing: str
    message_id: int
    answers_message_id: int | None
    revisions: tuple[Revision, ...]
    tombstone: Tombstone | None


class Personal:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def holdings(self, user_id: int, server_id: int | None = None) -> Holdings:
        """What is stored about a person, in one server or in all."""
        own = COMMENTS.rows(user_id, server_id, comments.c.id)
        return Holdings(
            self._count(own),
            self._count(select(revisions.c.id).where(revisions.c.comment_id.in_(own))),
            self._count(select(tombstones.c.comment_id).where(tombstones.c.comment_id.in_(own))),
            {
                trace.kind: self._count(trace.rows(user_id, server_id, trace.column))
                for trace in TRACES
                if trace is not COMMENTS
            },
        )

    def comments(self, user_id: int, after: int, limit: int) -> list[OwnComment]:
        """The person's comments after the one of that id, in the order of their ids."""
        rows = self._connection.execute(
            COMMENTS.rows(user_id, None, comments, discussions.c.server_id, discussions.c.title)
            .where(comments.c.id > after)
            .order_by(comments.c.id)
            .limit(limit)
        ).all()
        these = comments.c.id.in_([row.id for row in rows])
        texts, ends = texts_of(self._connection, these), ends_of(self._connection, these)
        return [_own(row, tuple(texts.get(row.id, ())), ends.get(row.id)) for row in rows]

    def rows(self, user_id: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every other row about the person, with its kind; without the ids of other people."""
        for trace in TRACES:
            if trace is COMMENTS:
                continue
            shown = [each for each in trace.column.table.c if each not in _NAMING]
            for row in self._connection.execute(trace.rows(user_id, None, *shown)):
                yield trace.kind, dict(row._mapping)

    def erase(self, user_id: int, now: datetime) -> None:
        """Blank what the person wrote and take their id out of every table.

        Comments and tombstones stay, so that answers keep what they answer and counts stay right.
        """
        own = select(comments.c.id).where(comments.c.author_id == user_id)
        self._connection.execute(
            update(revisions).where(revisions.c.comment_id.in_(own)).values(NOTHING_SAID)
        )
        self._connection.execute(
            update(tombstones)
            .where(tombstones.c.comment_id.in_(own), tombstones.c.blanked_at.is_(None))
            .values(blanked_at=now)
        )
        self._withdraw_steps(user_id, now)
        for trace in TRACES:
            self._connection.execute(_ending(trace, user_id))

    def _withdraw_steps(self, user_id: int, now: datetime) -> None:
        """What the bot still owes about the person is owed no more."""
        mine = actions.c.user_id == user_id
        self._connection.execute(
            update(actions)
            .where(mine, actions.c.state.in_((State.WAITING, State.PARKED)))
            .values(state=State.CANCELLED, ended_at=now)
        )
        self._connection.execute(
            update(actions).where(mine, actions.c.state == State.OPEN).values(withdrawn=True)
        )

    def _count(self, rows: Select[Any]) -> int:
        return self._connection.execute(
            select(func.count()).select_from(rows.subquery())
        ).scalar_one()


def _own(row: Row[Any], texts: tuple[Revision, ...], end: Tombstone | None) -> OwnComment:
    return OwnComment(
        row.id,
        row.server_id,
        row.title,
        row.created_at,
        row.standing,
        row.message_id,
        row.answers_message_id,
        texts,
        end,
    )


def _ending(trace: Trace, user_id: int) -> Any:
    table, named = trace.column.table, trace.column == user_id
    if trace.fate is Fate.DELETE:
        return delete(table).where(named)
    value = None if trace.fate is Fate.DISOWN else NOBODY
    return update(table).where(named).values({trace.column: value})
