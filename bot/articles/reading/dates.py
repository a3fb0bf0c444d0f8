"""Dates that a source states, as machines or people write them. Never a guess.

A date without a zone is taken as UTC and one without a time as its midnight, since the source
says no more. A date without its year or day is no date, and neither is *03/04/2014*, unless the
language tells the order, or a weekday before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from bot.articles.reading.calendar_words import (
    Order,
    ends_with_year,
    month_number,
    order_of,
    weekday_number,
)
from bot.articles.reading.characters import one_line
from bot.articles.reading.phrases import any_of

_ZONE = r"(?P<zone>Z\b|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?|(?-i:[A-Z]{3,4})\b)"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.h]|時|시\s?)(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    rf"(?:\s*(?P<half>[ap]\.?\s?m\b\.?))?(?:\s*{_ZONE})?(?:\s*uhr\b)?"
)
# As in: May 14, 2014 at 3:12 pm; 14.05.2014 - 09:30; le 1er mai 2014 à 10h05
_CLOCK_AFTER = re.compile(
    rf"\W{{0,4}}(?:{any_of('at')}\W{{1,3}})?(?:{any_of('at')}\s)?{_CLOCK}", re.IGNORECASE
)
# As in: 10:05 AM ET, Fri May 3, 2019; 15:12 | 14 May 2014
_CLOCK_BEFORE = re.compile(
    rf"\b{_CLOCK}\W{{0,4}}(?:[A-Z]{{2,3}}\W{{1,3}})?"
    rf"(?:{any_of('at')}\s)?(?:{any_of('weekday')}\W{{1,3}})?$",
    re.IGNORECASE,
)
_CLOCK_REACH = 40
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:(?:T|\s+)(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    rf"\s*{_ZONE}?)?(?:\[[\w/]+\])?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_WORD = r"(?P<name>[^\W\d_]{3,})"
_YEAR = r"(?P<year>(?:1[89]|20)\d{2})"
_DAY = r"(?<!\d)(?P<day>\d{1,2})"
_WRITTEN = (
    re.compile(
        rf"{_DAY}(?:st|nd|rd|th|er|\.|º|ª|-)?,?\s*(?:de |of |d[’'])?{_WORD}"
        rf"\.?,?[\s-]*(?:del? )?{_YEAR}(?!\d)",
        re.I,
    ),
    re.compile(rf"{_WORD}\.?\s*{_DAY}(?:st|nd|rd|th)?,?\s+(?:de )?{_YEAR}(?!\d)", re.I),
    re.compile(
        rf"(?<!\d){_YEAR}\.?[\s-]*(?:m\. )?{_WORD}\s*(?:mėn\. )?-?(?P<day>\d{{1,2}})(?!\d)", re.I
    ),
)
_NUMBERED = (
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*[年년./-]\s*(?P<month>\d{1,2})\s*[月월./-]\s*"
        r"(?P<day>\d{1,2})(?!\d)\s?[日일]?"
    ),
    re.compile(rf"{_DAY}\s?[.]\s?(?P<month>\d{{1,2}})\s?[.,]\s?{_YEAR}(?!\d)"),
)
_SLASHED = re.compile(rf"(?<!\d)(?P<first>\d{{1,2}})[/-](?P<then>\d{{1,2}})[/-]{_YEAR}(?!\d)")
_WEEKDAY_BEFORE = re.compile(r"([^\W\d_]{2,12})\.?,?\s*$")
# As in: 11.06.12 at 11:06 am; 7 Nov 12. Only what surely stands for a date is read so.
_SHORTENED = re.compile(
    rf"\W*(?P<first>\d{{1,2}})(?P<mark>[./-])(?P<then>\d{{1,2}})(?P=mark)(?P<year>\d{{2}})(?!\d)"
    rf"(?:{_CLOCK_AFTER.pattern})?\W*(?:#\d+)?\W*",
    re.IGNORECASE,
)
_SHORTENED_NAMED = re.compile(
    rf"\W*(?P<first>\d{{1,2}})[\s.-]+{_WORD}\.?,?[\s-]+['’]?(?P<year>\d{{2}})(?!\d)"
    rf"(?:{_CLOCK_AFTER.pattern})?\W*",
    re.IGNORECASE,
)
_MAY_BE_NUMBERED = re.compile(r"\d[./-]\d")
_MAY_HOLD_YEAR = re.compile(r"\d{4}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# RFC 2822's zones and the European ones that pages print. Others are not known for sure.
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60,
    "CEST": 120, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "JST": 540, "KST": 540,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420,
}  # fmt: skip


def machine_date(text: str | None) -> datetime | None:
    """The instant (UTC) that an attribute or a feed states; None where it is not a date."""
    if not text:
        return None
    cleaned = one_line(text)[:100]
    for pattern in (_ISO, _COMPACT):
        if match := pattern.match(cleaned):
            return _instant(match.groupdict(), int(match["month"]), int(match["day"]))
    return _mail_date(cleaned) or written_date(cleaned)


def written_date(text: str, language: str | None = None) -> datetime | None:
    """The instant (UTC) of the first full date in `text` as people write it, else None.

    `language` is a code such as `es` or `pt-BR`, where one is stated.
    """
    found = find_date(text, language)
    return found.instant if found else None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: the instant (UTC) and the characters that state it, clock included."""

    instant: datetime
    start: int
    end: int


