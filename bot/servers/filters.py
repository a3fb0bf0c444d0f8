"""Filters of a feed: which of its articles a server wants. What meets them is found elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

import re2

MOST_FILTERS = 20
LONGEST_TEXT = 200
"""Characters of a filter's text; ours."""
_MEMORY = 1 << 20
"""Bytes that matching one pattern may take; RE2 then goes on more slowly, still in linear time."""


class By(StrEnum):
    """What of an article a filter looks at."""

    WORDS = "words"
    """Words in this order in title or text, without regard to case and accents."""
    CATEGORY = "category"
    """One of the categories, whole."""
    AUTHOR = "author"
    """Words in this order in the byline."""
    PATTERN = "pattern"
    """A regular expression of RE2's, without regard to case, in title or text."""


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """`only`: nothing is posted but what a filter of this sort meets; else: all but that."""

    by: By
    text: str
    only: bool

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> EntryFilter:
        """The filter of which `asdict` made the document."""
        return cls(By(document["by"]), document["text"], document["only"])


class FilterError(ValueError):
    """What was given is no filter: a message's key with its values."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def checked(given: EntryFilter) -> EntryFilter:
    """The filter without stray spaces; `FilterError` where nothing or everything would meet it."""
    is_pattern = given.by is By.PATTERN
    text = given.text.strip() if is_pattern else " ".join(given.text.split())
    if len(text) > LONGEST_TEXT:
        raise FilterError("filter.too_long", limit=LONGEST_TEXT)
    if is_pattern:
        _check_pattern(text)
    elif not words_of(text):
        raise FilterError("filter.no_words")
    return EntryFilter(given.by, text, given.only)


def _check_pattern(text: str) -> None:
    try:
        pattern = compiled(text)
    except re2.error as error:
        raise FilterError("filter.bad_pattern", problem=_problem(error)) from error
    if pattern.search("") is not None:
        raise FilterError("filter.meets_everything")


def words_of(text: str) -> str:
    """The words between single spaces, one at each end, without case and accents."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    found = re.findall(r"\w+", "".join(each for each in parted if not unicodedata.combining(each)))
    return f" {' '.join(found)} " if found else ""


@lru_cache(maxsize=1000)
def compiled(pattern: str) -> re2._Regexp[str]:
    """A pattern without regard to case; raises `re2.error`."""
    return re2.compile(pattern, _options())


@cache
def _options() -> re2.Options:
    options = re2.Options()
    options.max_mem, options.case_sensitive, options.log_errors = _MEMORY, False, False
    return options


def _problem(error: re2.error) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
