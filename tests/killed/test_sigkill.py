"""A real bot is killed again and again in the middle of a busy scene, and nothing is amiss."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from tests.killed.scene import busy
from tests.killed.weather import LOST_ANSWERS, SERVER_ERRORS, Weather

KILLS = int(os.environ.get("KILLS", "200"))
BETWEEN_AUDITS = 20


async def test_a_bot_that_is_killed_and_cut_off_makes_everything_good(tmp_path: Path):
    async with busy(tmp_path, seed=7, fullest=60) as scene:
        async with scene.crowd.at_work():
            await scene.die_by_request(20)  # while the first articles are posted
            await scene.life.connected()
            weather = Weather(scene.life.discord, scene.dice)
            await weather.drop(1, resumable=True)
            await weather.fail(LOST_ANSWERS, seconds=1)
            await weather.fail_all(SERVER_ERRORS, seconds=1)
            await weather.drop(1, resumable=False)

        assert await scene.calm() == []
        assert scene.life.children or sys.platform != "linux"
        assert scene.life.orphans() == set()


@pytest.mark.soak
async def test_two_hundred_kills_leave_nothing_amiss(tmp_path: Path):
    seed = int(os.environ.get("SEED", random.randrange(10**6)))
    async with busy(tmp_path, seed, fullest=150) as scene:
        for killed in range(0, KILLS, BETWEEN_AUDITS):
            print(f"SEED={seed}: {killed} of {KILLS}", flush=True)  # noqa: T201  to play it again
            async with scene.crowd.at_work():
                for _ in range(BETWEEN_AUDITS):
                    await scene.die_somehow()

            assert await scene.calm() == []
            assert scene.life.orphans() == set()
