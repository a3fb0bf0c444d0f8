"""Actions and their attempts: what the bot owes, tries and did."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    and_,
    or_,
    select,
    update,
)

from bot.actions.model import UNFINISHED, Action, Kind, NewAction, State, Subject
from bot.actions.outcomes import PRIORITIES, Answer, Outcome
from bot.storage.action_statements import (
    ADD,
    BEGIN,
    BEGIN_ATTEMPT,
    CANCEL,
    END,
    END_ATTEMPT,
    FORGET_ATTEMPTS,
    FREE_WHAT_NEEDS,
    GET,
    HASTEN,
    LAST_OF,
    LATEST,
    NEXT_DUE,
    OF_LANE,
    PARKED_IN,
    READY,
    READY_FROM_THE_WEB,
    RESTART,
    RETRY_PARKED,
    WITHDRAW_OPEN,
    WITHDRAWN,
)
from bot.storage.schema import actions, attempts

_SUBJECT = tuple(field.name for field in fields(Subject))


class Actions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewAction, now: datetime) -> int:
        """Owe one more deed; gives its id."""
        values = {
            "kind": new.kind,
            "lane": new.lane,
            "priority": PRIORITIES[new.kind],
            **asdict(new.subject),
            "made_at": now,
            "due_at": new.due_at,
            "after_id": new.after,
            "state": State.WAITING,
            "nonce": _nonce(),
        }
        return int(ADD.scalar(self._connection, values))

    def chain(self, steps: Iterable[NewAction], now: datetime, after: int | None = None) -> int:
        """Owe several deeds, each after the one before; gives the last one's id."""
        for step in steps:
            after = self.add(NewAction(step.kind, step.lane, step.subject, step.due_at, after), now)
        if after is None:
            raise ValueError("a chain needs at least one step")
        return after

    def get(self, action_id: int) -> Action | None:
        row = GET.first(self._connection, {"action_id": action_id})
        return action_of(row) if row else None

    def ready(
        self, now: datetime, busy_lanes: Collection[str], limit: int, *, from_the_web: bool
    ) -> list[Action]:
        """What can be performed now: the head of each lane that is due, the most pressing first.

        Either only kinds of `FROM_THE_WEB`, or only others. A parked action holds only those that
        come `after` it; a waiting or retrying one holds its lane.
        """
        if limit <= 0:
            return []
        # Of each lane at most its head is found, so that many will do with the busy ones left out.
        values = {"now": now, "most": limit + len(busy_lanes)}
        rows = (READY_FROM_THE_WEB if from_the_web else READY).rows(self._connection, values)
        free = (row for row in rows if row["lane"] not in busy_lanes)
        return [action_of(row) for row in islice(free, limit)]

    def next_due(self, now: datetime) -> datetime | None:
        """When the next action that is not yet due will be."""
        due: datetime | None = NEXT_DUE.scalar(self._connection, {"now": now})
        return due

    def begin(
        self, action_id: int, owner: str, lease_until: datetime, now: datetime
    ) -> Action | None:
        """Commit that an attempt is about to be made; None where nothing is owed any more."""
        values = {"action_id": action_id, "by": owner, "until": lease_until}
        row = BEGIN.first(self._connection, values)
        if row is None:
            return None
        action = action_of(row)
        attempt = {"action_id": action_id, "number": action.attempts, "began_at": now}
        BEGIN_ATTEMPT.run(self._connection, attempt)
        return action

    def end(self, action: Action, outcome: Outcome, now: datetime) -> State:
        """Note how the attempt ended; gives the state that follows from it."""
        state = _following(outcome, withdrawn=self.is_withdrawn(action.id))
        attempted = {"how": outcome.answer, "why": outcome.code, "at": now}
        ended = {
            "then": state,
            "why": outcome.code,
            "due": action.due_at if outcome.wait is None else now + outcome.wait,
            "at": None if state in UNFINISHED else now,
        }
        END.run(self._connection, {"action_id": action.id, **ended})
        END_ATTEMPT.run(self._connection, {"action": action.id, **attempted})
        return state

    def withdraw(self, lane: str, now: datetime) -> None:
        """Take back what the lane still owes, parked or not; what is being attempted ends as it
        ends. Nothing in other lanes waits for it any more.
        """
        FREE_WHAT_NEEDS.run(self._connection, {"in_lane": lane})
        CANCEL.run(self._connection, {"in_lane": lane, "at": now})
        WITHDRAW_OPEN.run(self._connection, {"in_lane": lane})

    def give_up_parked(self, lane: str, now: datetime) -> None:
        """Take back what is parked in the lane: nobody wants it any more."""
        self._connection.execute(
            update(actions)
            .where(actions.c.lane == lane, actions.c.state == State.PARKED)
            .values(state=State.CANCELLED, ended_at=now)
        )

    def is_withdrawn(self, action_id: int) -> bool:
        """Whether somebody changed their mind while it was being attempted."""
        return bool(WITHDRAWN.scalar(self._connection, {"action_id": action_id}))

    def parked_in(self, lane: str) -> bool:
        """Whether something of the lane is parked."""
        return PARKED_IN.first(self._connection, {"in_lane": lane}) is not None

    def may_have_happened(self, kind: Kind, lane: str, since: datetime) -> bool:
        """Whether an action of that kind happened, or an attempt ended after `since` (UTC) so that
        nobody knows.
        """
        unknown = or_(
            attempts.c.ended_at.is_(None),
            attempts.c.outcome == Answer.DONE,
            and_(
                attempts.c.ended_at > since,
                attempts.c.outcome == Answer.RETRY,
                or_(attempts.c.code.is_(None), attempts.c.code.between(500, 599)),
            ),
        )
        found = (
            select(actions.c.id)
            .join(attempts, attempts.c.action_id == actions.c.id)
            .where(actions.c.lane == lane, actions.c.kind == kind, unknown)
        )
        return self._connection.execute(found.limit(1)).first() is not None

    def hasten(self, lane: str, due_at: datetime) -> None:
        """Have what waits in the lane due by then at the latest."""
        HASTEN.run(self._connection, {"in_lane": lane, "due": due_at})

    def put_off(self, lane: str, due_at: datetime) -> None:
        """Have what waits in the lane done no sooner."""
        self._connection.execute(
            update(actions)
            .where(
                actions.c.lane == lane, actions.c.state == State.WAITING, actions.c.due_at < due_at
            )
            .values(due_at=due_at)
        )

    def unfinished(self, lane: str) -> list[Action]:
        """What the lane still owes, in order."""
        return [action_of(row) for row in OF_LANE.rows(self._connection, {"in_lane": lane})]

    def last_of(self, kind: Kind, posting_id: int) -> Action | None:
        """The newest action of that kind for a posting, whatever its state."""
        row = LAST_OF.first(self._connection, {"of_kind": kind, "posting": posting_id})
        return action_of(row) if row else None

    def latest(self, lane: str) -> Action | None:
        """The newest action of the lane, whatever its state."""
        row = LATEST.first(self._connection, {"in_lane": lane})
        return action_of(row) if row else None

    def park(self, action_id: int, code: int, now: datetime) -> None:
        """Leave it until somebody wants it tried again; the admins are told in another way."""
        self._connection.execute(
            update(actions)
            .where(actions.c.id == action_id)
            .values(state=State.PARKED, code=code, ended_at=now, told=True)
        )

    def restart(self, action_id: int, due_at: datetime) -> None:
        """Owe it anew, as if it had never been tried: with the old nonce Discord would only give
        the old message back.
        """
        again = {"action": action_id, "due": due_at, "mark": _nonce()}
        RESTART.run(self._connection, again)
        FORGET_ATTEMPTS.run(self._connection, {"action": action_id})

    def parked(self, server_id: int) -> list[Action]:
        """What could not be done and waits for an admin, oldest first."""
        rows = self._connection.execute(
            select(actions)
            .where(actions.c.server_id == server_id, actions.c.state == State.PARKED)
            .order_by(actions.c.id)
        )
        return [action_of(row._mapping) for row in rows]

    def untold(self, server_id: int) -> list[Action]:
        """Parked actions that no notice has named yet."""
        rows = self._connection.execute(
            select(actions)
            .where(
                actions.c.server_id == server_id,
                actions.c.state == State.PARKED,
                actions.c.kind != Kind.TELL_ADMINS,
                actions.c.told == False,  # noqa: E712 - SQL's comparison, not Python's
            )
            .order_by(actions.c.id)
        )
        return [action_of(row._mapping) for row in rows]

    def tell(self, action_ids: Collection[int]) -> None:
        """A notice named these."""
        self._connection.execute(
            update(actions).where(actions.c.id.in_(action_ids)).values(told=True)
        )

    def revive(self, server_id: int, now: datetime, codes: Collection[int] | None = None) -> int:
        """Try again what was parked (with one of the codes, where given); how many."""
        condition = (actions.c.server_id == server_id) & (actions.c.state == State.PARKED)
        if codes is not None:
            condition &= actions.c.code.in_(codes)
        revived = self._connection.execute(
            update(actions).where(condition).values(**_anew(now), told=False)
        )
        return revived.rowcount

    def retry_parked(self, lane: str, now: datetime) -> bool:
        """Try again what is parked in the lane; whoever was told of it is not told again."""
        return RETRY_PARKED.run(self._connection, {"in_lane": lane, "due": now}) > 0

    def revive_failed(self, server_id: int, now: datetime) -> None:
        """Try again what was parked because Discord could not be reached for hours."""
        self._connection.execute(
            update(actions)
            .where(
                actions.c.server_id == server_id,
                actions.c.state == State.PARKED,
                or_(
                    actions.c.code.is_(None),
                    actions.c.code == 429,
                    actions.c.code.between(500, 599),
                ),
            )
            .values(**_anew(now))
        )


