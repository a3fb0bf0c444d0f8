"""A world on real time, whose bots are reached over HTTP."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import discord
from simcord._clock import Clock
from simcord.backend.models import Interaction
from simcord.env import Env

from ..embedded import EmbeddedDiscord
from ..fidelity import FaithfulBackend
from .files import Files

PATIENCE = 20.0
"""Real seconds that a person waits for an answer that is on its way."""
UNANSWERED = 3.0
"""Seconds after which Discord says that the bot did not respond (DOC/interactions)."""

Listener = Callable[[str, Mapping[str, Any]], None]
"""Is given the name and the data of an event; must not change the data."""


_Until = Callable[[Callable[[], bool], float], Awaitable[None]]


class LiveClock(Clock):
    """The machine's clock, and how far somebody has moved ahead of it."""

    def now(self) -> datetime:
        """The moment it is in the world: UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.elapsed)


class LiveWorld(EmbeddedDiscord):
    """A Discord on real time; how bots reach it is told by `Loopback`."""

    def __init__(
        self,
        *,
        ahead: timedelta = timedelta(0),
        bot_name: str = "Thoughts On",
        approved_intents: discord.Intents | None = None,
        backend: FaithfulBackend | None = None,
    ) -> None:
        """A world that is `ahead` of the real time; all intents are approved unless told.

        It goes on with what is in `backend`, if that is given.
        """
        clock = LiveClock()
        clock.advance(ahead.total_seconds())
        backend = backend or FaithfulBackend(clock)
        backend.clock = clock
        super().__init__(backend, LiveEnv(backend, self.until), bot_name)
        self.approved_intents = approved_intents or discord.Intents.all()
        self._stir = asyncio.Event()
        self._clock_moved: list[Callable[[], None]] = []
        backend.cdn = self.files = Files()
        _keep_no_logs(backend)
        self.listen(lambda _event, _data: self.stir())

    @classmethod
    def after(cls, world: EmbeddedDiscord) -> LiveWorld:
        """What was in `world` when it ended, going on from the moment that its clock showed."""
        ahead = world.now() - datetime.now(UTC)
        world.backend.subscribers.clear()
        name = world.backend.bot_user.name
        return cls(ahead=ahead, bot_name=name, backend=world.backend)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with every event; gives what ends it."""
        self.backend.subscribers.append(listener)
        return lambda: self.backend.subscribers.remove(listener)

    def on_clock_moved(self, notice: Callable[[], None]) -> Callable[[], None]:
        """Have `notice` called whenever the clock was moved; gives what ends it."""
        self._clock_moved.append(notice)
        return lambda: self._clock_moved.remove(notice)

    async def advance(self, by: timedelta) -> None:
        """Move the clock ahead, and wake those who asked for it."""
        self.backend.clock.advance(by.total_seconds())
        for notice in tuple(self._clock_moved):
            notice()

    async def settle(self) -> None:
        """Do nothing: when a bot in another process has dealt with something, nobody can know."""

    async def until(self, condition: Callable[[], bool], within: float = PATIENCE) -> None:
        """Wait until `condition` holds, looking after each event and each request of a bot.

        Raises TimeoutError after `within` real seconds.
        """
        async with asyncio.timeout(within):
            while not condition():
                await self._stir.wait()

    def stir(self) -> None:
        """Something has changed: let those who wait look again."""
        self._stir.set()
        self._stir.clear()


class LiveEnv(Env):
    """SimCord's environment as people need it: it waits for answers, and for nothing else."""

    def __init__(self, backend: FaithfulBackend, until: _Until) -> None:
        super().__init__(discord.Client(intents=discord.Intents(guilds=True)))
        self.backend: FaithfulBackend = backend
        self._until = until
        self._asked: Interaction | None = None

    def _begin_operation(self, label: str) -> None:
        """Let people act side by side; SimCord allows one operation at a time."""

    def _end_operation(self) -> None:
        """See above."""

    def _notify_dispatch_observers(self, interaction: Interaction) -> None:
        self._asked = interaction

    async def _settle_internal(
        self,
        *,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109  SimCord's signature
        idle: float = 0.05,  # noqa: ARG002  SimCord's signature
        dispatch: str | None = None,
        _deadline: float | None = None,
    ) -> None:
        # Called in the step that asked, so `_asked` is what this very person wants answered.
        if dispatch == "INTERACTION_CREATE" and self._asked is not None:
            await self._answered(self._asked)

    async def _answered(self, asked: Interaction) -> None:
        try:
            await self._until(lambda: asked.responded, UNANSWERED)
            await self._until(lambda: not asked.loading, PATIENCE)
        except TimeoutError:
            return  # the person sees that the bot did not respond, or still thinks


def _keep_no_logs(backend: FaithfulBackend) -> None:
    """Keep SimCord from noting every request and event, about 5 KB a message."""
    backend.http_requests = cast("list[Any]", deque(maxlen=0))
    backend.transcript = cast("list[Any]", deque(maxlen=0))
