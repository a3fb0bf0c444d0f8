"""Daily in each server: what has been kept long enough goes, a few rows at a time.

A server that removed the bot is erased after a while, unless it comes back before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.actions.model import Kind, NewAction, Subject, leaving_lane, tidying_lane
from bot.discussions.retention import Retention
from bot.services.keeping.clearing import clear, lapse
from bot.services.keeping.facts import KeptLongEnough, ServersPresent, ServerToErase
from bot.storage.transaction import Transaction

EVERY = timedelta(days=1)
STEPS_KEPT = timedelta(days=30)
"""Ended steps and what belongs to them: long enough to find out why something happened."""
SERVER_KEPT = timedelta(days=30)
"""After a server removed the bot: Discord's terms (5) ask for deletion when no longer needed."""
MOST_AT_ONCE = 200
"""Comments, steps or articles that one commit deletes."""


def owe_tidying(server_id: int, due: datetime, tx: Transaction, now: datetime) -> None:
    """Have the server's record tidied at that time, unless that is owed already."""
    lane = tidying_lane(server_id)
    if not tx.actions.unfinished(lane) and not tx.actions.retry_parked(lane, now):
        tx.actions.add(NewAction(Kind.TIDY, lane, Subject(server_id), due), now)


def look(server_id: int, retention: Retention, tx: Transaction, now: datetime) -> KeptLongEnough:
    """Find what has been kept long enough."""
    before = now - STEPS_KEPT
    ended = retention.deleted_before(now), retention.removed_before(now)
    comment_ids = tx.tidying.blankable(server_id, *ended, MOST_AT_ONCE)
    hidden_ids = tx.tidying.hidden(server_id, ended[1], MOST_AT_ONCE)
    action_ids = tx.tidying.prunable(server_id, before, MOST_AT_ONCE)
    more = MOST_AT_ONCE in (len(comment_ids), len(hidden_ids), len(action_ids))
    return KeptLongEnough(server_id, comment_ids, hidden_ids, action_ids, before, more)


def tidy(fact: KeptLongEnough, tx: Transaction, now: datetime) -> None:
    """Let go of it; look again at once where there is more, else tomorrow."""
    if tx.servers.get(fact.server_id) is None:
        return  # erased meanwhile
    if fact.comment_ids or fact.hidden_ids:  # most days there is nothing
        _blank([*fact.comment_ids, *tx.standings.still_hidden(fact.hidden_ids)], tx, now)
    if fact.action_ids:
        tx.tidying.prune(fact.action_ids, fact.before)
    tx.tidying.prune_marks(fact.before, MOST_AT_ONCE)
    owe_tidying(fact.server_id, now if fact.more else now + EVERY, tx, now)


def _blank(comment_ids: Sequence[int], tx: Transaction, now: datetime) -> None:
    for comment_id in tx.standings.acted_upon_among(comment_ids):
        clear(comment_id, tx, now)
    for case in tx.cases.about(comment_ids):
        lapse(case, tx, now)
    tx.tidying.blank(comment_ids, now)


def servers_present(fact: ServersPresent, tx: Transaction, now: datetime) -> None:
    """Note which servers removed the bot while it was away."""
    for server in tx.servers.all():
        if server.id not in fact.server_ids:
            leave(server.id, server.left_at or now, tx, now)


def leave(server_id: int, left_at: datetime, tx: Transaction, now: datetime) -> None:
    """Settings and records stay for now, as absence is not deletion; their end is owed."""
    tx.servers.leave(server_id, left_at)
    lane = leaving_lane(server_id)
    if not tx.actions.unfinished(lane):
        due = left_at + SERVER_KEPT
        tx.actions.add(NewAction(Kind.ERASE_SERVER, lane, Subject(server_id), due), now)


def come_back(server_id: int, tx: Transaction, now: datetime) -> None:
    """The server is there: nothing of it is erased."""
    tx.actions.withdraw(leaving_lane(server_id), now)


def erase_server(fact: ServerToErase, tx: Transaction, now: datetime) -> None:
    """Delete some of it, and owe the rest at once; nothing where it came back meanwhile."""
    server = tx.servers.get(fact.server_id)
    if server is None or server.left_at is None:
        return
    if not tx.tidying.erase_some(server.id, MOST_AT_ONCE, fact.action_id):
        tx.tidying.erase_server(server.id)
        return
    lane = leaving_lane(server.id)
    tx.actions.add(NewAction(Kind.ERASE_SERVER, lane, Subject(server.id), now), now)
