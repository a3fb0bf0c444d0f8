"""Attempts as facts: an action is begun, and ends with what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.actions.model import Action, Kind, NewAction, State, Subject, telling_lane
from bot.actions.outcomes import MISSING_ACCESS, MISSING_RIGHTS
from bot.services.facts import (
    AdminsTold,
    AttemptBegun,
    AttemptEnded,
    Nothing,
    ReadThrough,
    RightsChanged,
)
from bot.services.moderating import owing
from bot.services.trying.following import is_tried
from bot.services.writer import Handler, handle
from bot.storage.transaction import Transaction

GATHERED = timedelta(seconds=5)
"""How long a notice waits, so that what fails for one reason at one time is told as one."""


def begin(fact: AttemptBegun, tx: Transaction, now: datetime) -> Action | None:
    """Commit the attempt before the call; gives the action as it stands, None if it is void."""
    return tx.actions.begin(fact.action_id, fact.owner, fact.lease_until, now)


def ending(handlers: Mapping[type, Handler]) -> Handler:
    """The handler of `AttemptEnded`: it hands the deed's result to that result's own handler."""

    def end(fact: AttemptEnded, tx: Transaction, now: datetime) -> None:
        state = tx.actions.end(fact.action, fact.outcome, now)
        result = fact.result
        if isinstance(result, ReadThrough) and tx.actions.is_withdrawn(fact.action.id):
            result = replace(result, final=False)  # commenting was opened again meanwhile
        if result is not None:
            handle(handlers, result, tx, now)
        if state is State.PARKED:
            _note_parked(fact.action, tx, now)

    return end


def _note_parked(action: Action, tx: Transaction, now: datetime) -> None:
    """Have the admins told, unless one of them is watching a sample and sees it.

    That a notice cannot be sent is no news for a notice: it waits until it can be.
    """
    if action.kind in (Kind.SAVE_FILES, Kind.HIDE_COMMENT):
        owing.could_not_hide(action, tx, now)
    if action.kind is Kind.TELL_ADMINS:
        return
    if is_tried(action, tx):
        tx.actions.tell([action.id])
    else:
        tell_admins(tx, action.subject.server_id, now)


def tell_admins(tx: Transaction, server_id: int, now: datetime) -> None:
    """Owe the admins one notice; several parked actions share the one not yet sent."""
    lane = telling_lane(server_id)
    pending = any(action.state is State.WAITING for action in tx.actions.unfinished(lane))
    if pending or tx.actions.retry_parked(lane, now):
        return
    if tx.actions.untold(server_id):
        due = now + GATHERED
        tx.actions.add(NewAction(Kind.TELL_ADMINS, lane, Subject(server_id), due), now)


def told(fact: AdminsTold, tx: Transaction, now: datetime) -> None:
    """The notice that names these was sent; what it had no room for comes in the next."""
    tx.actions.tell(fact.action_ids)
    tell_admins(tx, fact.server_id, now)


def owe_again(action: NewAction, tx: Transaction, now: datetime) -> None:
    """Owe what its lane owes again and again; what is being done now will see to it itself."""
    last = tx.actions.latest(action.lane)
    if last is None:
        tx.actions.add(action, now)
    elif last.state is not State.OPEN:
        tx.actions.restart(last.id, action.due_at)


def nothing(fact: Nothing, tx: Transaction, now: datetime) -> None:
    """Done is done."""


def revive(fact: RightsChanged, tx: Transaction, now: datetime) -> int:
    """Try again what was parked for want of rights; whoever was told of it is not told again.

    Servers change roles and channels all day, mostly without giving the bot anything.
    """
    untold = {action.id for action in tx.actions.untold(fact.server_id)}
    told = [each.id for each in tx.actions.parked(fact.server_id) if each.id not in untold]
    revived = tx.actions.revive(fact.server_id, now, (MISSING_ACCESS, MISSING_RIGHTS, 403))
    tx.actions.tell(told)
    tx.actions.put_off(telling_lane(fact.server_id), now + GATHERED)
    return revived
