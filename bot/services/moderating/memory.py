"""What a server's latest comments were like: floods, repeats, words split over two messages.

A group of facts that fails is replayed, and a start begins with what is on record: a comment that
is met again gets the answer it got before.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import NamedTuple

from discord.utils import time_snowflake

from bot.civility.history import History
from bot.civility.lines import JOINED_WITHIN
from bot.civility.model import Comment, Reason
from bot.storage.standings import Recent
from bot.storage.transaction import Transaction

REMEMBERED = 10_000
"""Comments, and authors with their last message."""
LOOKED_BACK = timedelta(minutes=30)
"""The longest that a rule about several comments looks back (`civility/packs/history.toml`)."""
MOST_READ = 2_000
"""Comments that are read from the record at the first comment after a start."""


class Met(NamedTuple):
    """What a comment meets: the author's message just before, and rules about several comments."""

    previous: str
    reasons: tuple[Reason, ...]


class Memory:
    """One server's. It forgets the oldest, and the rules' own memory is bounded as well."""

    def __init__(self) -> None:
        self._history = History()
        self._met: OrderedDict[int, Met] = OrderedDict()
        self._last: OrderedDict[tuple[object, object], Comment] = OrderedDict()

    @classmethod
    def of(cls, server_id: int, tx: Transaction, now: datetime) -> Memory:
        """The memory of a server's comments of the last `LOOKED_BACK`."""
        memory = cls()
        for past in tx.standings.recent(server_id, time_snowflake(now - LOOKED_BACK), MOST_READ):
            memory.meet(past.message_id, _comment(past))
        return memory

    def meet(self, message_id: int, comment: Comment) -> Met:
        """Take a new comment in; the same answer whenever it is met again."""
        known = self._met.get(message_id)
        if known is not None:
            return known
        met = Met(self._previous(comment), self._history.seen(comment))
        self._met[message_id] = met
        self._last[(comment.author, comment.discussion)] = comment
        self._last.move_to_end((comment.author, comment.discussion))
        for kept in (self._met, self._last):
            if len(kept) > REMEMBERED:
                kept.popitem(last=False)
        return met

    def _previous(self, comment: Comment) -> str:
        last = self._last.get((comment.author, comment.discussion))
        if last is None or last.at is None or comment.at is None:
            return ""
        return last.text if abs(comment.at - last.at) <= JOINED_WITHIN else ""


def _comment(past: Recent) -> Comment:
    return Comment(
        text=past.text or "",
        author=past.author_id,
        at=past.created_at,
        discussion=past.discussion_id,
    )
