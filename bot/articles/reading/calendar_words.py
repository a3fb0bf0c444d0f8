"""Words of the calendar by the Unicode Common Locale Data Repository, as Babel carries it.

Names of months and weekdays in the languages that pages are in, and what a language puts first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

Order = Literal["day", "month"]
# Asked in this order where the page does not say its language, or says the wrong one.
_LANGUAGES = (
    *("es", "de", "fr", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs"),
    *("ru", "uk", "tr", "ro", "ca", "el", "hu", "id", "hr", "lt", "vi"),
)


def month_number(name: str, language: str | None = None) -> int | None:
    """1 to 12 for a month's name in the language given, in English, or in any we know."""
    word = name.casefold().rstrip(".")
    return next((months[word] for months in map(_months, _asked(language)) if word in months), None)


def weekday_number(name: str, language: str | None = None) -> int | None:
    """0 (Monday) to 6 for a weekday's name, in the same languages."""
    word = name.casefold().rstrip(".")
    return next((days[word] for days in map(_weekdays, _asked(language)) if word in days), None)


def _asked(language: str | None) -> dict[str, None]:
    own = re.split(r"[-_]", language.lower())[0] if language else "en"
    return dict.fromkeys((own, "en", *_LANGUAGES))


@lru_cache(maxsize=200)
def order_of(language: str) -> Order | None:
    """What comes first in dates of a language; None for English of no stated country.

    A language whose dates begin with the year has the day first where the year comes last.
    """
    letters = _letters(language)
    if letters is None:
        return None if language.lower().startswith("en") else "day"
    return "month" if letters.replace("y", "").startswith("m") else "day"


def ends_with_year(language: str) -> bool:
    """Whether the last of three numbers is the year in a language's dates, so far as is known."""
    letters = _letters(language)
    return letters is None or letters.endswith("y")


@lru_cache(maxsize=200)
def _letters(language: str) -> str | None:
    """*dmy*, *mdy* or *ymd*; None for a language that is not known or English of no country."""
    code, _, territory = language.replace("-", "_").partition("_")
    if code.lower() == "en" and not territory:
        return None
    try:
        pattern = str(Locale.parse(language.replace("-", "_")).date_formats["short"])
    except (UnknownLocaleError, ValueError):
        return None
    return "".join(dict.fromkeys(letter for letter in pattern.lower() if letter in "dmy"))


@cache
def _months(language: str) -> dict[str, int]:
    names: dict[str, int] = {"sept": 9} if language in ("en", "es", "fr") else {}
    return names | _names(language, get_month_names)


@cache
def _weekdays(language: str) -> dict[str, int]:
    return _names(language, get_day_names)


def _names(language: str, names_of: Callable[..., Mapping[int, str]]) -> dict[str, int]:
    """Numbers by name, written out or shortened; none for a language that is not known."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    numbers: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in names_of(width, context=context, locale=locale).items():
                numbers.setdefault(str(name).casefold().rstrip("."), number)
    return numbers
