"""The scene, played once for all tests that only look at its end."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.outcome import Outcome
from bot.demo.playing import play
from tests.cli.conftest import shell

__all__ = ["outcome", "shell"]


@pytest.fixture(scope="session")
def outcome() -> Outcome:
    return asyncio.run(play())
