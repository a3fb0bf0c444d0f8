"""A real bot lives through what goes wrong between it and Discord, and nothing is amiss."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.killed.scene import busy
from tests.killed.weather import LIMITS, LOST_ANSWERS, SERVER_ERRORS, Weather

Storm = Callable[[Weather], Awaitable[None]]

STORMS: dict[str, Storm] = {
    "a gateway that drops and lets the bot resume": lambda it: it.drop(20, resumable=True),
    "a gateway that drops and has forgotten it": lambda it: it.drop(20, resumable=False),
    "five minutes of server errors": lambda it: it.fail_all(SERVER_ERRORS, seconds=300),
    "a minute of rate limits": lambda it: it.fail(LIMITS, seconds=60),
    "a minute of answers lost": lambda it: it.fail(LOST_ANSWERS, seconds=60),
}
LONGEST_RECOVERY = 600.0
"""Seconds: after five minutes of errors the next attempt is up to four minutes away."""


@pytest.mark.soak
@pytest.mark.parametrize("name", STORMS)
async def test_a_storm_leaves_nothing_amiss(tmp_path: Path, name: str):
    dice = random.Random(name)
    async with busy(tmp_path, seed=11, fullest=150) as scene:
        async with scene.crowd.at_work():
            await STORMS[name](Weather(scene.life.discord, dice))

        assert await scene.calm(LONGEST_RECOVERY) == []
        assert scene.life.count == 1
