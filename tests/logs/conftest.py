"""Logging at DEBUG into a string, in both forms, and everything as it was afterwards."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.logs import configure

TEXT = "Kanarienvogel says what no log may repeat"
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.canary-token_0000000000000000000000000"  # noqa: S105 - nobody's


class Log:
    """What was logged so far."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def events(self) -> list[dict[str, Any]]:
        """The lines, of which each is an object (in the form for machines)."""
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[Log]:
    yield from _logging(request.param)


@pytest.fixture
def json_log() -> Iterator[Log]:
    yield from _logging("json")


def _logging(form: str) -> Iterator[Log]:
    loggers = [logging.getLogger(name) for name in ("", "sqlalchemy", "discord")]
    handlers = [(logger, list(logger.handlers), logger.level) for logger in loggers]
    factory = logging.getLogRecordFactory()
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning
    log = Log(form)
    configure("DEBUG", form, secrets=[TOKEN], stream=log.stream)
    yield log
    structlog.reset_defaults()
    logging.setLogRecordFactory(factory)
    sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks
    for logger, kept, level in handlers:
        logger.handlers[:] = kept
        logger.setLevel(level)
