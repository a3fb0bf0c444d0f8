"""From what rules met to a case, and to what it makes the bot owe.

One person's hits in a discussion within ten minutes are one case: one notice and one card, edited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.civility.model import VERDICTS, Reason
from bot.civility.policy import Course
from bot.discussions.cases import ONE_CASE, Case, NewHit, Stage
from bot.discussions.model import Discussion, Standing
from bot.services.moderating import owing
from bot.storage.transaction import Transaction

STRIKE_LASTS = timedelta(days=90)
"""As long as removed text is kept after its case (DESIGN, invariant 9)."""
_STAGES = {
    Course.LIST: Stage.LATE,
    Course.NOTE: Stage.NOTED,
    Course.ADVISE: Stage.ADVISED,
    Course.RETURN: Stage.RETURNED,
    Course.HOLD: Stage.WAITING,
    Course.REMOVE: Stage.WAITING,
}
_ORDER = tuple(Stage)
_SUMMARISED = frozenset({Stage.NOTED, Stage.ADVISED, Stage.RETURNED})


@dataclass(frozen=True, slots=True)
class Met:
    """A comment that rules met: `reasons` as the server's policy has them, the strongest first."""

    discussion: Discussion
    comment_id: int
    author_id: int
    reasons: tuple[Reason, ...]
    course: Course


def take_up(met: Met, tx: Transaction, now: datetime) -> None:
    """Put what was met into a case, and owe what follows."""
    running = _running(met, tx, now)
    case = _case_of(met, running, tx, now)
    _keep_hits(case, met, tx, now)
    if met.course is Course.LIST:
        owing.owe_list(case.server_id, tx, now)
    elif case.stage in _SUMMARISED or (running and running.stage in _SUMMARISED):
        owing.owe_summary(case, tx, now)
    if met.course < Course.ADVISE:
        return
    hiding = _hide(case, met, tx, now) if met.course.hides else None
    if met.course is Course.REMOVE:
        expiry = now + STRIKE_LASTS
        tx.strikes.give(case.server_id, case.id, met.author_id, now, expiry)
    owing.owe_notice(case, tx, now, after=hiding)
    if case.stage is Stage.WAITING:
        owing.owe_card(case, tx, now, after=hiding)


def _running(met: Met, tx: Transaction, now: datetime) -> Case | None:
    is_late = met.course is Course.LIST
    return tx.cases.running(met.author_id, met.discussion.id, now - ONE_CASE, late=is_late)


def _case_of(met: Met, running: Case | None, tx: Transaction, now: datetime) -> Case:
    """The running case with what was met now, or a new one."""
    strongest, stage = met.reasons[0], _STAGES[met.course]
    if running is not None:
        tx.cases.change(running.id, **_graver(running, strongest, stage))
        return owing.found(running.id, tx)
    case_id = tx.cases.add(
        server_id=met.discussion.server_id,
        discussion_id=met.discussion.id,
        comment_id=met.comment_id,
        author_id=met.author_id,
        opened_at=now,
        stage=stage,
        rule=strongest.rule,
        verdict=strongest.verdict.word,
    )
    return owing.found(case_id, tx)


def _graver(running: Case, strongest: Reason, stage: Stage) -> dict[str, str]:
    """What the case is about now: the gravest that was met in it."""
    values = {"stage": max(running.stage, stage, key=_ORDER.index).value}
    if strongest.verdict > VERDICTS[running.verdict]:
        values |= {"rule": strongest.rule, "verdict": strongest.verdict.word}
    return values


def _keep_hits(case: Case, met: Met, tx: Transaction, now: datetime) -> None:
    latest = tx.standings.latest(met.comment_id)
    if latest is None:
        raise LookupError("a comment without a text")
    hits = [
        NewHit(
            comment_id=met.comment_id,
            revision_id=latest[0],
            rule=reason.rule,
            verdict=reason.verdict.word,
            surface=reason.surface.value,
            explanation=reason.explanation_key,
            span_start=reason.span.start,
            span_end=reason.span.end,
            evasive=reason.evasive,
            repeated=reason.repeated,
        )
        for reason in met.reasons
    ]
    tx.cases.add_hits(case.id, hits, now)


def _hide(case: Case, met: Met, tx: Transaction, now: datetime) -> int:
    """Take a comment out of the discussion; gives the action that the notice has to wait for."""
    is_removed = met.course is Course.REMOVE
    tx.standings.set((met.comment_id,), Standing.REMOVED if is_removed else Standing.HELD)
    owing.recount(case, tx, now)
    return owing.owe_hiding(case, met.comment_id, tx, now)
