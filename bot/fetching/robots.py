"""What a site lets programs fetch: its robots.txt (RFC 9309)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias

from protego import Protego
from yarl import URL

from bot.fetching.answers import Fetched
from bot.fetching.errors import (
    AnswerError,
    BadUrlError,
    BusyError,
    InsecureRedirectError,
    RobotsError,
    TooLargeError,
    TooManyRedirectsError,
)

LARGEST = 1_000_000
"""Bytes; at least 500 KiB have to be read (RFC 9309, 2.5)."""
LONGEST = timedelta(days=1)
"""How long an answer may be relied on (RFC 9309, 2.4), and is where it says nothing about that."""
SHORTEST = timedelta(minutes=10)
"""An answer that is not to be kept is kept so long, or each page would cost two requests; ours."""
MOST_SITES = 2000
"""Sites whose answer is kept; ours."""

Getting: TypeAlias = Callable[[str, int], Awaitable[Fetched]]
"""Fetches an address, at most so many bytes of it; raises `FetchError`."""


@dataclass(slots=True)
class _Site:
    """What is known of a site; `until` in seconds of the clock."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Protego | None = None
    until: float = float("-inf")


class Robots:
    """The rules of the sites that were asked for theirs, for the program that calls itself so.

    `clock` gives seconds and only goes forward.
    """

    def __init__(
        self, get: Getting, agent: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._get = get
        self._agent = agent
        self._clock = clock
        self._sites: dict[URL, _Site] = {}

    async def require(self, address: URL) -> None:
        """Raise RobotsError where the site's rules forbid the page.

        A site whose rules cannot be had for now forbids all: then what kept them away is raised.
        """
        rules = await self._rules(address.origin())
        if rules is None:
            return
        # In a thread: a file of the largest size takes longer than the loop may be held.
        if not await asyncio.to_thread(rules.can_fetch, str(address), self._agent):
            raise RobotsError(host=address.host or "")

    async def _rules(self, origin: URL) -> Protego | None:
        site = self._sites.setdefault(origin, _Site())
        async with site.lock:
            if site.until <= self._clock():
                site.rules, kept = await self._asked(origin)
                site.until = self._clock() + kept.total_seconds()
                self._forget_beyond(origin)
            return site.rules

    async def _asked(self, origin: URL) -> tuple[Protego | None, timedelta]:
        """The site's rules, None where it has none, and how long to go by that."""
        try:
            answer = await self._get(str(origin / "robots.txt"), LARGEST)
        except AnswerError as error:
            # 4xx: there are none (2.3.1.3). 5xx and "too many requests": wait (2.3.1.4).
            if error.status >= 500 or isinstance(error, BusyError):
                raise
            return None, LONGEST
        except (BadUrlError, InsecureRedirectError, TooLargeError, TooManyRedirectsError):
            return None, LONGEST  # nothing that could be read as rules (2.3.1.2)
        text = answer.body.decode("utf-8", "replace")
        kept = LONGEST if answer.fresh_for is None else answer.fresh_for
        return await asyncio.to_thread(Protego.parse, text), min(max(kept, SHORTEST), LONGEST)

    def _forget_beyond(self, newest: URL) -> None:
        """Keep the sites that were asked last."""
        self._sites[newest] = self._sites.pop(newest)
        while len(self._sites) > MOST_SITES:
            del self._sites[next(iter(self._sites))]
