"""What was owed for an article, in words: done, due, tried in vain, left.

Steps of one sort (the many messages of a text, say) are told together; what went well at the first
try takes one line in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.actions.model import Kind, State
from bot.storage.histories import Step
from bot.wording import Words, moment, reason

SORTS: Mapping[Kind, str] = {
    Kind.PUBLISH: "why.step.publish",
    Kind.POST_CARD: "why.step.card",
    Kind.START_THREAD: "why.step.thread",
    Kind.LOCK_FOR_MIRROR: "why.step.thread",
    Kind.SEND_PART: "why.step.text",
    Kind.SEND_INVITATION: "why.step.invitation",
    Kind.OPEN_THREAD: "why.step.opening",
    Kind.PLAN_CORRECTION: "why.step.correction",
    Kind.OPEN_FOR_CORRECTION: "why.step.correction",
    Kind.EDIT_PART: "why.step.correction",
    Kind.EDIT_INVITATION: "why.step.correction",
    Kind.END_CORRECTION: "why.step.correction",
}
"""What is worth telling; by kind of action."""


def told_steps(words: Words, steps: Iterable[Step]) -> list[str]:
    """A line for what is in place, and one for each sort of steps that took or takes longer."""
    sorts: dict[str, list[Step]] = {}
    for step in steps:
        if step.action.kind in SORTS and step.action.state is not State.CANCELLED:
            sorts.setdefault(SORTS[step.action.kind], []).append(step)
    smooth = [key for key, each in sorts.items() if _was_smooth(each)]
    lines = []
    if smooth:
        done = ", ".join(_name(words, sorts[key][0]) for key in smooth)
        lines.append(words("why.in_place", what=done))
    lines += (_line(words, each) for key, each in sorts.items() if key not in smooth)
    return lines


def _was_smooth(steps: Sequence[Step]) -> bool:
    return all(step.action.state is State.DONE and len(step.attempts) <= 1 for step in steps)


def _line(words: Words, steps: Sequence[Step]) -> str:
    """How the first of these stands that is not done, or that took several attempts."""
    step = next((each for each in steps if each.action.state is not State.DONE), None)
    step = step or max(steps, key=lambda each: len(each.attempts))
    action, tries = step.action, step.attempts
    what = _name(words, step)
    if action.state is State.PARKED:
        return words("why.parked", what=what, why=reason(words, action.code))
    if action.state is State.DONE:
        count = len(tries)
        return words.plural("why.done_after", count, what=what, answers=_answers(words, step))
    due = moment(action.due_at, "f")
    if action.state is State.OPEN:
        return words("why.under_way", what=what)
    if not tries:
        return words("why.waiting", what=what, time=due)
    return words.plural(
        "why.retrying", len(tries), what=what, answers=_answers(words, step), time=due
    )


def _name(words: Words, step: Step) -> str:
    return words(SORTS[step.action.kind])


def _answers(words: Words, step: Step) -> str:
    """What was answered to the attempts that did not succeed, each answer once."""
    return ", ".join(dict.fromkeys(_said(words, step)))


def _said(words: Words, step: Step) -> Iterator[str]:
    for attempt in step.attempts:
        if attempt.outcome == "done":
            continue
        if attempt.code is not None:
            yield words("why.answer", code=attempt.code)
        elif attempt.outcome is None:
            yield words("why.answer_unknown")
        elif step.action.kind is Kind.PUBLISH:
            yield words("why.page_away")
        else:
            yield words("why.no_answer")
