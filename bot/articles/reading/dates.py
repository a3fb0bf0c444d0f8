"""Dates that a source states, as machines or people write them. Never a guess.

A date without a zone is taken as UTC and one without a time as its midnight, since the source
says no more. A date without its year or day is no date, and neither is *03/04/2014*, unless the
language tells the order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from bot.articles.reading.characters import one_line
from bot.articles.reading.phrases import any_of

Order = Literal["day", "month"]
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
    re.compile(rf"{_DAY}\s?[.]\s?(?P<month>\d{{1,2}})\s?[.]\s?{_YEAR}(?!\d)"),
)
_SLASHED = re.compile(rf"(?<!\d)(?P<first>\d{{1,2}})[/-](?P<then>\d{{1,2}})[/-]{_YEAR}(?!\d)")
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
    """*31/12/2014* tells its order; *03/04/2014* does only where the language has one."""
    match = _SLASHED.search(text)
    if match is None:
        return None
    first, second = int(match["first"]), int(match["then"])
    order = _order_told(first, second) or (language and _order_of(language))
    if order == "day":
        return _found(match, second, text, day=first)
    return _found(match, first, text, day=second) if order == "month" or first == second else None


def _order_told(first: int, second: int) -> Order | None:
    if (first > 12) == (second > 12):
        return None
    return "day" if first > 12 else "month"


@lru_cache(maxsize=200)
def _order_of(language: str) -> Order | None:
    """What comes first in dates of a language; None for English of no stated country.

    By the Unicode Common Locale Data Repository; a language whose dates begin with the year has
    the day first where the year comes last.
    """
    code, _, territory = language.replace("-", "_").partition("_")
    if code.lower() == "en" and not territory:
        return None
    try:
        pattern = str(Locale.parse(language.replace("-", "_")).date_formats["short"])
    except (UnknownLocaleError, ValueError):
        return None if code.lower() == "en" else "day"
    letters = [letter for letter in pattern.lower() if letter in "dmy"]
    return "month" if letters[0] == "m" else "day"


def with_order(language: str | None, lines: Iterable[str]) -> str | None:
    """`language`, or where it leaves open what comes first in *03/04/2014*, one like the `lines`.

    A page writes its dates in one way, so that one such as *31/03/2014* tells of all.
    """
    if language and _order_of(language):
        return language
    dates = (_SLASHED.search(line) for line in lines)
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


def month_number(name: str, language: str | None = None) -> int | None:
    """1 to 12 for a month's name in the language given, in English, or in any we know."""
    word = name.casefold().rstrip(".")
    own = re.split(r"[-_]", language.lower())[0] if language else "en"
    for code in dict.fromkeys((own, "en", *_LANGUAGES)):
        if number := _months(code).get(word):
            return number
    return None


# Asked in this order where the page does not say its language, or says the wrong one.
_LANGUAGES = (
    *("es", "de", "fr", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs"),
    *("ru", "uk", "tr", "ro", "ca", "el", "hu", "id", "hr", "lt", "vi"),
)


@cache
def _months(language: str) -> dict[str, int]:
    """Names of months by the Unicode Common Locale Data Repository, as Babel carries it."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, int] = {"sept": 9} if language in ("en", "es", "fr") else {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context=context, locale=locale).items():
                names.setdefault(str(name).casefold().rstrip("."), number)
    return names
