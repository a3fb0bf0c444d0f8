"""Texts and ends of many comments at once: a query for each comment would cost ten times more."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, select

from bot.discussions.model import Revision, Tombstone
from bot.storage.comments import END, REVISION, end_of, revision
from bot.storage.schema import comments, revisions, tombstones


def texts_of(connection: Connection, which: ColumnElement[bool]) -> dict[int, list[Revision]]:
    """Every text of the comments that the condition names, as they were written, by comment id."""
    rows = connection.execute(
        select(revisions.c.comment_id, *REVISION)
        .join(comments, comments.c.id == revisions.c.comment_id)
        .where(which)
        .order_by(revisions.c.comment_id, revisions.c.stamp, revisions.c.id)
    )
    found: dict[int, list[Revision]] = {}
    for comment_id, *said in rows.all():
        found.setdefault(comment_id, []).append(revision(*said))
    return found


def ends_of(connection: Connection, which: ColumnElement[bool]) -> dict[int, Tombstone]:
    """The tombstones of the comments that the condition names, by comment id."""
    rows = connection.execute(
        select(*END).join(comments, comments.c.id == tombstones.c.comment_id).where(which)
    )
    return {row.comment_id: end_of(row) for row in rows.all()}
