"""The statements that every step of every action runs, prepared once."""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    FromClause,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    update,
)

from bot.actions.model import FROM_THE_WEB, UNFINISHED, State, Subject
from bot.storage.prepared import PreparedByName
from bot.storage.schema import actions, attempts

_earlier = actions.alias("earlier")
_needed = actions.alias("needed")
_blocker = actions.alias("blocker")


def _is_unfinished(table: FromClause) -> ColumnElement[bool]:
    """Written out, not bound: else SQLite cannot tell that the partial indexes apply."""
    return table.c.state.in_([_written_out(state) for state in UNFINISHED])


def _written_out(value: StrEnum) -> ColumnElement[str]:
    return literal_column(f"'{value.value}'")


# What waits for a parked action hinders nothing that does not wait for it too.
_UNHINDERED = ~exists().where(
    _earlier.c.lane == actions.c.lane,
    _earlier.c.id < actions.c.id,
    _is_unfinished(_earlier),
    ~exists().where(_blocker.c.id == _earlier.c.after_id, _blocker.c.state == State.PARKED),
)
_AFTER_DONE = or_(
    actions.c.after_id.is_(None),
    exists().where(_needed.c.id == actions.c.after_id, _needed.c.state == State.DONE),
)


_SUBJECT = tuple(field.name for field in fields(Subject))
ADD = PreparedByName(
    actions.insert().returning(actions.c.id),
    (
        "kind",
        "lane",
        "priority",
        *_SUBJECT,
        "made_at",
        "due_at",
        "after_id",
        "state",
        "nonce",
    ),
)
GET = PreparedByName(select(actions).where(actions.c.id == bindparam("action_id")))
_DUE = (
    select(actions)
    .where(
        _is_unfinished(actions),
        actions.c.due_at <= bindparam("now"),
        _UNHINDERED,
        _AFTER_DONE,
    )
    .order_by(actions.c.priority, actions.c.due_at, actions.c.id)
    .limit(bindparam("most"))
)
_WEB_KINDS = [_written_out(kind) for kind in sorted(FROM_THE_WEB)]
READY = PreparedByName(_DUE.where(actions.c.kind.not_in(_WEB_KINDS)))
READY_FROM_THE_WEB = PreparedByName(_DUE.where(actions.c.kind.in_(_WEB_KINDS)))
NEXT_DUE = PreparedByName(
    select(actions.c.due_at)
    .where(_is_unfinished(actions), actions.c.due_at > bindparam("now"))
    .order_by(actions.c.due_at)
    .limit(1)
)
BEGIN = PreparedByName(
    update(actions)
    .where(actions.c.id == bindparam("action_id"), _is_unfinished(actions))
    .values(
        state=State.OPEN,
        attempts=actions.c.attempts + 1,
        owner=bindparam("by"),
        lease_until=bindparam("until"),
    )
    .returning(actions)
)
BEGIN_ATTEMPT = PreparedByName(attempts.insert(), ("action_id", "number", "began_at"))
WITHDRAWN = PreparedByName(
    select(actions.c.withdrawn).where(actions.c.id == bindparam("action_id"))
)
END = PreparedByName(
    update(actions)
    .where(actions.c.id == bindparam("action_id"))
    .values(
        state=bindparam("then"),
        code=bindparam("why"),
        due_at=bindparam("due"),
        ended_at=bindparam("at"),
    )
)
END_ATTEMPT = PreparedByName(
    update(attempts)
    .where(attempts.c.action_id == bindparam("action"), attempts.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"), outcome=bindparam("how"), code=bindparam("why"))
)
LATEST = PreparedByName(
    select(actions)
    .where(actions.c.lane == bindparam("in_lane"))
    .order_by(actions.c.id.desc())
    .limit(1)
)
RESTART = PreparedByName(
    update(actions)
    .where(actions.c.id == bindparam("action"))
    .values(
        state=State.WAITING,
        attempts=0,
        due_at=bindparam("due"),
        nonce=bindparam("mark"),
        ended_at=None,
        code=None,
        withdrawn=False,
        told=False,
        forgiven=0,
    )
)
FORGET_ATTEMPTS = PreparedByName(
    attempts.delete().where(attempts.c.action_id == bindparam("action"))
)
_UNDONE = (*UNFINISHED, State.PARKED)
_IN_LANE = actions.c.lane == bindparam("in_lane")
FREE_WHAT_NEEDS = PreparedByName(
    update(actions)
    .where(
        actions.c.after_id.in_(
            select(_needed.c.id).where(
                _needed.c.lane == bindparam("in_lane"),
                _needed.c.state.in_([_written_out(state) for state in _UNDONE]),
            )
        )
    )
    .values(after_id=None)
)
CANCEL = PreparedByName(
    update(actions)
    .where(
        _IN_LANE,
        actions.c.state.in_([_written_out(state) for state in (State.WAITING, State.PARKED)]),
    )
    .values(state=State.CANCELLED, ended_at=bindparam("at"))
)
WITHDRAW_OPEN = PreparedByName(
    update(actions).where(_IN_LANE, actions.c.state == State.OPEN).values(withdrawn=True)
)
RETRY_PARKED = PreparedByName(
    update(actions)
    .where(_IN_LANE, actions.c.state == State.PARKED)
    .values(
        state=State.WAITING, due_at=bindparam("due"), ended_at=None, forgiven=actions.c.attempts
    )
)
PARKED_IN = PreparedByName(
    select(actions.c.id).where(_IN_LANE, actions.c.state == State.PARKED).limit(1)
)
LAST_OF = PreparedByName(
    select(actions)
    .where(actions.c.kind == bindparam("of_kind"), actions.c.posting_id == bindparam("posting"))
    .order_by(actions.c.id.desc())
    .limit(1)
)
HASTEN = PreparedByName(
    update(actions)
    .where(_IN_LANE, actions.c.state == State.WAITING, actions.c.due_at > bindparam("due"))
    .values(due_at=bindparam("due"))
)
OF_LANE = PreparedByName(
    select(actions)
    .where(actions.c.lane == bindparam("in_lane"), _is_unfinished(actions))
    .order_by(actions.c.id)
)
