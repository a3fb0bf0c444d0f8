"""The line in which a saved page says who wrote a comment and when.

*Ana says:*, *Ana on May 14, 2014 at 3:12 pm*, *Ana – 14 May 2014*, or the name and the date on
a line each. A name that a comment addresses ("Ana, I feel that …") is not its author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from bot.articles.reading.bylines import lead_in, looks_like_name
from bot.articles.reading.characters import one_line
from bot.articles.reading.dates import FoundDate, find_date, written_date
from bot.articles.reading.phrases import any_of

_LONGEST_LINE = 160
_LONGEST_NAME = 60
_COMMENT_NUMBER = re.compile(r"^\d{5,}\s+(?=\S)")
_AROUND = " ,;:|•·–—-()[]#*_"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who wrote a comment, when (UTC), and how many of its lines say so.

    `certain` is False where a line could be something else and its place must confirm it.
    """

    author: str | None
    published: datetime | None
    lines: int
    certain: bool = True


@cache
def _says() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\d+[.)]\s+)?(?P<name>.{{1,60}}?)\s*(?:\b|(?<=\W)){any_of('says')}"
        rf"(?P<when>(?:\s*,)?\s*(?:{any_of('at')}\b)?.*?)\s*[:：.…]*",
        re.IGNORECASE,
    )


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"^(?:posted\s+)?{any_of('by')}(?::\s*|\s+)", re.IGNORECASE)


@cache
def _after_date() -> re.Pattern[str]:
    """Buttons and *said:* at the end of a line with a date."""
    words = f"(?:{any_of('controls')}|{any_of('says')})"
    return re.compile(rf"(?:(?<!\w){words}\W*)+$", re.IGNORECASE)


def attribution_of(lines: Sequence[str], *, bare: bool = False) -> Attribution | None:
    """Who wrote the comment of these lines; None where its first line does not tell.

    With `bare`, a short first line with nothing but a name is taken for one too.
    """
    first = one_line(lines[0]) if lines else ""
    if not first or len(first) > _LONGEST_LINE:
        return None
    second = _line_after(lines)
    return (
        _said(first, second)
        or _dated(first)
        or _name_over_date(first, second)
        or (_bare(first, lines) if bare else None)
    )


def _line_after(lines: Sequence[str]) -> tuple[str, int]:
    """The next line that is not blank, and how many lines end with it."""
    for number, line in enumerate(lines[1:3], start=2):
        if line.strip():
            return one_line(line), number
    return "", 1


def _said(first: str, second: tuple[str, int]) -> Attribution | None:
    """*Ana says:*, perhaps with the date behind it or on the next line."""
    match = _says().fullmatch(first)
    name = _name(match["name"]) if match else None
    if match is None or name is None:
        return None
    when = match["when"].strip(_AROUND)
    date = written_date(when) if when else None
    if when and date is None:
        return None
    if date is None and _is_date_line(second[0]):
        return Attribution(name, written_date(second[0]), second[1])
    return Attribution(
        name, date, 1, certain=date is not None or first.rstrip().endswith((":", "："))
    )


def _dated(first: str) -> Attribution | None:
    """*Ana on May 14, 2014 at 3:12 pm*: a date, and before or behind it only a name."""
    found = find_date(first)
    if found is None:
        return None
    before, behind = _around(first, found)
    name = _name(before) or _name(behind)
    if name is None and (before or behind):
        return None
    return Attribution(name, found.instant, 1, certain=name is not None)


def _around(line: str, date: FoundDate) -> tuple[str, str]:
    """What stands before and behind a date, without the words that lead to it and buttons."""
    before = lead_in().sub("", line[: date.start])
    behind = _after_date().sub("", line[date.end :])
    return before.strip(_AROUND), behind.strip(_AROUND)


def _name_over_date(first: str, second: tuple[str, int]) -> Attribution | None:
    name = _name(first)
    if name is None or not _is_date_line(second[0]):
        return None
    return Attribution(name, written_date(second[0]), second[1])


def _is_date_line(line: str) -> bool:
    """A line that holds a date and nothing else."""
    found = find_date(line) if 0 < len(line) <= 60 else None
    return found is not None and _around(line, found) == ("", "")


def _bare(first: str, lines: Sequence[str]) -> Attribution | None:
    """A name alone on its line, text under it."""
    has_text = any(line.strip() for line in lines[1:])
    is_short = len(first.split()) <= 4 and (first.endswith(":") or not first[0].islower())
    if has_text and is_short and (name := _name(first)):
        return Attribution(name, None, 1, certain=False)
    return None


def _name(text: str) -> str | None:
    name = _by().sub("", _COMMENT_NUMBER.sub("", text.strip(_AROUND)))
    short = 0 < len(name) <= _LONGEST_NAME and len(name.split()) <= 6
    return name if short and looks_like_name(name) and not re.search(r"[,;?!]\s", name) else None
