"""Comments with their messages, revisions and ends.

Everything here may be told twice: a message seen again changes nothing, a deletion always wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.discussions.model import (
    Absence,
    Attachment,
    Comment,
    DeletionByOther,
    Discussion,
    FurtherText,
    MessageSeen,
    Revision,
    Standing,
    Tombstone,
    Voice,
)
from bot.storage.prepared import Prepared, PreparedByName
from bot.storage.schema import (
    comment_messages,
    comments,
    deletion_entries,
    revisions,
    tombstones,
)
from bot.storage.types import microseconds, written

COMMENT = (
    comments.c.id,
    comments.c.discussion_id,
    comments.c.author_id,
    comments.c.voice,
    comments.c.standing,
    comments.c.created_at,
    comments.c.message_id,
    comments.c.answers_message_id,
)
REVISION = (
    revisions.c.text,
    revisions.c.attachments,
    revisions.c.edited_at,
    revisions.c.seen_at,
    revisions.c.parts,
)
"""What `revision` takes."""
END = (
    tombstones.c.comment_id,
    tombstones.c.noticed_at,
    tombstones.c.absence,
    tombstones.c.deleted_by,
    tombstones.c.blanked_at,
)
"""What `end_of` takes."""
# Built once: a statement that is built anew for each message costs more than running it.
ADD_REVISION = Prepared(
    revisions.insert(),
    ("comment_id", "stamp", "edited_at", "seen_at", "text", "attachments", "parts"),
)
_COUNTS = (comments.c.voice == Voice.PERSON, comments.c.standing == Standing.COMMENT)
_WRITTEN = (
    select(func.count())
    .select_from(comments)
    .where(comments.c.discussion_id == bindparam("discussion_id"), *_COUNTS)
    .scalar_subquery()
)
# Few are gone: looking for the tombstone of each comment takes more than twice as long.
_GONE = (
    select(func.count())
    .select_from(tombstones.join(comments, comments.c.id == tombstones.c.comment_id))
    .where(tombstones.c.discussion_id == bindparam("discussion_id"), *_COUNTS)
    .scalar_subquery()
)
_COUNT = PreparedByName(select(_WRITTEN - _GONE))
_BY_ID = PreparedByName(select(*COMMENT).where(comments.c.id == bindparam("comment_id")))
_TOMBSTONE = PreparedByName(select(*END).where(tombstones.c.comment_id == bindparam("comment_id")))
_BY_MESSAGE = PreparedByName(
    select(*COMMENT)
    .join(comment_messages, comment_messages.c.comment_id == comments.c.id)
    .where(comment_messages.c.message_id == bindparam("message_id"))
)
_LAST_OF_STAMP = PreparedByName(
    select(revisions.c.text, revisions.c.attachments)
    .where(
        revisions.c.comment_id == bindparam("comment_id"), revisions.c.stamp == bindparam("stamp")
    )
    .order_by(revisions.c.id.desc())
    .limit(1)
)


class Comments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_message(self, message_id: int) -> Comment | None:
        row = _BY_MESSAGE.first(self._connection, {"message_id": message_id})
        return _comment(row.values()) if row else None

    def get(self, comment_id: int) -> Comment | None:
        row = _BY_ID.first(self._connection, {"comment_id": comment_id})
        return _comment(row.values()) if row else None

    def revise(self, comment_id: int, seen: MessageSeen, now: datetime) -> bool:
        """Keep the text as a further revision, unless the one of the same stamp says the same."""
        of_stamp = {"comment_id": comment_id, "stamp": seen.stamp}
        same = _LAST_OF_STAMP.first(self._connection, of_stamp)
        if same is not None and says(seen, same):
            return False
        end = self.tombstone(comment_id)
        if end is not None and end.blanked_at is not None:
            return False  # its texts are kept no longer
        self.add_revision(comment_id, seen, now)
        return True

    def add_revision(self, comment_id: int, seen: MessageSeen, now: datetime) -> None:
        """Keep the text, whatever was kept before."""
        ADD_REVISION.run(self._connection, revision_values(comment_id, seen, microseconds(now)))

    def revisions(self, comment_id: int) -> list[Revision]:
        """Every text of a comment, in the order in which they were written."""
        rows = self._connection.execute(
            select(revisions)
            .where(revisions.c.comment_id == comment_id)
            .order_by(revisions.c.stamp, revisions.c.id)
        )
        return [revision_of(row._asdict()) for row in rows]

    def bury(self, comment_id: int, absence: Absence, by: int | None, now: datetime) -> bool:
        """Put up a tombstone; False where it stands already."""
        discussion = select(comments.c.discussion_id).where(comments.c.id == comment_id)
        added = self._connection.execute(
            insert(tombstones)
            .values(
                comment_id=comment_id,
                discussion_id=discussion.scalar_subquery(),
                noticed_at=now,
                absence=absence,
                deleted_by=by,
            )
            .on_conflict_do_nothing()
        )
        return added.rowcount > 0

    def tombstone(self, comment_id: int) -> Tombstone | None:
        row = _TOMBSTONE.first(self._connection, {"comment_id": comment_id})
        return end_of(row.values()) if row else None

    def standing_between(self, discussion_id: int, after: int, through: int) -> dict[int, int]:
        """The comments to be seen whose first message lies in (after, through]: ids by that."""
        rows = self._connection.execute(
            select(comments.c.message_id, comments.c.id).where(
                comments.c.discussion_id == discussion_id,
                comments.c.standing.in_((Standing.COMMENT, Standing.NOTE)),
                comments.c.message_id > after,
                comments.c.message_id <= through,
                comments.c.id.not_in(select(tombstones.c.comment_id)),
            )
        )
        return {row.message_id: row.id for row in rows}

    def count(self, discussion_id: int) -> int:
        """How many comments of people stand; notes of the staff and other bots do not count."""
        return int(_COUNT.scalar(self._connection, {"discussion_id": discussion_id}))

    def is_author(self, author_id: int, discussion_id: int) -> bool:
        """Whether a comment of that author is on record there; not that of somebody erased."""
        found = select(comments.c.id).where(
            comments.c.author_id == author_id, comments.c.discussion_id == discussion_id
        )
        return self._connection.execute(found.limit(1)).first() is not None

    def keep_entry(self, entry: DeletionByOther) -> None:
        """Keep what the audit log said until the deletion it explains is known, or was."""
        self._connection.execute(
            insert(deletion_entries).values(**asdict(entry), matched=False).on_conflict_do_nothing()
        )

    def unexplained(
        self, discussion: Discussion, author_id: int, around: datetime, within: timedelta
    ) -> tuple[list[DeletionByOther], list[int]]:
        """Audit entries and tombstones of that author in the discussion, not yet matched."""
        entries = self._connection.execute(
            select(deletion_entries).where(
                deletion_entries.c.thread_id == discussion.thread_id,
                deletion_entries.c.author_id == author_id,
                deletion_entries.c.at.between(around - within, around + within),
                deletion_entries.c.matched == False,  # noqa: E712 - SQL's comparison, not Python's
            )
        )
        ends = self._connection.execute(
            select(tombstones.c.comment_id)
            .join(comments, comments.c.id == tombstones.c.comment_id)
            .where(
                comments.c.discussion_id == discussion.id,
                comments.c.author_id == author_id,
                tombstones.c.deleted_by.is_(None),
                tombstones.c.absence == Absence.LIVE,
                tombstones.c.noticed_at.between(around - within, around + within),
            )
        )
        return [_entry(row) for row in entries], list(ends.scalars())

    def explain(self, comment_id: int, entry: DeletionByOther) -> None:
        """The audit log said who deleted it."""
        self._connection.execute(
            update(tombstones)
            .where(tombstones.c.comment_id == comment_id)
            .values(deleted_by=entry.moderator_id)
        )
        self._connection.execute(
            update(deletion_entries)
            .where(deletion_entries.c.entry_id == entry.entry_id)
            .values(matched=True)
        )


def revision_values(comment_id: int, seen: MessageSeen, seen_at: int) -> tuple[object, ...]:
    """What `ADD_REVISION` keeps of a message's text; `seen_at` is in microseconds since 1970."""
    return (
        comment_id,
        microseconds(seen.stamp),
        None if seen.edited_at is None else microseconds(seen.edited_at),
        seen_at,
        seen.text,
        written([asdict(file) for file in seen.attachments]) if seen.attachments else None,
        written([asdict(part) for part in seen.parts]) if seen.parts else None,
    )


