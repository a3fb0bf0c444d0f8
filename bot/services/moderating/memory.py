"""What a server's latest comments were like: floods, repeats, words split over two messages.

A group of facts that fails is replayed, and a start begins with what is on record: a comment that
is met again gets the answer it got before.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from discord.utils import time_snowflake

from bot.civility.history import History, Read
from bot.civility.latest import Latest
from bot.civility.lines import JOINED_WITHIN
from bot.civility.model import Comment
from bot.storage.standings import Recent
from bot.storage.transaction import Transaction

REMEMBERED = 10_000
"""Comments, and authors with their last message."""
LOOKED_BACK = timedelta(minutes=30)
"""The longest that a rule about several comments looks back (`civility/packs/history.toml`)."""
MOST_READ = 2_000
"""Comments that are read from the record at the first comment after a start."""


class Met(NamedTuple):
    """What a comment meets: its author's message just before, and rules about several comments."""

    previous: int | None
    rules: tuple[str, ...]


ALONE = Met(None, ())


class Memory:
    """One server's. It holds ids, times and fingerprints, no texts, and forgets the oldest."""

    def __init__(self) -> None:
        self._history = History()
        self._met: Latest[int, Met] = Latest(REMEMBERED)
        self._last: Latest[tuple[object, object], tuple[int, datetime]] = Latest(REMEMBERED)
        """Somebody's last message in a discussion, and when it was written."""

    @classmethod
    def of(cls, server_id: int, tx: Transaction, now: datetime) -> Memory:
        """The memory of a server's comments of the last `LOOKED_BACK`."""
        memory = cls()
        for past in tx.standings.recent(server_id, time_snowflake(now - LOOKED_BACK), MOST_READ):
            memory.meet(past.message_id, _comment(past), tx.standings.first_text)
        return memory

    def meet(self, message_id: int, comment: Comment, read: Read) -> Met:
        """Take a new comment in; the same answer whenever it is met again.

        `read` gives the first text of a message met before, if it has to be compared.
        """
        known = self._met.get(message_id)
        if known is not None:
            return known
        previous = self._previous(message_id, comment)
        rules = self._history.broken(comment, message_id, read)
        met = Met(previous, rules) if rules or previous is not None else ALONE
        self._met.keep(message_id, met)
        return met

    def forget(self, author_id: int) -> None:
        """Let go of everything by this author."""
        self._history.forget(author_id)
        self._last.revise(lambda key, last: None if key[0] == author_id else last)

    def _previous(self, message_id: int, comment: Comment) -> int | None:
        """The message of the same author in the same discussion, if that was just before."""
        if comment.author is None or comment.at is None:
            return None
        key = (comment.author, comment.discussion)
        last = self._last.get(key)
        self._last.keep(key, (message_id, comment.at))
        if last is None:
            return None
        last_id, at = last
        return last_id if abs(comment.at - at) <= JOINED_WITHIN else None


def _comment(past: Recent) -> Comment:
    return Comment(
        text=past.text or "",
        author=past.author_id,
        at=past.created_at,
        discussion=past.discussion_id,
    )
