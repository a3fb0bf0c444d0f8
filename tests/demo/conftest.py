"""The scene, played once for all tests that only look at its end."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.outcome import Outcome
from bot.demo.playing import play


@pytest.fixture(scope="session")
def outcome() -> Outcome:
    return asyncio.run(play())
