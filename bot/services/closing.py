"""Commenting closes, is kept closed, and opens again.

Closing: lock, read the tail, say the closing words, archive. Nothing in an archived thread can be
changed, so whoever has to do something there opens it locked, acts and archives it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.actions.model import (
    Action,
    Kind,
    NewAction,
    State,
    Subject,
    closing_lane,
    correcting_lane,
    due_lane,
)
from bot.discussions.closing import closes_at, closing_of
from bot.discussions.model import Discussion, Override, ThreadChanged
from bot.services import card_state, reading
from bot.services.facts import ClosingDue, ClosingSaid, DecideClosing, SetClosingTime
from bot.storage.transaction import Transaction


def decide(fact: DecideClosing, tx: Transaction, now: datetime) -> Discussion | None:
    """A moderator decides, or lets the dates decide again; gives the discussion as it then is."""
    override = None if fact.closed is None else Override(fact.closed, now, fact.by)
    tx.discussions.decide(fact.discussion_id, override)
    return follow(fact.discussion_id, tx, now)


def set_time(fact: SetClosingTime, tx: Transaction, now: datetime) -> Discussion | None:
    """A new date replaces the age, and a decision by hand with it."""
    tx.discussions.change(fact.discussion_id, closes_at=fact.closes_at)
    tx.discussions.decide(fact.discussion_id, None)
    return follow(fact.discussion_id, tx, now)


def due(fact: ClosingDue, tx: Transaction, now: datetime) -> None:
    """The alarm rang: dates may have changed since it was set."""
    follow(fact.discussion_id, tx, now)


def follow(discussion_id: int, tx: Transaction, now: datetime) -> Discussion | None:
    """Bring the thread into the state that dates and decisions ask for."""
    discussion = tx.discussions.get(discussion_id)
    if discussion is None:
        return None
    closed = closing_of(discussion, now) is not None
    if closed and discussion.shut_at is None:
        _shut(discussion, tx, now)
    elif not closed and discussion.shut_at is not None:
        _reopen(discussion, tx, now)
    set_alarm(discussion, tx, now)
    card_state.want_card(discussion.posting_id, tx, now, at_once=True)
    return tx.discussions.get(discussion_id)


def set_alarm(discussion: Discussion, tx: Transaction, now: datetime) -> None:
    """Owe the check at the time when the discussion closes by itself; the older alarm is void."""
    lane = due_lane(discussion.id)
    tx.actions.withdraw(lane, now)
    at = closes_at(discussion)
    if at is not None and closing_of(discussion, now) is None:
        subject = Subject(discussion.server_id, discussion_id=discussion.id)
        tx.actions.add(NewAction(Kind.CLOSE_WHEN_DUE, lane, subject, at), now)


def _shut(discussion: Discussion, tx: Transaction, now: datetime) -> None:
    """Lock, read the tail, say the closing words, archive: in the order of their lane.

    Only what would be wrong without the step before waits for it: that the words cannot be said
    does not keep the thread open.
    """
    tx.discussions.change(discussion.id, shut_at=now)
    lock = _replace_steps(discussion, (Kind.LOCK_THREAD,), tx, now)
    words = (Kind.READ_TAIL, Kind.SEND_CLOSING)
    tx.actions.chain(_steps(discussion, words, now), now, after=lock)
    tx.actions.chain(_steps(discussion, (Kind.SHUT_THREAD,), now), now, after=lock)


def _reopen(discussion: Discussion, tx: Transaction, now: datetime) -> None:
    tx.discussions.change(discussion.id, shut_at=None, final_message_id=None)
    # The words are edited even where none are known: they may be on their way just now.
    kinds = (Kind.REOPEN_THREAD, Kind.EDIT_CLOSING)
    last = _replace_steps(discussion, kinds, tx, now)
    reading.catch_up(discussion, tx, now, after=last)


def _replace_steps(
    discussion: Discussion, kinds: Iterable[Kind], tx: Transaction, now: datetime
) -> int:
    tx.actions.withdraw(closing_lane(discussion.id), now)
    return tx.actions.chain(_steps(discussion, kinds, now), now, after=opening(discussion, tx))


def _steps(discussion: Discussion, kinds: Iterable[Kind], now: datetime) -> list[NewAction]:
    subject = Subject(
        discussion.server_id, posting_id=discussion.posting_id, discussion_id=discussion.id
    )
    return [NewAction(kind, closing_lane(discussion.id), subject, now) for kind in kinds]


def opening(discussion: Discussion, tx: Transaction) -> int | None:
    """The step that opens the thread, while it is still to come: nothing overtakes the mirror."""
    if discussion.opened_at is not None:
        return None
    opening = tx.actions.last_of(Kind.OPEN_THREAD, discussion.posting_id)
    return opening.id if opening else None


def said(fact: ClosingSaid, tx: Transaction, now: datetime) -> None:
    """Remember where it was said, so that it can be edited when commenting opens again.

    Nothing is said where nobody wrote. What was put back just then asked for nothing more, as the
    words were on their way: they are said now.
    """
    tx.discussions.change(fact.discussion_id, closing_message_id=fact.message_id)
    discussion = tx.discussions.get(fact.discussion_id)
    if discussion is None or discussion.shut_at is None:
        return
    if fact.message_id is None and tx.comments.count(discussion.id):
        tx.actions.chain(_steps(discussion, (Kind.SEND_CLOSING,), now), now)
    owe_shutting(discussion, tx, now)  # it may have been opened for the words


def enforce(fact: ThreadChanged, tx: Transaction, now: datetime) -> None:
    """Shut the thread again if it should be shut and no unfinished step explains why it is not.

    A step that is just shutting it may have done so before it was opened: another one follows. What
    was written meanwhile is read: it is a note of the staff, but recorded.
    """
    discussion = tx.discussions.by_thread(fact.thread_id)
    if discussion is None or discussion.shut_at is None or (fact.archived and fact.locked):
        return
    lane = closing_lane(discussion.id)
    if any(_is_under_way(each, tx) for each in (lane, correcting_lane(discussion.posting_id))):
        if _is_just_being_shut(tx.actions.unfinished(lane)):
            tx.actions.chain(_steps(discussion, (Kind.SHUT_THREAD,), now), now)
        return
    tx.actions.retry_parked(lane, now)
    owe_shutting(discussion, tx, now)
    reading.catch_up(discussion, tx, now)


def _is_under_way(lane: str, tx: Transaction) -> bool:
    return bool(tx.actions.unfinished(lane)) and not tx.actions.parked_in(lane)


def _is_just_being_shut(steps: Sequence[Action]) -> bool:
    """Whether the last step is shutting the thread, and was begun."""
    return bool(steps) and steps[-1].kind is Kind.SHUT_THREAD and steps[-1].state is State.OPEN


def owe_shutting(discussion: Discussion, tx: Transaction, now: datetime) -> None:
    """Owe the step that archives the thread, unless it is owed already."""
    steps = tx.actions.unfinished(closing_lane(discussion.id))
    if not any(step.kind is Kind.SHUT_THREAD for step in steps):
        tx.actions.chain(_steps(discussion, (Kind.SHUT_THREAD,), now), now)