def revision_of(row: Mapping[str, Any]) -> Revision:
    """A row of `revisions` as a value."""
    return revision(*(row[column.name] for column in REVISION))


def revision(
    text: str, attachments: Any, edited_at: datetime | None, seen_at: datetime, parts: Any
) -> Revision:
    """The text that a row keeps; what belongs to it is kept as JSON, None where there is none."""
    said = tuple(FurtherText(**part) for part in parts) if parts else ()
    return Revision(text, _attachments(attachments), edited_at, seen_at, said)


def _comment(row: Iterable[Any]) -> Comment:
    """The comment in a row of `COMMENT`."""
    number, discussion_id, author_id, voice, standing, *rest = row
    return Comment(number, discussion_id, author_id, Voice(voice), Standing(standing), *rest)


def end_of(row: Iterable[Any]) -> Tombstone:
    """The tombstone in a row of `END`."""
    comment_id, noticed_at, absence, *rest = row
    return Tombstone(comment_id, noticed_at, Absence(absence), *rest)


def _entry(row: Row[Any]) -> DeletionByOther:
    values = dict(row._mapping)
    values.pop("matched")
    return DeletionByOther(**values)


def _attachments(document: Sequence[dict[str, Any]] | None) -> tuple[Attachment, ...]:
    return tuple(Attachment(**file) for file in document) if document else ()


def says(seen: MessageSeen, kept: Mapping[str, Any]) -> bool:
    """Whether the message says what a row keeps; of its files the ids count: their URLs expire."""
    files = _attachments(kept["attachments"])
    return seen.text == kept["text"] and _file_ids(seen.attachments) == _file_ids(files)


def _file_ids(files: Iterable[Attachment]) -> list[int]:
    return [file.id for file in files]