def find_date(text: str, language: str | None = None) -> FoundDate | None:
    """The first full date in a line of text (its first 300 characters) and where it stands."""
    line = text[:300]
    return _date_in(line, language) if _MAY_HOLD_YEAR.search(line) else None


@lru_cache(maxsize=1000)  # a line is asked by several readers, and pages repeat theirs
def _date_in(line: str, language: str | None) -> FoundDate | None:
    return (
        _search(_ISO, line, lambda match: int(match["month"]))
        or _named(line, language)
        or _numbered(line)
        or _slashed(line, language)
    )


def _search(
    pattern: re.Pattern[str], text: str, month: Callable[[re.Match[str]], int | None]
) -> FoundDate | None:
    for match in pattern.finditer(text):
        number = month(match)
        if number and (found := _found(match, number, text)):
            return found
    return None


def _named(text: str, language: str | None) -> FoundDate | None:
    found = (
        _search(pattern, text, lambda match: month_number(match["name"], language))
        for pattern in _WRITTEN
    )
    return next((date for date in found if date), None)


def _numbered(text: str) -> FoundDate | None:
    found = (_search(pattern, text, lambda match: int(match["month"])) for pattern in _NUMBERED)
    return next((date for date in found if date), None)


def _slashed(text: str, language: str | None) -> FoundDate | None:
    """*31/12/2014* tells its order; *03/04/2014* does only where language or weekday has one."""
    match = _SLASHED.search(text)
    if match is None:
        return None
    first, second = int(match["first"]), int(match["then"])
    order = (
        _order_told(first, second)
        or _order_by_weekday(text[: match.start()], match, language)
        or (language and order_of(language))
    )
    if order == "day":
        return _found(match, second, text, day=first)
    return _found(match, first, text, day=second) if order == "month" or first == second else None


def _order_told(first: int, second: int) -> Order | None:
    if (first > 12) == (second > 12):
        return None
    return "day" if first > 12 else "month"


def _order_by_weekday(before: str, date: re.Match[str], language: str | None) -> Order | None:
    """The order in which the date is on the weekday that stands right before it."""
    word = _WEEKDAY_BEFORE.search(before)
    weekday = weekday_number(word[1], language) if word else None
    if weekday is None:
        return None
    year, first, then = int(date["year"]), int(date["first"]), int(date["then"])
    by_day, by_month = _weekday(year, then, first), _weekday(year, first, then)
    if (by_day == weekday) == (by_month == weekday):
        return None
    return "day" if by_day == weekday else "month"


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:  # no such day
        return None


