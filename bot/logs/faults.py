"""Exceptions without their messages, which quote what was sent, stored or parsed.

    discord.errors.Forbidden status=403 code=50013
      at discord.http.HTTPClient.request:742
      at bot.services.deeds.cards.PostCard.perform:51
    caused by builtins.ConnectionResetError errno=ECONNRESET
      …

The innermost place comes first. A class of ours shows its message when it says
`message_is_safe = True`: it then answers for every message it is made with.
"""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from itertools import islice

OURS = frozenset({"bot", "cogs"})
MOST_PLACES = 30
MOST_LINKS = 10

_CODES = ("status", "code", "sqlite_errorcode", "close_code")


def described(error: BaseException) -> list[str]:
    """The exception and what led to it, a line for each class and each place."""
    lines: list[str] = []
    for link in islice(_chain(error), MOST_LINKS):
        lines.append(f"caused by {_headline(link)}" if lines else _headline(link))
        lines += [f"  at {place}" for place in _places(link)]
        lines += _members(link)
    return lines


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, then its causes as Python would show them."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        context = None if link.__suppress_context__ else link.__context__
        link = link.__cause__ or context


def _headline(error: BaseException) -> str:
    kind = type(error)
    parts = [f"{kind.__module__}.{kind.__qualname__}", *_codes(error)]
    if _is_safe(kind):
        parts.append("· " + " · ".join(str(error).splitlines()))
    return " ".join(parts)


def _is_safe(kind: type[BaseException]) -> bool:
    ours = kind.__module__.partition(".")[0] in OURS
    return ours and getattr(kind, "message_is_safe", False) is True


def _codes(error: BaseException) -> Iterator[str]:
    # vars, not getattr: a property could run code, or raise in the middle of logging
    for name in _CODES:
        if type(value := vars(error).get(name)) is int:
            yield f"{name}={value}"
    if isinstance(error, OSError) and error.errno is not None:
        yield f"errno={errno.errorcode.get(error.errno, error.errno)}"


def _places(error: BaseException) -> list[str]:
    """`module.function:line`, innermost first."""
    places = [
        f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    places.reverse()
    left_out = len(places) - MOST_PLACES
    return places[:MOST_PLACES] + ([f"{left_out} more places"] if left_out > 0 else [])


def _members(error: BaseException) -> list[str]:
    """The exceptions of a group, further in."""
    if not isinstance(error, BaseExceptionGroup):
        return []
    return [f"  | {line}" for member in error.exceptions[:MOST_LINKS] for line in described(member)]
