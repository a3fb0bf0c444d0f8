"""An embedded Discord that outlives the bots that connect to it.

    async with World.open(at=datetime(2026, 5, 4, 9, tzinfo=UTC)) as world:
        server = world.create_server("The Daily")
        channel, ana = server.create_channel("news"), server.person("Ana")
        await world.connect(bot)
        await ana.say(channel, "Good morning")
        await world.kill()

Time is virtual: it stands still until `advance` moves it, and the timers of the bot fire then, in
order. People go on while no bot is connected. Every verb returns once the bot has dealt with what
it caused. What the bot leaves unhandled is kept in `errors`, and raised when the world closes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, NoReturn, TypeVar, cast

import discord
from simcord._runtime import _BOT_SCOPE
from simcord.backend.errors import BackendError
from simcord.gateway import FakeWebSocket, ShardRouter

from .embedded import EmbeddedDiscord
from .fidelity import FaithfulBackend
from .people import Person
from .places import Channel
from .quiet import Unsettled
from .refused import Refused
from .seen import Seen
from .servers import Server
from .traffic import Hook, Killed, Phase, Request, Throttled
from .virtual_time import VirtualEnv, standing_at

__all__ = [
    "Channel",
    "Killed",
    "Person",
    "Phase",
    "Refused",
    "Request",
    "Seen",
    "Server",
    "Unsettled",
    "World",
]

_T = TypeVar("_T")

# How far the clock is moved at most for a bot that waits for timers while it closes.
_CLOSING = timedelta(minutes=1)
# Real seconds that a bot may take to come up.
_PATIENCE = 30


class World(EmbeddedDiscord):
    """A Discord of its own: servers, people, at most one bot at a time, and a clock."""

    env: VirtualEnv

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        at: datetime,
        *,
        bot_name: str = "Thoughts On",
        approved_intents: discord.Intents | None = None,
    ) -> AsyncIterator[World]:
        """A world whose clock stands at `at` (aware); by default all intents are approved.

        At the end a bot that is still connected is closed. Raises ExceptionGroup for errors of
        bots that nobody has taken.
        """
        backend = FaithfulBackend(standing_at(at))
        world = cls(backend, VirtualEnv(backend, approved_intents), bot_name)
        world.env.begin()
        try:
            yield world
        finally:
            await world._leave()
        world._raise_errors()

    async def _leave(self) -> None:
        try:
            if self.connected:
                await (self.kill() if self.dead else self.stop())
        finally:
            self.env.end()

    def _raise_errors(self) -> None:
        if errors := self.take_errors():
            raise BaseExceptionGroup("the bot left these errors unhandled", errors)

    # The bot

    async def connect(self, bot: discord.Client) -> None:
        """Log `bot` in and bring it to READY; raises what its `setup_hook` raises.

        A bot that the hook kills meanwhile is let go of, and the world is `dead`.
        """
        if self.connected:
            raise RuntimeError("a bot is connected already; kill or stop it first")
        self.backend.traffic.dead = False
        limit = asyncio.timeout(_PATIENCE)
        try:
            async with limit:
                await self.env.attach(bot)
        except Killed:
            await self.kill()
        except TimeoutError:
            if not limit.expired():
                raise
            raise Unsettled(
                f"the bot did not come up within {_PATIENCE} seconds; "
                "a timer that its setup_hook waits for only fires when the clock is moved"
            ) from None

    async def as_bot(self, deed: Coroutine[Any, Any, _T]) -> _T:
        """The result of `deed`, done as work of the bot and with all that follows from it."""
        with self.env._bot_scope():
            task = asyncio.get_running_loop().create_task(deed)
        await self.settle()
        if not task.done():
            raise Unsettled("the deed waits for something that only time or people bring")
        return task.result()

    async def stop(self) -> None:
        """Close the bot as a polite shutdown does, moving the clock for timers it waits for."""
        with self.env._bot_scope():
            closing = asyncio.get_running_loop().create_task(self.env.bot.close())
        give_up = self.now() + _CLOSING
        try:
            await self.settle()
            while not closing.done() and self.now() < give_up:
                await self._to_next_timer(give_up)
        finally:
            await self.env.detach()

    async def kill(self) -> None:
        """End the bot as SIGKILL does: its tasks and timers are cancelled, nothing is closed.

        Python runs the `finally` blocks of cancelled tasks; no request of theirs gets out.
        """
        self.backend.traffic.dead = True
        cursor = self.env.error_cursor
        await self.env.detach()
        self.env.forget_errors_since(cursor)

    @property
    def connected(self) -> bool:
        """Whether a bot is connected, be it alive or dead."""
        return self.env.attached

    def die(self) -> NoReturn:
        """What a bot's step calls to die in it, as the request hook does: raises Killed."""
        self.backend.traffic.dead = True
        raise Killed

    @property
    def dead(self) -> bool:
        """Whether the last bot was killed, by `kill` or by the hook. Connecting one ends it."""
        return self.backend.traffic.dead

    @property
    def errors(self) -> list[BaseException]:
        """What the bots left unhandled; being killed is no error."""
        kept = (_without_deaths(error) for error in self.env._errors)
        return [error for error in kept if error is not None]

    def take_errors(self) -> list[BaseException]:
        """The errors, which are then forgotten."""
        errors = self.errors
        self.env.forget_errors_since(0)
        return errors

    @asynccontextmanager
    async def gap(self) -> AsyncIterator[None]:
        """The bot's connection is lost meanwhile; then it identifies anew (READY, no RESUME)."""
        bot = self.env.bot
        socket = cast("FakeWebSocket", bot.ws)
        socket.open = False
        with self.env._bot_scope():
            bot.dispatch("disconnect")
        yield
        await self.settle()
        socket.open = True
        router = ShardRouter(self.backend, bot._connection, bot.dispatch, 1, (0,))
        with self.env._bot_scope():
            router.identify(0, replay_guilds=True)
        await self.settle()

    # What passes between the bot and Discord

    @property
    def on_request(self) -> Hook | None:
        """Called with each request of the bot, before its deed and after it; see traffic."""
        return self.backend.traffic.hook

    @on_request.setter
    def on_request(self, hook: Hook | None) -> None:
        self.backend.traffic.hook = hook

    @property
    def request_count(self) -> int:
        """How many requests the bots have made so far."""
        return self.backend.traffic.count

    def fail(
        self,
        method: str,
        path_glob: str,
        *,
        status: int = 500,
        code: int = 0,
        message: str = "made to fail",
        times: int = 1,
        retry_after: float | None = None,
    ) -> None:
        """The bot's next `times` requests that match meet this error instead of an answer.

        `method` may be `*`. The error is what discord.py raises after its own retries; a 429
        with `retry_after` (seconds) is a wait longer than `max_ratelimit_timeout`.
        """
        error = BackendError(status, code, message)
        if retry_after is not None:
            error = Throttled(retry_after)
        self.backend.traffic.fail(method, path_glob, error, times)

    def trim(self) -> None:
        """Forget the log of requests and events (about 5 KB a message), in long runs."""
        self.backend.http_requests.clear()
        self.backend.transcript.clear()

    # Time

    async def advance(self, by: timedelta) -> None:
        """Move the clock; what is due on the way happens at its own time and in order."""
        target = self.now() + by
        await self.settle()
        while await self._to_next_timer(target):
            pass
        self.env.move_to(self.env._virtual_time + (target - self.now()).total_seconds())
        await self.settle()

    async def _to_next_timer(self, last: datetime) -> bool:
        """Move to the next timer if it is due by `last`, else there; False in the latter case."""
        due = self.env.next_timer()
        end = self.env._virtual_time + (last - self.now()).total_seconds()
        self.env.move_to(min(end, due if due is not None else end))
        await self.settle()
        return due is not None and due <= end

    async def settle(self) -> None:
        """Wait until the bot has dealt with everything so far; raises Unsettled if it does not."""
        if (scope := _BOT_SCOPE.get()) is not None and scope[0] is self.env:
            raise RuntimeError("the bot's own work cannot wait until the bot has no work left")
        await self.env._settle_internal()

    @asynccontextmanager
    async def burst(self) -> AsyncIterator[None]:
        """Meanwhile people act without waiting for the bot; it gets its turn at the end."""
        self.env.holding += 1
        try:
            yield
        finally:
            self.env.holding -= 1
        await self.settle()


def _without_deaths(error: BaseException) -> BaseException | None:
    if isinstance(error, BaseExceptionGroup):
        return error.split(Killed)[1]
    return None if isinstance(error, Killed) else error
