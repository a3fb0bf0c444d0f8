"""What Python itself would print to standard error, messages and all, is logged instead."""

from __future__ import annotations

import asyncio
import sys
import threading
import warnings
from types import TracebackType
from typing import Any, TextIO

import structlog

log = structlog.get_logger()


def install() -> None:
    """Take over from Python's own printing, for the whole process."""
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _uncaught_in_thread
    warnings.showwarning = _warned


def loop_exception_handler(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For `loop.set_exception_handler`: what nobody awaited, or no callback caught."""
    task = context.get("task") or context.get("future")
    name = (
        getattr(task.get_coro(), "__qualname__", None) if isinstance(task, asyncio.Task) else None
    )
    log.error("event loop complains", task=name, exc_info=context.get("exception"))


def _uncaught(
    _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
) -> None:
    log.critical("uncaught exception", exc_info=error)


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    log.error("exception nobody could catch", exc_info=found.exc_value)


def _uncaught_in_thread(found: threading.ExceptHookArgs) -> None:
    log.critical("uncaught exception in a thread", exc_info=found.exc_value)


def _warned(
    message: Warning | str,  # noqa: ARG001 - the names are Python's
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - the names are Python's
    line: str | None = None,  # noqa: ARG001 - the names are Python's
) -> None:
    log.warning("python warns", kind=category.__name__, path=filename, line=lineno)
