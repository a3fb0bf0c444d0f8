"""What happened in a case of the record, step by step, for the transcript and for the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.app import RecordedCase

Name = Callable[[int | None], str]
"""What somebody is called, by id."""

_TOLD = {
    "message": "by direct message",
    "thread": "in a private thread",
    "in person": "in the answer to a command",
}
"""The ways of the record's `Delivery` in which somebody was told."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened in a case, at a time (UTC)."""

    at: datetime
    text: str


def met(recorded: RecordedCase, comment_id: int) -> list[str]:
    """What rules met in one comment of the case, and how grave that is."""
    return [
        f"{hit.rule} ({_grade(hit.verdict, evasive=hit.evasive, repeated=hit.repeated)}): “{words}”"
        for hit, words in ((each.hit, each.words) for each in recorded.hits)
        if hit.comment_id == comment_id
    ]


def _grade(verdict: str, *, evasive: bool, repeated: bool) -> str:
    steps = {", a step graver as a disguise": evasive, ", a step graver as a repeat": repeated}
    return verdict + "".join(step for step, counts in steps.items() if counts)


def steps(recorded: RecordedCase, name: Name) -> Iterator[Step]:
    """What happened, in order."""
    case, author = recorded.case, name(recorded.case.author_id)
    yield Step(case.opened_at, f"{case.rule} was met in what {author} wrote")
    if case.told_at is not None and case.delivery is not None:
        how = _TOLD.get(case.delivery.value, "")
        yield Step(case.told_at, f"{author} was told {how}".rstrip())
    if case.posted_at is not None:
        yield Step(case.posted_at, f"{author} had it posted as it was")
    if case.decided_at is not None and case.decision is not None:
        by = name(case.decided_by) if case.decided_by is not None else "the bot"
        yield Step(case.decided_at, f"{case.decision.value.capitalize()} by {by}")
