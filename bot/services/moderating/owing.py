"""What the bot owes about a case: hiding, posting again, a notice, a card. Each at most once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.actions.model import (
    Action,
    Kind,
    NewAction,
    State,
    Subject,
    case_lane,
    comment_lane,
    late_lane,
    notices_lane,
    summary_lane,
)
from bot.discussions.cases import Case, Delivery, Stage
from bot.discussions.model import Standing
from bot.services import counting
from bot.services.card_state import BETWEEN_LATE_EDITS
from bot.services.moderating.summaries import day_of
from bot.storage.transaction import Transaction

GATHERED = timedelta(minutes=1)
"""How long what needs no decision is gathered for one message to the moderators."""


def found(case_id: int, tx: Transaction) -> Case:
    """The case of that id; LookupError where there is none."""
    case = tx.cases.get(case_id)
    if case is None:
        raise LookupError("no such case")
    return case


def owe_hiding(case: Case, comment_id: int, tx: Transaction, now: datetime) -> int:
    """Owe the deletion of the message that carries a comment, its files saved before.

    Gives the action that does it.
    """
    lane, after = comment_lane(comment_id), None
    pending = [each for each in tx.actions.unfinished(lane) if each.kind is Kind.HIDE_COMMENT]
    if pending:
        return pending[-1].id
    subject = _about(case, comment_id)
    latest = tx.standings.latest(comment_id)
    if latest is not None and latest[1].attachments:
        after = tx.actions.add(NewAction(Kind.SAVE_FILES, lane, subject, now), now)
    return tx.actions.add(NewAction(Kind.HIDE_COMMENT, lane, subject, now, after), now)


def put_back(case: Case, comment_ids: Iterable[int], tx: Transaction, now: datetime) -> None:
    """What could not be hidden stands, and will; the rest is owed a message again."""
    out = []
    for comment_id in comment_ids:
        if is_still_seen(comment_id, tx):
            tx.actions.withdraw(comment_lane(comment_id), now)
            tx.standings.set((comment_id,), Standing.COMMENT)
        else:
            out.append(comment_id)
    recount(case, tx, now)
    release(case, out, tx, now)


def release(case: Case, comment_ids: Iterable[int], tx: Transaction, now: datetime) -> None:
    """Owe each of the comments a message in its author's name, in the order they were written."""
    after = None
    for comment_id in comment_ids:
        tx.standings.set((comment_id,), Standing.RELEASED)
        repost = NewAction(
            Kind.REPOST, comment_lane(comment_id), _about(case, comment_id), now, after
        )
        after = tx.actions.add(repost, now)


def _about(case: Case, comment_id: int) -> Subject:
    return Subject(
        case.server_id,
        discussion_id=case.discussion_id,
        comment_id=comment_id,
        case_id=case.id,
        user_id=case.author_id,
    )


def owe_notice(case: Case, tx: Transaction, now: datetime, after: int | None = None) -> None:
    """Owe the author's notice, or its edit; one that waits says how things stand by then."""
    if case.author_id is None or case.delivery is Delivery.OWED:
        return
    waiting = tx.actions.unfinished(notices_lane(case.author_id))
    if any(each.subject.case_id == case.id and each.state is State.WAITING for each in waiting):
        return
    owe_author(Kind.TELL_AUTHOR, case, tx, now, after)


def owe_author(
    kind: Kind, case: Case, tx: Transaction, now: datetime, after: int | None = None
) -> None:
    """Owe one step of telling the author."""
    subject = Subject(case.server_id, case_id=case.id, user_id=case.author_id)
    lane = notices_lane(case.author_id or 0)
    tx.actions.add(NewAction(kind, lane, subject, now, after), now)


def owe_card(case: Case, tx: Transaction, now: datetime, after: int | None = None) -> None:
    """Owe the moderators' card, or its edit; one that waits says how things stand by then.

    One that waits for what could not be done may wait for ever.
    """
    lane = case_lane(case.id)
    waiting = (each for each in tx.actions.unfinished(lane) if each.state is State.WAITING)
    if not all(_waits_for_parked(each, tx) for each in waiting):
        return
    subject = Subject(case.server_id, case_id=case.id)
    tx.actions.add(NewAction(Kind.SHOW_CASE, lane, subject, now, after), now)


def _waits_for_parked(action: Action, tx: Transaction) -> bool:
    needed = None if action.after is None else tx.actions.get(action.after)
    return needed is not None and needed.state is State.PARKED


def could_not_hide(action: Action, tx: Transaction, now: datetime) -> None:
    """The moderators learn of a case although its comment can still be read; they can delete it."""
    case = tx.cases.get(action.subject.case_id or 0)
    if case is not None and case.stage is Stage.WAITING:
        owe_card(case, tx, now)


def is_still_seen(comment_id: int, tx: Transaction) -> bool:
    """Whether the bot could not take a comment out of sight that it holds or removed."""
    return tx.actions.parked_in(comment_lane(comment_id))


def owe_summary(case: Case, tx: Transaction, now: datetime) -> None:
    """Owe the moderators the summary of the case's day, or its edit, with all that comes by then.

    Edits are spaced as Discord's caps on old messages ask.
    """
    day = day_of(case.opened_at)
    lane = summary_lane(case.server_id, day)
    waiting = any(each.state is State.WAITING for each in tx.actions.unfinished(lane))
    if waiting or tx.actions.retry_parked(lane, now):
        return
    wait = BETWEEN_LATE_EDITS if tx.summaries.get(case.server_id, day) else GATHERED
    subject = Subject(case.server_id, ordinal=day)
    tx.actions.add(NewAction(Kind.SUMMARISE, lane, subject, now + wait), now)


def owe_list(server_id: int, tx: Transaction, now: datetime) -> None:
    """Owe the moderators a list of what was met too late; one that waits will name it as well."""
    lane = late_lane(server_id)
    if not any(action.state is State.WAITING for action in tx.actions.unfinished(lane)):
        listing = NewAction(Kind.LIST_LATE, lane, Subject(server_id), now + GATHERED)
        tx.actions.add(listing, now)


def recount(case: Case, tx: Transaction, now: datetime) -> None:
    """Card and closing words say how many comments stand."""
    discussion = tx.discussions.get(case.discussion_id or 0)
    if discussion is not None:
        counting.recount(discussion, tx, now)
