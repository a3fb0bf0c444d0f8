"""The words that stand around articles and comments in many languages, as patterns.

`phrases.toml` holds those about people and comments, `furniture.toml` those of a site's own lines.
They are matched in every language at once: a page seldom says truthfully in which language its
furniture is.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    tables: dict[str, dict[str, list[str]]] = {}
    for name in ("phrases.toml", "furniture.toml"):
        text = files(__package__).joinpath(name).read_text(encoding="utf-8")
        tables |= tomllib.loads(text)
    return tables


@cache
def any_of(kind: str) -> str:
    """A pattern (a group without a name) for every phrase of a table, the longest first."""
    phrases = {phrase for phrases in _table()[kind].values() for phrase in phrases}
    return f"(?:{'|'.join(sorted(phrases, key=len, reverse=True))})"


def found_in(kind: str, text: str) -> list[str]:
    """The phrases of the table that are somewhere in `text`."""
    return _anywhere(kind).findall(text)


@cache
def _anywhere(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(kind), re.IGNORECASE)


@cache
def whole_line(kind: str) -> re.Pattern[str]:
    """Matches a line that is nothing but one phrase of the table, with its punctuation."""
    return re.compile(rf"[\W_]*{any_of(kind)}[\W_]*", re.IGNORECASE)


def is_line(kind: str, line: str) -> bool:
    """Whether `line`, white space aside, is one phrase of the table."""
    return len(line) <= _LONGEST and _matches(kind, line)


@lru_cache(maxsize=10_000)  # lines of sites come again, on one page and on the next
def _matches(kind: str, line: str) -> bool:
    return whole_line(kind).fullmatch(line) is not None


# Longer lines are prose. It also bounds the work that a pattern with `.*` can make.
_LONGEST = 300
