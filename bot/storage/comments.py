"""Comments with their messages, revisions and ends.

Everything here may be told twice: a message seen again changes nothing, a deletion always wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.discussions.model import (
    Absence,
    Attachment,
    Comment,
    DeletionByOther,
    Discussion,
    MessageSeen,
    Revision,
    Standing,
    Tombstone,
    Voice,
)
from bot.storage.schema import (
    comment_messages,
    comments,
    deletion_entries,
    revisions,
    stray_deletions,
    tombstones,
)

_COMMENT = (
    comments.c.id,
    comments.c.discussion_id,
    comments.c.author_id,
    comments.c.voice,
    comments.c.standing,
    comments.c.created_at,
    comments.c.message_id,
    comments.c.answers_message_id,
)
_UNBURIED = ~select(1).where(tombstones.c.comment_id == comments.c.id).exists()


class Comments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, discussion_id: int, seen: MessageSeen, standing: Standing) -> int | None:
        """Record a message as a comment; its id, or None where it was recorded before."""
        added = self._connection.execute(
            insert(comments)
            .values(
                discussion_id=discussion_id,
                author_id=seen.author_id,
                voice=seen.voice,
                standing=standing,
                created_at=seen.created_at,
                message_id=seen.message_id,
                answers_message_id=seen.answers,
            )
            .on_conflict_do_nothing()
            .returning(comments.c.id)
        ).scalar()
        if added is not None:
            self._connection.execute(
                comment_messages.insert().values(message_id=seen.message_id, comment_id=added)
            )
        return added

    def by_message(self, message_id: int) -> Comment | None:
        row = self._connection.execute(
            select(*_COMMENT)
            .join(comment_messages, comment_messages.c.comment_id == comments.c.id)
            .where(comment_messages.c.message_id == message_id)
        ).first()
        return _comment(row) if row else None

    def get(self, comment_id: int) -> Comment | None:
        row = self._connection.execute(select(*_COMMENT).where(comments.c.id == comment_id)).first()
        return _comment(row) if row else None

    def revise(self, comment_id: int, seen: MessageSeen, now: datetime) -> bool:
        """Keep the text as a further revision, unless the one of the same stamp says the same."""
        same = self._connection.execute(
            select(revisions.c.text, revisions.c.attachments)
            .where(revisions.c.comment_id == comment_id, revisions.c.stamp == seen.stamp)
            .order_by(revisions.c.id.desc())
            .limit(1)
        ).first()
        files = _file_ids(seen.attachments)
        if same and same.text == seen.text and _file_ids(_attachments(same.attachments)) == files:
            return False
        self._connection.execute(
            revisions.insert().values(
                comment_id=comment_id,
                stamp=seen.stamp,
                edited_at=seen.edited_at,
                seen_at=now,
                text=seen.text,
                attachments=[asdict(file) for file in seen.attachments] or None,
            )
        )
        return True

    def revisions(self, comment_id: int) -> list[Revision]:
        """Every text of a comment, in the order in which they were written."""
        rows = self._connection.execute(
            select(revisions)
            .where(revisions.c.comment_id == comment_id)
            .order_by(revisions.c.stamp, revisions.c.id)
        )
        return [
            Revision(row.text, _attachments(row.attachments), row.edited_at, row.seen_at)
            for row in rows
        ]

    def bury(self, comment_id: int, absence: Absence, by: int | None, now: datetime) -> bool:
        """Put up a tombstone; False where it stands already."""
        added = self._connection.execute(
            insert(tombstones)
            .values(comment_id=comment_id, noticed_at=now, absence=absence, deleted_by=by)
            .on_conflict_do_nothing()
        )
        return added.rowcount > 0

    def tombstone(self, comment_id: int) -> Tombstone | None:
        row = self._connection.execute(
            select(tombstones).where(tombstones.c.comment_id == comment_id)
        ).first()
        if row is None:
            return None
        return Tombstone(row.comment_id, row.noticed_at, Absence(row.absence), row.deleted_by)

    def keep_stray_deletion(self, thread_id: int, message_id: int, at: datetime) -> None:
        """A message not known yet is gone: remember it until its creation or the next full read."""
        self._connection.execute(
            insert(stray_deletions)
            .values(message_id=message_id, thread_id=thread_id, at=at)
            .on_conflict_do_nothing()
        )

    def take_stray_deletion(self, message_id: int) -> datetime | None:
        """When the message was reported gone before it was known; the memory ends with that."""
        return self._connection.execute(
            stray_deletions.delete()
            .where(stray_deletions.c.message_id == message_id)
            .returning(stray_deletions.c.at)
        ).scalar()

    def forget_stray_deletions(self, thread_id: int, through: int) -> None:
        """A full read up to that message found what there was to find."""
        self._connection.execute(
            stray_deletions.delete().where(
                stray_deletions.c.thread_id == thread_id, stray_deletions.c.message_id <= through
            )
        )

    def standing_between(self, discussion_id: int, after: int, through: int) -> list[Comment]:
        """Comments not deleted whose first message lies in (after, through], by message id."""
        rows = self._connection.execute(
            select(*_COMMENT).where(
                comments.c.discussion_id == discussion_id,
                comments.c.message_id > after,
                comments.c.message_id <= through,
                _UNBURIED,
            )
        )
        return [_comment(row) for row in rows]

    def count(self, discussion_id: int) -> int:
        """How many comments of people stand; notes of the staff and other bots do not count."""
        return self._connection.execute(
            select(func.count())
            .select_from(comments)
            .where(
                comments.c.discussion_id == discussion_id,
                comments.c.voice == Voice.PERSON,
                comments.c.standing == Standing.COMMENT,
                _UNBURIED,
            )
        ).scalar_one()

    def of_discussion(self, discussion_id: int) -> list[Comment]:
        """Every comment, deleted ones too, in the order in which they were written."""
        rows = self._connection.execute(
            select(*_COMMENT)
            .where(comments.c.discussion_id == discussion_id)
            .order_by(comments.c.message_id)
        )
        return [_comment(row) for row in rows]

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


def _comment(row: Any) -> Comment:
    values = dict(row._mapping)
    values["voice"] = Voice(values["voice"])
    values["standing"] = Standing(values["standing"])
    return Comment(**values)


def _entry(row: Row[Any]) -> DeletionByOther:
    values = dict(row._mapping)
    values.pop("matched")
    return DeletionByOther(**values)


def _attachments(document: Sequence[dict[str, Any]] | None) -> tuple[Attachment, ...]:
    return tuple(Attachment(**file) for file in document or ())


def _file_ids(files: Iterable[Attachment]) -> list[int]:
    return [file.id for file in files]
