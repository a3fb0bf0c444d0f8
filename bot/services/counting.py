"""How many comments stand, wherever it is said: on the card, and in the closing words."""

from __future__ import annotations

from datetime import datetime

from bot.actions.model import Action, Kind, NewAction, State, Subject, closing_lane
from bot.discussions.model import Discussion
from bot.services import card_state
from bot.storage.transaction import Transaction


def recount(discussion: Discussion, tx: Transaction, now: datetime) -> None:
    """Have everything say how many comments stand now."""
    card_state.want_card(discussion.posting_id, tx, now)
    if discussion.shut_at is not None:
        _want_words(discussion, tx, now)


def _want_words(discussion: Discussion, tx: Transaction, now: datetime) -> None:
    """Edit the closing words; what waits to be said, or edited, counts by then.

    Where nobody had written when commenting closed they were not said, and are by now.
    """
    lane = closing_lane(discussion.id)
    under_way = tx.actions.unfinished(lane)
    if any(map(_will_count, under_way)):
        return
    saying = any(step.kind is Kind.SEND_CLOSING for step in under_way)
    is_said = saying or discussion.closing_message_id is not None
    words = Kind.EDIT_CLOSING if is_said else Kind.SEND_CLOSING
    subject = Subject(
        discussion.server_id, posting_id=discussion.posting_id, discussion_id=discussion.id
    )
    # Not a chain: that the words cannot be edited does not keep the thread open.
    for kind in (words, Kind.SHUT_THREAD):
        tx.actions.add(NewAction(kind, lane, subject, now), now)


def _will_count(step: Action) -> bool:
    if step.state is not State.WAITING:
        return False
    # What was tried may have been said, with the count as it was then.
    return step.kind is Kind.EDIT_CLOSING or (step.kind is Kind.SEND_CLOSING and step.attempts == 0)