def _anew(now: datetime) -> dict[str, Any]:
    # The attempts stay: whether one of them happened after all is looked up before the next.
    forgiven = actions.c.attempts
    return {"state": State.WAITING, "due_at": now, "ended_at": None, "forgiven": forgiven}


def _nonce() -> str:
    return secrets.token_hex(12)  # 24 characters; Discord takes 25 (docs: resources/message)


def _following(outcome: Outcome, *, withdrawn: bool) -> State:
    if outcome.answer is Answer.DONE:
        return State.DONE
    if withdrawn:
        return State.CANCELLED
    return State.WAITING if outcome.answer is Answer.RETRY else State.PARKED


def action_of(values: Mapping[str, Any] | RowMapping) -> Action:
    """The action that a row of the table holds."""
    return Action(
        id=values["id"],
        kind=Kind(values["kind"]),
        lane=values["lane"],
        subject=Subject(**{name: values[name] for name in _SUBJECT}),
        due_at=values["due_at"],
        after=values["after_id"],
        state=State(values["state"]),
        attempts=values["attempts"],
        forgiven=values["forgiven"],
        nonce=values["nonce"],
        withdrawn=values["withdrawn"],
        code=values["code"],
        ended_at=values["ended_at"],
        made_at=values["made_at"],
    )
