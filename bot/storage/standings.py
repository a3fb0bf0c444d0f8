"""Where comments stand, which messages carry them, and their latest texts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, exists, or_, select, update

from bot.discussions.model import Comment, Revision, Standing, Voice
from bot.storage.comments import revision_of
from bot.storage.prepared import Prepared, PreparedByName, rows_where
from bot.storage.schema import comment_messages, comments, discussions, revisions, saved_files

Place = tuple[int, int]
"""A discussion, and a message in it."""
HIDDEN = (Standing.HELD, Standing.REMOVED)
REPOSTED = exists().where(
    comment_messages.c.comment_id == comments.c.id,
    comment_messages.c.message_id != comments.c.message_id,
)
"""Comments that a message of the bot's carried: nobody but staff can delete that."""
_ACTED_UPON = or_(
    comments.c.standing.in_((*HIDDEN, Standing.RELEASED)),
    exists().where(saved_files.c.comment_id == comments.c.id),
    REPOSTED,
)

_THE_END: Place = (2**63 - 1, 2**63 - 1)
_every = revisions.alias()
_newest = (
    select(_every.c.id)
    .where(_every.c.comment_id == comments.c.id)
    .order_by(_every.c.stamp.desc(), _every.c.id.desc())
    .limit(1)
    .correlate(comments)
    .scalar_subquery()
)
_TEXTS = PreparedByName(
    select(
        discussions.c.id,
        comments.c.message_id,
        comments.c.author_id,
        discussions.c.channel_id,
        revisions.c.text,
    )
    .join(comments, comments.c.discussion_id == discussions.c.id)
    .join(revisions, revisions.c.id == _newest)
    .where(
        discussions.c.server_id == bindparam("in_server"),
        discussions.c.id <= bindparam("before_discussion"),
        or_(
            discussions.c.id < bindparam("before_discussion"),
            comments.c.message_id < bindparam("before_message"),
        ),
        comments.c.voice == Voice.PERSON,
        revisions.c.text.is_not(None),
    )
    .order_by(discussions.c.id.desc(), comments.c.message_id.desc())
    .limit(bindparam("most"))
)

_CARRIERS = Prepared(
    select(comment_messages.c.message_id)
    .where(comment_messages.c.comment_id == bindparam("comment_id"))
    .order_by(comment_messages.c.message_id),
    ("comment_id",),
)
_LATEST = PreparedByName(
    select(revisions)
    .where(revisions.c.comment_id == bindparam("comment"))
    .order_by(revisions.c.stamp.desc(), revisions.c.id.desc())
    .limit(1)
)
_FIRST_TEXT = PreparedByName(
    select(revisions.c.text)
    .join(comment_messages, comment_messages.c.comment_id == revisions.c.comment_id)
    .where(comment_messages.c.message_id == bindparam("message_id"))
    .order_by(revisions.c.stamp, revisions.c.id)
    .limit(1)
)
_TEXT_BEFORE = PreparedByName(
    select(revisions.c.text)
    .select_from(comments)
    .join(revisions, revisions.c.id == _newest)
    .where(
        comments.c.discussion_id == bindparam("discussion"),
        comments.c.author_id == bindparam("author"),
        comments.c.message_id < bindparam("message"),
    )
    .order_by(comments.c.message_id.desc())
    .limit(1)
)
_REVISION = rows_where(revisions.c.id)


@dataclass(frozen=True, slots=True)
class Recent:
    """A comment's latest text, with what the rules about several comments ask for."""

    message_id: int
    author_id: int | None
    discussion_id: int
    created_at: datetime
    text: str | None


@dataclass(frozen=True, slots=True)
class PastText:
    """A comment's text as it is by now."""

    discussion_id: int
    message_id: int
    author_id: int | None
    channel_id: int
    text: str

    @property
    def place(self) -> Place:
        """Where it stands among the server's: the order in which `Standings.texts` gives them."""
        return self.discussion_id, self.message_id


