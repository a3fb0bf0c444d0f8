"""No regular expression takes time that grows by powers, whatever somebody writes or publishes.

`(?:[*]+[a-z]*)+` reads a row of asterisks in each way that it can be parted: thirty of them take a
minute. What is repeated must not be a mere repetition itself, all else of it being dispensable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

# There is no public way to an expression's parts; `re` parses with this.
from re import _constants as code  # type: ignore[attr-defined] # as above
from re import _parser as parser  # type: ignore[attr-defined] # as above
from typing import Any

import pytest

import bot

_MANY = 8  # times that a part may be repeated, from which on that counts as without end
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT)


def expressions() -> Iterator[re.Pattern[Any]]:
    """Those that the modules hold by name."""
    for found in walk_packages(bot.__path__, "bot."):
        if not found.name.startswith("bot.storage.migrations"):  # run by Alembic alone
            each = vars(import_module(found.name)).values()
            yield from (value for value in each if isinstance(value, re.Pattern))


def is_ambiguous(part: Any) -> bool:
    """Whether something of a part is repeated without end while all else of it may be missing."""
    widths = [parser.SubPattern(part.state, [item]).getwidth()[0] for item in part]
    alone = (item for at, item in enumerate(part) if not sum(widths[:at] + widths[at + 1 :]))
    return any(map(_is_repetition, alone))


def _is_repetition(item: Any) -> bool:
    match item:
        case code.MAX_REPEAT | code.MIN_REPEAT, (least, most, _):
            return bool(most > max(least, _MANY))
        case code.SUBPATTERN, (*_, part):
            return is_ambiguous(part)
        case code.BRANCH, (_, parts):
            return any(map(is_ambiguous, parts))
    return False


def repeated(part: Any) -> Iterator[Any]:
    """All that is repeated in a part of an expression, but for what is never given back."""
    for operation, told in part:
        if operation in _REPEATS and told[1] > 1:
            yield told[2]
        for inner in told if isinstance(told, tuple) else (told,):
            for each in inner if isinstance(inner, list) else (inner,):
                if isinstance(each, parser.SubPattern):
                    yield from repeated(each)


def can_explode(expression: re.Pattern[Any]) -> bool:
    return any(map(is_ambiguous, repeated(parser.parse(expression.pattern, expression.flags))))


def test_no_expression_reads_a_row_in_many_ways() -> None:
    assert [found.pattern for found in expressions() if can_explode(found)] == []


@pytest.mark.parametrize(
    ("written", "explodes"),
    [
        ("(a+)+", True),
        ("x(?:[*]+[a-z]*){2,}", True),
        (r"(?:[\w.]+\s?){1,5}", True),
        ("(?:a|b*)+", True),
        ("(?:[*][a-z]*)+", False),
        (r"(?:[\w.]++\s?){1,5}", False),
        ("(?:a+,)+", False),
        ("(?:a{1,2})+", False),
    ],
)
def test_what_is_repeated_twice_over_is_seen(written: str, explodes: bool) -> None:
    assert can_explode(re.compile(written)) == explodes
