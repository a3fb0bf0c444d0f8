"""What rules met and nobody has to decide: one message a day for the moderators, edited.

It names no authors: where nothing is to be decided, nobody needs to know who it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.articles.layout import shortened
from bot.discussions.cases import Case, Decision, Delivery, Stage
from bot.services.titles import quoted
from bot.storage.transaction import Transaction
from bot.wording import Words, moment

LONGEST_TITLE = 80
MOST_LINES = 8
"""Each at most some 240 characters, titles escaped: a message holds 2000."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What several cases may have in common: where, by which rule, and what came of it."""

    title: str
    rule: str
    became: str


def day_of(at: datetime) -> int:
    """The day of a time in UTC, counted as `date.toordinal` does."""
    return at.astimezone(UTC).date().toordinal()


def cases_of(server_id: int, day: int, tx: Transaction) -> list[Case]:
    """The day's cases that asked for no decision."""
    begins = datetime.combine(date.fromordinal(day), time(), UTC)
    return tx.cases.undemanding(server_id, begins, begins + timedelta(days=1))


def heading(day: int, words: Words) -> str:
    """The first line, which no other message has."""
    noon = datetime.combine(date.fromordinal(day), time(12), UTC)  # most readers' same day
    return words("summary.heading", date=moment(noon))


def summary(day: int, matters: Iterable[Matter], words: Words) -> str:
    """The message as things stand."""
    counted = Counter(matters).most_common()
    lines = [_line(matter, count, words) for matter, count in counted[:MOST_LINES]]
    further = sum(count for _, count in counted[MOST_LINES:])
    if further:
        lines.append(words.plural("summary.further", further))
    return "\n".join((heading(day, words), *(lines or [words("summary.nothing")])))


def matter(case: Case, tx: Transaction, words: Words) -> Matter:
    """What a case says in the summary."""
    discussion = tx.discussions.get(case.discussion_id or 0)
    title = quoted(shortened(discussion.title, LONGEST_TITLE)) if discussion else ""
    return Matter(title, case.rule, _became(case, words))


def _line(matter: Matter, count: int, words: Words) -> str:
    return words(
        "summary.line",
        count=count,
        became=matter.became,
        rule=f"`{matter.rule}`",
        title=matter.title,
    )


def _became(case: Case, words: Words) -> str:
    if case.stage is Stage.NOTED:
        return words("summary.noted")
    if case.decision is Decision.REWORDED:
        return words("summary.reworded")
    if case.told_at is None and case.delivery is Delivery.OWED:
        return words("summary.untold")
    if case.stage is Stage.ADVISED:
        return words("summary.advised")
    return words("summary.returned")
