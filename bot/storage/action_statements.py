"""The statements that every step of every action runs.

Built once: building one costs more than running it.
"""

from __future__ import annotations

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

from bot.actions.model import FROM_THE_WEB, UNFINISHED, State
from bot.storage.schema import actions, attempts

_earlier = actions.alias("earlier")
_needed = actions.alias("needed")
_blocker = actions.alias("blocker")


def _is_unfinished(table: FromClause) -> ColumnElement[bool]:
    """Written out, not bound: else SQLite cannot tell that the partial indexes apply."""
    return table.c.state.in_([literal_column(f"'{state.value}'") for state in UNFINISHED])


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


GET = select(actions).where(actions.c.id == bindparam("action_id"))
_DUE = (
    select(actions)
    .where(
        _is_unfinished(actions),
        actions.c.due_at <= bindparam("now"),
        actions.c.lane.not_in(bindparam("busy", expanding=True)),
        _UNHINDERED,
        _AFTER_DONE,
    )
    .order_by(actions.c.priority, actions.c.due_at, actions.c.id)
    .limit(bindparam("most"))
)
READY = _DUE.where(actions.c.kind.not_in(FROM_THE_WEB))
READY_FROM_THE_WEB = _DUE.where(actions.c.kind.in_(FROM_THE_WEB))
NEXT_DUE = (
    select(actions.c.due_at)
    .where(_is_unfinished(actions), actions.c.due_at > bindparam("now"))
    .order_by(actions.c.due_at)
    .limit(1)
)
BEGIN = (
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
BEGIN_ATTEMPT = attempts.insert()
WITHDRAWN = select(actions.c.withdrawn).where(actions.c.id == bindparam("action_id"))
END = (
    update(actions)
    .where(actions.c.id == bindparam("action_id"))
    .values(
        state=bindparam("then"),
        code=bindparam("why"),
        due_at=bindparam("due"),
        ended_at=bindparam("at"),
    )
)
END_ATTEMPT = (
    update(attempts)
    .where(attempts.c.action_id == bindparam("action"), attempts.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"), outcome=bindparam("how"), code=bindparam("why"))
)
LATEST = (
    select(actions)
    .where(actions.c.lane == bindparam("in_lane"))
    .order_by(actions.c.id.desc())
    .limit(1)
)
RESTART = (
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
FORGET_ATTEMPTS = attempts.delete().where(attempts.c.action_id == bindparam("action"))
OF_LANE = (
    select(actions)
    .where(actions.c.lane == bindparam("in_lane"), _is_unfinished(actions))
    .order_by(actions.c.id)
)
