"""How far a sample came, read from the actions that it owes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.actions.model import Action, Kind, State
from bot.storage.transaction import Transaction


class Step(StrEnum):
    """What is tried, in order."""

    CARD = "card"
    THREAD = "thread"
    MIRROR = "mirror"
    OPEN = "open"
    CLOSE = "close"
    REMOVE = "remove"


class Stand(StrEnum):
    """How a step stands."""

    AHEAD = "ahead"
    DONE = "done"
    FAILED = "failed"


KINDS: Mapping[Step, frozenset[Kind]] = {
    Step.CARD: frozenset({Kind.POST_CARD}),
    Step.THREAD: frozenset({Kind.START_THREAD, Kind.LOCK_FOR_MIRROR}),
    Step.MIRROR: frozenset({Kind.SEND_PART, Kind.SEND_INVITATION}),
    Step.OPEN: frozenset({Kind.OPEN_THREAD}),
    Step.CLOSE: frozenset({Kind.LOCK_THREAD, Kind.READ_TAIL, Kind.SEND_CLOSING, Kind.SHUT_THREAD}),
    Step.REMOVE: frozenset({Kind.REMOVE_TRIAL}),
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """How one step stands; `code` is Discord's where it failed (ours where that fits)."""

    stand: Stand = Stand.AHEAD
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How each step stands, in order."""

    steps: tuple[tuple[Step, Outlook], ...] = tuple((step, Outlook()) for step in Step)

    def of(self, step: Step) -> Outlook:
        """How that one stands."""
        return dict(self.steps)[step]

    @property
    def failed(self) -> bool:
        """Whether a step failed, so that no further one can be tried."""
        return any(outlook.stand is Stand.FAILED for _, outlook in self.steps)

    @property
    def at_end(self) -> bool:
        """Whether there is nothing more to try but taking it away."""
        return self.failed or self.of(Step.CLOSE).stand is Stand.DONE

    @property
    def over(self) -> bool:
        """Whether it is taken away, or cannot be for now."""
        return self.of(Step.REMOVE).stand is not Stand.AHEAD


def progress(posting_id: int, before: Progress, tx: Transaction) -> Progress:
    """How far the sample is now; what went well once stays so when its traces go."""
    if tx.postings.get(posting_id) is None:
        return _with(before, {Step.REMOVE: Outlook(Stand.DONE)})
    actions = tx.trials.steps(posting_id)
    found = {step: _outlook(each for each in actions if each.kind in KINDS[step]) for step in Step}
    settled = {step for step, outlook in before.steps if outlook.stand is not Stand.AHEAD}
    return _with(before, {step: found[step] for step in found if step not in settled})


def _with(before: Progress, changed: Mapping[Step, Outlook]) -> Progress:
    return replace(
        before, steps=tuple((step, changed.get(step, was)) for step, was in before.steps)
    )


def _outlook(actions: Iterable[Action]) -> Outlook:
    known = list(actions)
    for each in known:
        if each.state is State.PARKED:
            return Outlook(Stand.FAILED, each.code)
    done = bool(known) and all(each.state is State.DONE for each in known)
    return Outlook(Stand.DONE if done else Stand.AHEAD)
