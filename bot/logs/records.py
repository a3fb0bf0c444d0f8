"""Records of Python's own logging, through which libraries speak: harmless from their making."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any, TextIO

from bot.logs.faults import described
from bot.logs.lines import Lines
from bot.logs.literals import message


def install(level: int, lines: Lines, stream: TextIO) -> None:
    """Make every record harmless, and write those of at least `level` to `stream`."""
    logging.setLogRecordFactory(_harmless)
    root = logging.getLogger()
    root.setLevel(level)
    for handler in list(root.handlers):
        if isinstance(handler, _Handler):
            root.removeHandler(handler)
    root.addHandler(_Handler(lines, stream))


def _harmless(
    name: str,
    level: int,
    path: str,
    line: int,
    said: object,
    arguments: Any,
    exc_info: Any,
    function: str | None = None,
    *_stack: Any,
    **_others: Any,
) -> logging.LogRecord:
    """A record that holds nothing which may not be shown; what logging calls to make one."""
    shown = message(said, arguments, path)
    record = logging.LogRecord(name, level, path, line, shown, (), None, function)
    error = exc_info[1] if isinstance(exc_info, tuple) else None
    if isinstance(error, BaseException):
        record.exc_text = "\n".join(described(error))  # formatters print it as if it were theirs
    return record


class _Handler(logging.StreamHandler[TextIO]):
    def __init__(self, lines: Lines, stream: TextIO) -> None:
        super().__init__(stream)
        self._lines = lines

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, object] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
            "place": f"{record.module}.{record.funcName}:{record.lineno}",
        }
        if record.exc_text:
            event["exception"] = record.exc_text.split("\n")
        return self._lines.line(event)