class Standings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(self, comment_ids: Collection[int], standing: Standing) -> None:
        """What these comments are to their discussion from now on."""
        self._connection.execute(
            update(comments).where(comments.c.id.in_(comment_ids)).values(standing=standing)
        )

    def carriers(self, comment_id: int) -> list[int]:
        """The messages that carried a comment, the one that does now last."""
        return [message for (message,) in _CARRIERS.rows(self._connection, (comment_id,))]

    def carry(self, comment_id: int, message_id: int) -> None:
        """A further message carries the comment."""
        self._connection.execute(
            comment_messages.insert().values(message_id=message_id, comment_id=comment_id)
        )

    def latest(self, comment_id: int) -> tuple[int, Revision] | None:
        """The id of a comment's latest revision, and the revision."""
        row = _LATEST.first(self._connection, {"comment": comment_id})
        return None if row is None else (row["id"], revision_of(row))

    def first_text(self, message_id: int) -> str | None:
        """What a message said when it was new; None where it is not on record, or blanked."""
        text: str | None = _FIRST_TEXT.scalar(self._connection, {"message_id": message_id})
        return text

    def text_before(self, comment: Comment) -> str | None:
        """What its author's comment before it in the discussion says; None where none does."""
        values = {
            "discussion": comment.discussion_id,
            "author": comment.author_id,
            "message": comment.message_id,
        }
        text: str | None = _TEXT_BEFORE.scalar(self._connection, values)
        return text

    def text(self, revision_id: int) -> Revision | None:
        """One text of a comment."""
        row = _REVISION.first(self._connection, {"id": revision_id})
        return None if row is None else revision_of(row)

    def is_answered(self, discussion_id: int, message_id: int, author_id: int) -> bool:
        """Whether somebody else, no other bot, replied to the message."""
        answer = select(comments.c.id).where(
            comments.c.discussion_id == discussion_id,
            comments.c.answers_message_id == message_id,
            comments.c.author_id != author_id,
            comments.c.voice == Voice.PERSON,
        )
        return self._connection.execute(answer.limit(1)).first() is not None

    def recent(self, server_id: int, since_message: int, limit: int) -> list[Recent]:
        """People's first texts in a server, from that message id on, oldest first."""
        rows = self._connection.execute(
            select(
                comments.c.message_id,
                comments.c.author_id,
                comments.c.discussion_id,
                comments.c.created_at,
                revisions.c.text,
            )
            .join(discussions, discussions.c.id == comments.c.discussion_id)
            .join(revisions, revisions.c.comment_id == comments.c.id)
            .where(
                discussions.c.server_id == server_id,
                comments.c.voice == Voice.PERSON,
                comments.c.message_id >= since_message,
                revisions.c.edited_at.is_(None),
            )
            .order_by(comments.c.message_id.desc())
            .limit(limit)
        )
        return [Recent(*row) for row in reversed(rows.all())]

    def texts(self, server_id: int, before: Place | None, limit: int) -> list[PastText]:
        """The newest texts of people's comments (before that place): of the latest discussion
        first, and in it the latest comment.

        In that order no index has to know a comment's server, and nothing is sorted.
        """
        discussion_id, message_id = before or _THE_END
        values = {
            "in_server": server_id,
            "before_discussion": discussion_id,
            "before_message": message_id,
            "most": limit,
        }
        return [PastText(*row.values()) for row in _TEXTS.rows(self._connection, values)]

    def save_files(self, comment_id: int, attachment_ids: Collection[int], now: datetime) -> None:
        """These of the comment's files are kept."""
        known = set(self.saved_files(comment_id))
        for attachment_id in attachment_ids:
            if attachment_id not in known:
                self._connection.execute(
                    saved_files.insert().values(
                        attachment_id=attachment_id, comment_id=comment_id, saved_at=now
                    )
                )

    def forget_files(self, comment_id: int) -> None:
        """None of the comment's files is kept any more."""
        self._connection.execute(saved_files.delete().where(saved_files.c.comment_id == comment_id))

    def acted_upon_of(self, author_id: int) -> list[int]:
        """Somebody's comments that the bot hid, saved files of, or posted in their name."""
        return self._ids(comments.c.author_id == author_id, _ACTED_UPON)

    def acted_upon_among(self, comment_ids: Collection[int]) -> list[int]:
        """Those of the comments that the bot hid, saved files of, or posted itself."""
        return self._ids(comments.c.id.in_(comment_ids), _ACTED_UPON)

    def still_hidden(self, comment_ids: Collection[int]) -> list[int]:
        """Those of the comments that are out of sight."""
        return self._ids(comments.c.id.in_(comment_ids), comments.c.standing.in_(HIDDEN))

    def _ids(self, *conditions: ColumnElement[bool]) -> list[int]:
        found = select(comments.c.id).where(*conditions).order_by(comments.c.id)
        return list(self._connection.execute(found).scalars())

    def saved_files(self, comment_id: int) -> list[int]:
        """Ids of the comment's files that are kept."""
        rows = self._connection.execute(
            select(saved_files.c.attachment_id).where(saved_files.c.comment_id == comment_id)
        )
        return list(rows.scalars())
