"""Logs that carry ids and places, never what members wrote and never tokens, at any level.

One rule holds for our own lines and for every library's: **what is shown was written by a
programmer, or is a number**. So

- a message is shown only when it stands, quoted, in the source of the module that logs it, and
  what it interpolates only where that is a number (`literals`);
- an exception is its class, its numeric codes and the places it passed through; its message only
  if the class is ours and says that it is safe (`faults`);
- a field of our own events is a number, a time, a constant, or the short value of one of the few
  fields that hold names (`fields`);
- known secrets, and what looks like a token, are blotted out of the finished line (`lines`).

Libraries' records are made harmless when they are made (`records`), so that handlers which a
library adds by itself cannot show more than ours does. What ends up on standard error past all
logging (uncaught exceptions, warnings) is logged instead (`hooks`).
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from typing import Literal, TextIO

import structlog

from bot.logs import fields, hooks, records
from bot.logs.hooks import loop_exception_handler
from bot.logs.lines import Lines

__all__ = ["configure", "loop_exception_handler"]


def configure(
    level: str,
    form: Literal["text", "json"],
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Log to `stream` (standard error by default) what is at least of `level` (INFO, …).

    `form` is text for people or json, one object a line, for machines; `secrets` are never shown.
    For the whole process, and called again it starts anew. An event loop's own complaints need
    `loop.set_exception_handler(loop_exception_handler)` besides.
    """
    number = logging.getLevelNamesMapping()[level]
    lines = Lines(form, tuple(secrets))
    output = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            fields.with_place,
            fields.guarded,
            lines.render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(output),
    )
    records.install(number, lines, output)
    hooks.install()
