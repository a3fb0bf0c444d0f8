"""What our own events may carry: ids, counts, times, constants, and a few kinds of names.

A member's text handed over by mistake is left out, and the field's name listed as withheld.
"""

from __future__ import annotations

import re
import sys
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from structlog.processors import CallsiteParameter, CallsiteParameterAdder
from structlog.typing import EventDict, WrappedLogger

from bot.logs.faults import described
from bot.logs.literals import message

NAMES = frozenset(
    {
        "code",
        "command",
        "error",
        "format",
        "host",
        "invite_url",
        "kind",
        "lane",
        "language",
        "level",
        "outcome",
        "path",
        "route",
        "rule",
        "state",
        "status",
        "step",
        "table",
        "task",
        "timestamp",
        "version",
    }
)
"""The fields that may hold a string: one that a programmer or an operator chose."""

_ONE_WORD = re.compile(r"[!-~]{1,300}")  # printable ASCII without the space
_SPACED = {
    "path": re.compile(r"(/|[A-Z]:\\)[^\x00-\x1f]{1,300}"),
    "route": re.compile(r"[A-Z]+ /[!-~]{0,300}"),
    "task": re.compile(r"\w+ \d+"),
}

_UNFIT = object()

with_place = CallsiteParameterAdder(
    {
        CallsiteParameter.PATHNAME,
        CallsiteParameter.MODULE,
        CallsiteParameter.FUNC_NAME,
        CallsiteParameter.LINENO,
    },
)
"""A processor that notes where the event is logged; `guarded` needs it."""


def guarded(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A processor that lets pass what is harmless, and puts place and exception into words."""
    path, module = event.pop("pathname"), event.pop("module")
    place = f"{module}.{event.pop('func_name')}:{event.pop('lineno')}"
    said, error = event.pop("event"), _exception(event.pop("exc_info", None))
    fit = {name: _fit(name, value) for name, value in event.items()}
    passed: EventDict = {name: value for name, value in fit.items() if value is not _UNFIT}
    passed["event"] = message(said, (), path)
    passed["place"] = place
    if withheld := sorted(name for name, value in fit.items() if value is _UNFIT):
        passed["withheld"] = withheld
    if error is not None:
        passed["exception"] = described(error)
    return passed


def _fit(name: str, value: Any) -> Any:
    """The value as it may be shown, or `_UNFIT`."""
    match value:
        case Enum(value=str() | int() as constant):
            return constant
        case None | bool() | int() | float():
            return value
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case str():
            return value if name in NAMES and _is_name(name, value) else _UNFIT
        case list() | tuple() | set() | frozenset():
            inside = [_fit(name, item) for item in value]
            return _UNFIT if _UNFIT in inside else inside
        case _:
            return _UNFIT


def _is_name(field: str, value: str) -> bool:
    spaced = _SPACED.get(field, _ONE_WORD)
    return bool(_ONE_WORD.fullmatch(value) or spaced.fullmatch(value))


def _exception(info: Any) -> BaseException | None:
    """What `exc_info=` means: an exception, `sys.exc_info()`, or true for the one being handled."""
    match info:
        case BaseException():
            return info
        case (_, BaseException() as error, _):
            return error
        case True:
            return sys.exception()
        case _:
            return None
