"""Telling a programmer's words from anybody else's."""

from __future__ import annotations

import linecache
from collections.abc import Mapping
from functools import lru_cache

WITHHELD = "(message withheld)"


def message(said: object, arguments: object, path: str) -> str:
    """What may be shown of a message that the source file `path` logged.

    `said` is shown if it is a literal of that file: what was put together at run time, with
    whatever in it, is not. Of the `arguments` of a %-template numbers are shown, the rest is "…".
    """
    if not isinstance(said, str) or not is_literal(said, path):
        return WITHHELD
    return _filled(said, arguments)


def is_literal(said: str, path: str) -> bool:
    """Whether `said` stands, quoted and in one piece, in the source file `path`."""
    source = _source(path)
    return bool(said) and (f'"{said}"' in source or f"'{said}'" in source)


@lru_cache(maxsize=128)
def _source(path: str) -> str:
    """The text of a source file; empty for what has none, such as `<string>`."""
    return "".join(linecache.getlines(path))


def _filled(template: str, arguments: object) -> str:
    if not arguments:
        return template
    try:
        return template % _shown(arguments)
    except (TypeError, ValueError, KeyError, OverflowError):  # they do not fit each other
        return template


def _shown(arguments: object) -> object:
    # logging takes a single mapping for named arguments
    match arguments:
        case Mapping() | (Mapping(),):
            named = arguments if isinstance(arguments, Mapping) else arguments[0]
            return _Named({name: _number(value) for name, value in named.items()})
        case tuple():
            return tuple(map(_number, arguments))
        case _:
            return _Unshown()


def _number(value: object) -> object:
    # the very types: a subclass may show itself as it likes
    return value if type(value) in {int, float, bool, type(None)} else _Unshown()


class _Unshown:
    def __repr__(self) -> str:
        return "…"


class _Named(dict[object, object]):
    """Named arguments; asked for as a whole they are not shown, since their names may be data."""

    def __repr__(self) -> str:
        return "…"
