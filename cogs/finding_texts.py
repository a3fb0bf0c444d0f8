"""What a look at a server found, as lines for an admin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.services.findings import Finding, Grade
from bot.wording import Words
from cogs.answers import LONGEST_TEXT, fitting

MARKS: Mapping[Grade, str] = {Grade.WRONG: "❌", Grade.NOTE: "ℹ️", Grade.SOUND: "✅"}
"""In the order in which they are told."""


def findings_text(words: Words, found: Iterable[Finding], longest: int = LONGEST_TEXT) -> str:
    """The worst first, as many whole lines as have room, and how many more there are."""
    by_grade = sorted(found, key=lambda each: list(MARKS).index(each.grade))
    lines = [marked(each) for each in by_grade]
    shown = fitting(lines, longest)
    if left := len(lines) - len(shown):
        shown.append(words.plural("checkup.more", left))
    return "\n".join(shown)


def marked(finding: Finding) -> str:
    """A finding as a line."""
    return f"{MARKS[finding.grade]} {finding.text}"
