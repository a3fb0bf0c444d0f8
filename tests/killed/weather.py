"""What goes wrong between Discord and a bot that lives on."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.demo.loopback import Fault, Loopback

SERVER_ERRORS = (Fault(500), Fault(502), Fault(503))
LIMITS = (Fault(429, retry_after=0.3), Fault(429, retry_after=2.0), Fault(429, retry_after=35.0))
"""The last is longer than the bot lets discord.py sleep through (`max_ratelimit_timeout`)."""
LOST_ANSWERS = (
    Fault(502, after_deed=True),
    Fault(dropped=True, after_deed=True),
    Fault(dropped=True),
)


@dataclass
class Weather:
    """Makes it, as `dice` have it."""

    discord: Loopback
    dice: random.Random

    async def drop(self, times: int, *, resumable: bool) -> None:
        """Cut the bot off, and again as soon as it is back."""
        for _ in range(times):
            await self.discord.world.until(lambda: self.discord.gateway.connected)
            await self.discord.gateway.drop(resumable=resumable)
            await asyncio.sleep(self.dice.uniform(0, 1))

    async def fail(self, faults: Sequence[Fault], seconds: float) -> None:
        """Let some requests meet one of the faults: every second one, or every tenth."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.discord.faults.order(self.dice.choice(faults), nth=self.dice.randint(1, 6))
            await asyncio.sleep(0.1)
            self.discord.faults.clear()

    async def fail_all(self, faults: Sequence[Fault], seconds: float) -> None:
        """Let every request meet one of the faults."""
        for fault in faults:
            self.discord.faults.order(fault, times=math.inf)
            await asyncio.sleep(seconds / len(faults))
            self.discord.faults.clear()
