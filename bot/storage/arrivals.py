"""Messages on their way into the record: new comments, many at once, and ends that came first.

Here a flood is taken in. Running a statement for each message costs twice what SQLite takes for it,
so each table gets its rows in one go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from bot.discussions.model import Discussion, MessageSeen, Standing
from bot.storage.comments import ADD_REVISION, revision_values, says
from bot.storage.prepared import Prepared, PreparedByName, listed
from bot.storage.schema import comment_messages, comments, revisions, stray_deletions
from bot.storage.types import microseconds, written

_LAST = Prepared(select(func.max(comments.c.id)), ())
_ADD = Prepared(
    insert(comments).on_conflict_do_nothing(),
    (
        "id",
        "discussion_id",
        "author_id",
        "voice",
        "standing",
        "created_at",
        "message_id",
        "answers_message_id",
    ),
)
_ADDED = Prepared(
    select(comments.c.message_id, comments.c.id).where(comments.c.id > bindparam("last")),
    ("last",),
)
_SAID = PreparedByName(
    select(
        comment_messages.c.message_id, revisions.c.stamp, revisions.c.text, revisions.c.attachments
    )
    .join(revisions, revisions.c.comment_id == comment_messages.c.comment_id)
    .where(comment_messages.c.message_id.in_(listed("message_ids")))
    .order_by(revisions.c.id)
)
"""The last of several texts of a stamp is the last row."""
_STRAYS = Prepared(select(stray_deletions.c.message_id), ())
_ADD_MESSAGES = Prepared(
    comment_messages.insert().from_select(
        ("message_id", "comment_id"),
        select(comments.c.message_id, comments.c.id).where(comments.c.id > bindparam("last")),
    ),
    ("last",),
)


class Arrival(NamedTuple):
    """A message that may be a new comment; `author_id` is None for who is erased."""

    discussion: Discussion
    seen: MessageSeen
    standing: Standing
    author_id: int | None


class Arrivals:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._strays: set[int] | None = None
        """Read once a transaction, and nearly always empty."""

    def add(self, arrivals: Sequence[Arrival], now: datetime) -> dict[int, int]:
        """Record those that are new, with their first texts; comment ids by message id.

        Of several of one message the first counts; what was recorded before is left as it is.
        """
        if not arrivals:
            return {}
        last = _LAST.run(self._connection, ()) or 0
        _ADD.run_for_each(
            self._connection,
            [
                (
                    number,
                    discussion.id,
                    author_id,
                    str(seen.voice),
                    str(standing),
                    microseconds(seen.created_at),
                    seen.message_id,
                    seen.answers,
                )
                for number, (discussion, seen, standing, author_id) in enumerate(arrivals, last + 1)
            ],
        )
        added = dict(_ADDED.rows(self._connection, (last,)))
        if added:
            _ADD_MESSAGES.run(self._connection, (last,))
            self._keep_first_texts(arrivals, added, now)
        return added

    def _keep_first_texts(
        self, arrivals: Sequence[Arrival], added: dict[int, int], now: datetime
    ) -> None:
        firsts = {each.seen.message_id: each.seen for each in reversed(arrivals)}
        seen_at = microseconds(now)
        ADD_REVISION.run_for_each(
            self._connection,
            [
                revision_values(comment_id, firsts[message_id], seen_at)
                for message_id, comment_id in added.items()
            ],
        )

    def with_news(self, arrivals: Sequence[Arrival], added: Container[int]) -> Sequence[Arrival]:
        """Without those that were not `added` and whose texts, of their stamps, are on record.

        They are asked for together. What comes twice may be news to itself: it is left in.
        """
        times = Counter(each.seen.message_id for each in arrivals)
        known = [message_id for message_id in times if message_id not in added]
        if not known:
            return arrivals
        rows = _SAID.rows(self._connection, {"message_ids": written(known)})
        said = {(row["message_id"], row["stamp"]): row for row in rows}

        def is_news(seen: MessageSeen) -> bool:
            kept = said.get((seen.message_id, seen.stamp))
            return kept is None or times[seen.message_id] > 1 or not says(seen, kept)

        return [each for each in arrivals if is_news(each.seen)]

    def keep_stray_deletion(self, thread_id: int, message_id: int, at: datetime) -> None:
        """A message not known yet is gone: remember it until its creation or the next full read."""
        self._connection.execute(
            insert(stray_deletions)
            .values(message_id=message_id, thread_id=thread_id, at=at)
            .on_conflict_do_nothing()
        )
        self._strays = None

    def take_stray_deletions(self, message_ids: Iterable[int]) -> set[int]:
        """Those that were reported gone before they were known; the memory of it ends with that."""
        if self._strays is None:
            self._strays = {message for (message,) in _STRAYS.rows(self._connection, ())}
        taken = self._strays.intersection(message_ids)
        if taken:
            self._strays -= taken
            self._connection.execute(
                stray_deletions.delete().where(stray_deletions.c.message_id.in_(taken))
            )
        return taken

    def forget_stray_deletions(self, thread_id: int, through: int) -> None:
        """A full read up to that message found what there was to find."""
        self._connection.execute(
            stray_deletions.delete().where(
                stray_deletions.c.thread_id == thread_id, stray_deletions.c.message_id <= through
            )
        )
        self._strays = None
