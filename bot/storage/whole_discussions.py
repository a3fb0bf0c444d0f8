"""A discussion's comments with all that is kept of each, read in one go.

Three statements go straight to the driver, in the order of an index: sorting, and what SQLAlchemy
does for each row and value, took more than half of the time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, select

from bot.discussions.model import Absence, Comment, Revision, Standing, Tombstone, Voice
from bot.storage.comments import COMMENT, END, REVISION, revision
from bot.storage.prepared import Prepared
from bot.storage.schema import comment_messages, comments, revisions, tombstones
from bot.storage.types import moment_of

_HERE = comments.c.discussion_id == bindparam("discussion_id")
_COMMENTS = Prepared(
    select(*COMMENT, *END)
    .outerjoin(tombstones, tombstones.c.comment_id == comments.c.id)
    .where(_HERE)
    .order_by(comments.c.message_id),
    ("discussion_id",),
)
_TEXTS = Prepared(
    select(revisions.c.comment_id, revisions.c.stamp, revisions.c.id, *REVISION)
    .join(comments, comments.c.id == revisions.c.comment_id)
    .where(_HERE),
    ("discussion_id",),
)
# A comment's own message is its first; few comments have another.
_REPOSTS = Prepared(
    select(comment_messages.c.comment_id, comment_messages.c.message_id)
    .join(comments, comments.c.id == comment_messages.c.comment_id)
    .where(_HERE, comment_messages.c.message_id != comments.c.message_id),
    ("discussion_id",),
)
_VOICES = {each.value: each for each in Voice}
_STANDINGS = {each.value: each for each in Standing}
_Row = tuple[Any, ...]
Whole = tuple[Comment, tuple[Revision, ...], Tombstone | None, tuple[int, ...]]
"""A comment, its texts, the oldest first, its end, and the messages that carried it, the one that
does now last."""


def whole_comments(connection: Connection, discussion_id: int) -> Iterator[Whole]:
    """Every comment, deleted ones too, in the order in which they were written."""
    texts, reposts = (
        _by_comment(asked.rows(connection, (discussion_id,))) for asked in (_TEXTS, _REPOSTS)
    )
    for row in _COMMENTS.rows(connection, (discussion_id,)):
        comment = _comment(row)
        yield (
            comment,
            tuple(map(_revision, texts.get(comment.id, ()))),
            _tombstone(row),
            (comment.message_id, *[message for _, message in reposts.get(comment.id, ())]),
        )


def _by_comment(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    """Rows by the comment's id, with which they begin; each one's by what follows in them."""
    found: dict[int, list[_Row]] = {}
    for row in sorted(rows):
        found.setdefault(row[0], []).append(row)
    return found


def _comment(row: _Row) -> Comment:
    number, discussion, author, voice, standing, created_at, message, answers, *_ = row
    created = moment_of(created_at)
    return Comment(
        number, discussion, author, _VOICES[voice], _STANDINGS[standing], created, message, answers
    )


def _tombstone(row: _Row) -> Tombstone | None:
    comment_id, noticed_at, absence, deleted_by, blanked_at = row[-5:]
    if comment_id is None:
        return None
    blanked = None if blanked_at is None else moment_of(blanked_at)
    return Tombstone(comment_id, moment_of(noticed_at), Absence(absence), deleted_by, blanked)


def _revision(row: _Row) -> Revision:
    _, _, _, text, attachments, edited_at, seen_at, parts = row
    return revision(
        text,
        None if attachments is None else json.loads(attachments),
        None if edited_at is None else moment_of(edited_at),
        moment_of(seen_at),
        None if parts is None else json.loads(parts),
    )
