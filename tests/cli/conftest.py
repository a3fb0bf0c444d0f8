"""A fake Discord to connect to, and the command line inside the test's own process."""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from discord.gateway import DiscordWebSocket
from discord.http import Route
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.settings import Settings
from tests.cli.fake_discord import TOKEN, FakeDiscord, opened


@pytest.fixture
async def discord_api() -> AsyncIterator[FakeDiscord]:
    async with opened() as fake:
        yield fake


@pytest.fixture
def settings(discord_api: FakeDiscord) -> dict[str, str]:
    """What points a process at the fake."""
    return {"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": f"{discord_api.url}/api"}


@pytest.fixture
def one_api(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py keeps its addresses per process; afterwards they are as they were."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


class Shell:
    """A folder in which commands are typed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "data" / "thoughts-on.db"

    def run(self, *words: str, stdin: bytes | None = None) -> Result:
        """One command, in this process."""
        return CliRunner().invoke(app, list(words), input=stdin)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """No settings of this machine, and logging afterwards as it was."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    assert "DISCORD_TOKEN" not in os.environ
    loggers = [logging.getLogger(name) for name in ("", "sqlalchemy", "discord")]
    handlers = [(logger, list(logger.handlers), logger.level) for logger in loggers]
    factory, configuration = logging.getLogRecordFactory(), structlog.get_config()
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning
    yield Shell(tmp_path)
    structlog.configure(**configuration)
    logging.setLogRecordFactory(factory)
    sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks
    for logger, kept, level in handlers:
        logger.handlers[:] = kept
        logger.setLevel(level)