def shortened_date(text: str, language: str | None = None) -> datetime | None:
    """The instant (UTC) of a line that is nothing but a date with a year of two digits.

    By POSIX (strptime, %y) 69 to 99 are of the last century. Three numbers need a language that
    puts the year last and tells what comes first.
    """
    if match := _SHORTENED_NAMED.fullmatch(text):
        month = month_number(match["name"], language)
        return _instant(_with_century(match), month, int(match["first"])) if month else None
    match = _SHORTENED.fullmatch(text)
    if match is None or (language and not ends_with_year(language)):
        return None
    first, then = int(match["first"]), int(match["then"])
    order = _order_told(first, then) or (language and order_of(language))
    if not order:
        return None
    month, day = (then, first) if order == "day" else (first, then)
    return _instant(_with_century(match), month, day)


def _with_century(match: re.Match[str]) -> dict[str, str | None]:
    year = int(match["year"])
    return {**match.groupdict(), "year": str(year + (1900 if year >= 69 else 2000))}


def with_order(language: str | None, lines: Iterable[str]) -> str | None:
    """`language`, or where it leaves open what comes first in *03/04/2014*, one like the `lines`.

    A page writes its dates in one way, so that one such as *31/03/2014* tells of all.
    """
    if language and order_of(language):
        return language
    numbered = (line for line in lines if _MAY_BE_NUMBERED.search(line))
    dates = (_SLASHED.search(line) or _SHORTENED.fullmatch(line) for line in numbered)
    orders = {_order_told(int(date["first"]), int(date["then"])) for date in dates if date}
    told = orders - {None}
    return {"day": "en-GB", "month": "en-US"}[told.pop() or ""] if len(told) == 1 else language


def _found(
    match: re.Match[str], month: int, text: str, *, day: int | None = None
) -> FoundDate | None:
    """The date of a match, with the time of day right after it, or right before it."""
    facts = match.groupdict()
    start, end = match.span()
    if not facts.get("hour"):
        after = _CLOCK_AFTER.match(text, end)
        before = None if after else _CLOCK_BEFORE.search(text[max(0, start - _CLOCK_REACH) : start])
        facts |= (after or before or match).groupdict()
        end = after.end() if after else end
        start -= len(before[0]) if before else 0
    instant = _instant(facts, month, day or int(match["day"]))
    return FoundDate(instant, start, end) if instant else None


def _instant(facts: Mapping[str, str | None], month: int, day: int) -> datetime | None:
    clock = {key: int(facts.get(key) or 0) for key in ("minute", "second")}
    try:
        stated = datetime(
            int(facts["year"] or 0), month, day, _hour(facts), clock["minute"],
            min(clock["second"], 59), tzinfo=_zone(facts.get("zone")),
        ).astimezone(UTC)  # fmt: skip
    except (ValueError, OverflowError):  # the 31st of February, or a year that no calendar has
        return None
    return stated if 1800 <= stated.year <= 2100 and stated != _EPOCH else None


def _hour(clock: Mapping[str, str | None]) -> int:
    hour = int(clock.get("hour") or 0)
    half = (clock.get("half") or "").lower()
    if half:
        return hour % 12 + (12 if half.startswith("p") else 0)
    return hour


def _zone(text: str | None) -> timezone:
    if not text:
        return UTC
    if text[0] in "+-":
        digits = text[1:].replace(":", "")
        minutes = (
            int(digits[:-2] or 0) * 60 + int(digits[-2:]) if len(digits) > 2 else int(digits) * 60
        )
        return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
    return timezone(timedelta(minutes=_ZONES.get(text.upper(), 0)))


def _mail_date(text: str) -> datetime | None:
    """RFC 2822, as RSS asks for."""
    try:
        stated = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # as the standard library reports
        return None
    aware = stated.replace(tzinfo=UTC) if stated.tzinfo is None else stated.astimezone(UTC)
    return aware if 1800 <= aware.year <= 2100 and aware != _EPOCH else None
