"""The request budget: how many calls a second the bot makes of its own accord.

Discord allows a bot 50 requests a second in all (docs: topics/rate-limits); what people trigger by
commands needs room beside it.
"""

from __future__ import annotations

import asyncio

REQUESTS_A_SECOND = 30


class Budget:
    """A bucket of tokens that refills steadily. Who takes one when it is empty waits its turn."""

    def __init__(self, a_second: int = REQUESTS_A_SECOND) -> None:
        self._a_second = a_second
        self._tokens = float(a_second)
        self._filled_at: float | None = None

    async def take(self) -> None:
        """Take leave for one request."""
        wait = self._reserve(asyncio.get_running_loop().time())
        if wait > 0:
            await asyncio.sleep(wait)

    def _reserve(self, now: float) -> float:
        if self._filled_at is not None:
            refill = (now - self._filled_at) * self._a_second
            self._tokens = min(float(self._a_second), self._tokens + refill)
        self._filled_at = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self._a_second)
