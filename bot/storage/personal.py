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
    exists,
    false,
    func,
    or_,
    select,
    update,
)

from bot.actions.model import notices_lane
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
    hits,
    postings,
    revisions,
    setting_versions,
    sources,
    strikes,
    tombstones,
)
from bot.storage.standings import HIDDEN
from bot.storage.types import Snowflake

NOTHING_SAID = {"text": "", "attachments": None, "parts": None}
"""What is left of a revision whose text is kept no longer."""
ERASED = -1
"""Stands where a person was named who had themselves erased: Discord's ids are positive, and 0 is
the bot itself (`BY_ITSELF`)."""


class Fate(Enum):
    """What erasing does to a row that names the person."""

    DISOWN = "it stays without its author"
    UNNAME = "it stays, done by nobody"
    DELETE = "it goes"
    LATER = "steps that are owed need it; it goes, or names nobody, once they ended"


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
CASES = _trace("cases", cases.c.author_id, Fate.DISOWN)
TRACES = (
    COMMENTS,
    CASES,
    _trace("strikes", strikes.c.user_id, Fate.DELETE),
    _trace("contacts", contacts.c.user_id, Fate.LATER),
    _trace("deletions_of_yours", deletion_entries.c.author_id, Fate.DELETE),
    _trace("steps_about_you", actions.c.user_id, Fate.LATER),
    _trace("deletions_by_you", tombstones.c.deleted_by, Fate.UNNAME, discussions),
    _trace("audit_entries", deletion_entries.c.moderator_id, Fate.DELETE),
    _trace("decided_cases", cases.c.decided_by, Fate.UNNAME),
    _trace("decided_discussions", discussions.c.override_by, Fate.UNNAME),
    _trace("posted_articles", postings.c.made_by, Fate.UNNAME),
    _trace("added_feeds", feeds.c.added_by, Fate.UNNAME),
    _trace("added_sources", sources.c.added_by, Fate.UNNAME),
    _trace("settings_changes", setting_versions.c.made_by, Fate.UNNAME),
)
_GONE = or_(
    comments.c.standing.in_(HIDDEN), exists().where(tombstones.c.comment_id == comments.c.id)
)
_NAMING = frozenset(trace.column for trace in TRACES)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is stored about a person; `others` counts rows of any other kind by that kind.

    `hits` are passages that rules met, `notices` cases that the person was told of.
    """

    comments: int
    texts: int
    deleted: int
    hits: int
    notices: int
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
        theirs = CASES.rows(user_id, server_id, cases.c.id)
        return Holdings(
            self._count(own),
            self._count(select(revisions.c.id).where(revisions.c.comment_id.in_(own))),
            self._count(own.where(_GONE)),
            self._count(select(hits.c.id).where(hits.c.case_id.in_(theirs))),
            self._count(theirs.where(cases.c.told_at.is_not(None))),
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
                yield trace.kind, {each.name: _shown(each, row) for each in shown}

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
        self._connection.execute(
            update(hits).where(hits.c.comment_id.in_(own)).values(span_start=0, span_end=0)
        )
        for trace in TRACES:
            if trace.fate is not Fate.LATER:
                self._connection.execute(_ending(trace, user_id))

    def servers_with_steps(self, user_id: int) -> list[int]:
        """Servers with steps that name the person, or are in the lane of their notices."""
        rows = self._connection.execute(
            select(actions.c.server_id).where(_steps_about(user_id)).distinct()
        )
        return list(rows.scalars())

    def unname_steps(self, user_id: int, last: int) -> None:
        """Take the person's id out of the steps about them, up to that one; what they need goes."""
        self._connection.execute(delete(contacts).where(contacts.c.user_id == user_id))
        lane, by_then = actions.c.lane == notices_lane(user_id), actions.c.id <= last
        self._connection.execute(
            update(actions).where(lane, by_then).values(lane=notices_lane(ERASED))
        )
        named = actions.c.user_id == user_id
        self._connection.execute(update(actions).where(named, by_then).values(user_id=ERASED))

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


def _steps_about(user_id: int) -> ColumnElement[bool]:
    return or_(actions.c.user_id == user_id, actions.c.lane == notices_lane(user_id))


def _shown(column: Column[Any], row: Row[Any]) -> Any:
    """Ids as text: JSON's readers take numbers of more than 53 bits for others."""
    value = row._mapping[column]
    return str(value) if isinstance(column.type, Snowflake) and value is not None else value


def _ending(trace: Trace, user_id: int) -> Any:
    table, named = trace.column.table, trace.column == user_id
    if trace.fate is Fate.DELETE:
        return delete(table).where(named)
    value = None if trace.fate is Fate.DISOWN else ERASED
    return update(table).where(named).values({trace.column: value})
