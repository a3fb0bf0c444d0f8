"""The card's state line: one edit waits at the most, and edits are spaced as Discord's caps ask."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.model import Action, Kind, NewAction, State, Subject, card_lane
from bot.services.facts import CardEdited
from bot.storage.transaction import Transaction

YOUNG = timedelta(hours=1)
"""Edits of messages older than an hour are capped (30046, api-docs#4413)."""
BETWEEN_EDITS = timedelta(minutes=1)
BETWEEN_LATE_EDITS = timedelta(minutes=15)


def want_card(posting_id: int, tx: Transaction, now: datetime, *, at_once: bool = False) -> None:
    """Have the card's state line say how things stand; one edit waits at the most."""
    if not at_once and not tx.first_time(("card", posting_id)):
        return  # in a flood, once a group is enough
    posting = tx.postings.get(posting_id)
    if posting is None:
        return
    lane = card_lane(posting_id)
    due = now if at_once else next_edit(posting.card_sent_at, posting.card_edited_at, now)
    waiting = [each for each in tx.actions.unfinished(lane) if each.state is State.WAITING]
    if waiting:
        is_retried = any(each.attempts for each in waiting)  # it holds off for a reason
        if not is_retried and any(each.due_at > due for each in waiting):
            tx.actions.hasten(lane, due)
        return
    last = tx.actions.last_of(Kind.EDIT_CARD, posting_id)
    if last is not None and last.state is State.PARKED:
        if at_once or _is_rested(last, now):
            tx.actions.retry_parked(lane, now)
        return  # a further edit would be refused, and told to the admins, with every comment
    subject = Subject(posting.server_id, posting_id=posting_id)
    tx.actions.add(NewAction(Kind.EDIT_CARD, lane, subject, due), now)


def _is_rested(parked: Action, now: datetime) -> bool:
    return parked.ended_at is None or now >= parked.ended_at + BETWEEN_LATE_EDITS


def next_edit(sent: datetime | None, edited: datetime | None, now: datetime) -> datetime:
    """When a card may be edited again: soon while it is young, seldom later."""
    if sent is None or edited is None:
        return now
    gap = BETWEEN_EDITS if now - sent < YOUNG else BETWEEN_LATE_EDITS
    return max(now, edited + gap)


def card_edited(fact: CardEdited, tx: Transaction, now: datetime) -> None:
    """The card says how things stand now."""
    tx.postings.change(fact.posting_id, card_edited_at=now)
