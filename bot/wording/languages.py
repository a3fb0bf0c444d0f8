"""What languages are called, and things in a row: as each language has it (CLDR, by Babel)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from babel import Locale, localedata
from babel.lists import format_list

from bot.wording.catalogue import Words


def language_name(words: Words, code: str) -> str:
    """What a language is called in the words' own; its code where that is not known."""
    return str(Locale(words.language).languages.get(code, code))


def names_of(code: str, spoken: Iterable[str]) -> set[str]:
    """What a language is called in each of those spoken, and in itself."""
    known = filter(localedata.exists, (*spoken, code))
    return {Locale(each).languages.get(code, code) for each in known}


def listed(words: Words, names: Sequence[str]) -> str:
    """*A, B and C*."""
    return format_list(names, locale=words.language)
