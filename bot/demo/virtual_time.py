"""SimCord's environment, bent in three ways.

It starts and goes on without a bot. Timers fire only when the world's clock is moved (SimCord lets
those of the next five seconds fire by the wall clock, so that waiting for quiet waits for them).
And quiet is noticed within a millisecond instead of fifty.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from typing import Any

import discord
from discord.app_commands import AppCommandError, CommandInvokeError, CommandTree
from simcord import _dpy_internals as dpy
from simcord._clock import Clock
from simcord._runtime import _LIVE_LOOPS, _attach_bot, _CallbackRecord
from simcord._settlement import _next_virtual_timer
from simcord.env import Env

from .fidelity.backend import FaithfulBackend
from .quiet import Unsettled, until_quiet

__all__ = ["Unsettled", "VirtualEnv", "standing_at"]

# Real seconds that the bot may be at work before it counts as stuck.
_PATIENCE = 30.0
# Rounds of cancelling after which a task that still lives is declared unkillable.
_CANCEL_ROUNDS = 200


def standing_at(moment: datetime) -> Clock:
    """A clock that shows `moment` (aware) until it is moved."""
    clock = Clock()
    clock._epoch = moment.astimezone(UTC)
    return clock


class VirtualEnv(Env):
    """An embedded Discord with no bot, or one bot after another."""

    def __init__(self, backend: FaithfulBackend, approved_intents: discord.Intents | None) -> None:
        nobody = discord.Client(intents=discord.Intents(guilds=True))
        super().__init__(nobody, approved_intents=approved_intents, settle_timeout=_PATIENCE)
        self.backend: FaithfulBackend = backend
        self.holding = 0

    @property
    def attached(self) -> bool:
        """Whether a bot is connected."""
        return self._runtime is not None

    def begin(self) -> None:
        """Take the running event loop; raises RuntimeError where another world lives on it."""
        loop = asyncio.get_running_loop()
        if loop in _LIVE_LOOPS:
            raise RuntimeError("one embedded Discord at a time lives on an event loop")
        _LIVE_LOOPS[loop] = self
        self._loop = loop
        self._started = True

    def end(self) -> None:
        """Give the event loop back."""
        self._started = False
        if self._loop is not None:
            _LIVE_LOOPS.pop(self._loop, None)

    async def attach(self, bot: discord.Client) -> None:
        """Log `bot` in and bring it to READY."""
        await _attach_bot(self, bot)

    async def detach(self) -> None:
        """Cancel whatever the bot still runs, and let go of it."""
        await self._detach_bot()

    async def _detach_bot(self) -> None:
        await self._cancel_tasks()
        await super()._detach_bot()

    async def _cancel_tasks(self) -> None:
        # SimCord cancels once and waits: a clean-up that waits on a timer would hold it for ever.
        for _ in range(_CANCEL_ROUNDS):
            living = [task for task in self._work.tasks if not task.done()]
            if not living:
                return
            for task in living:
                task.cancel()
            await asyncio.wait(living, timeout=0.001)
        names = ", ".join(sorted(str(task.get_coro()) for task in living))
        raise Unsettled(f"tasks of the bot that do not end when cancelled: {names}")

    def next_timer(self) -> float | None:
        """When the next timer of the bot or of the world is due, in virtual seconds."""
        due = (_next_virtual_timer(self._settlement_state()), self._next_resource_deadline())
        return min((at for at in due if at is not None), default=None)

    def move_to(self, virtual: float) -> None:
        """Set the clock to `virtual` seconds after the world's start; never back."""
        self._move_clock(virtual)

    def _schedule_timer(
        self, record: _CallbackRecord, callback: Any, args: Any, schedule_context: Any
    ) -> None:
        """Do nothing: moving the clock is what fires a timer."""

    async def _settle_internal(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109  SimCord's signature
        idle: float = 0.05,  # noqa: ARG002  SimCord's signature
        dispatch: str | None = None,  # noqa: ARG002  SimCord's signature
        _deadline: float | None = None,
    ) -> None:
        if self.attached and not self.holding:
            # SimCord gives a bot that connects five seconds; ours loads its rules meanwhile.
            await until_quiet(self, max(self.settle_timeout, timeout or 0.0))

    def _capture_errors(self) -> None:
        """Collect what nobody handled.

        SimCord also collects what a bot's own `CommandTree.on_error` answers, such as a refused
        check; here only what a command raised unexpectedly counts where the bot has such a handler.
        """
        dpy.capture_ui_errors(self.bot, self._record_error)
        self._capture_listener_errors()
        tree = getattr(self.bot, "tree", None)
        if isinstance(tree, CommandTree):
            self._capture_command_errors(tree)

    def _capture_listener_errors(self) -> None:
        own = self.bot.on_error

        async def on_error(event: str, /, *args: Any, **kwargs: Any) -> None:
            error = sys.exc_info()[1]
            if error is not None:
                self._record_error(error)
            await own(event, *args, **kwargs)

        self.bot.on_error = on_error  # type: ignore[method-assign]  # discord.py looks it up here

    def _capture_command_errors(self, tree: CommandTree[Any]) -> None:
        own = tree.on_error
        handles = getattr(own, "__func__", own) is not CommandTree.on_error

        async def on_error(interaction: discord.Interaction[Any], error: AppCommandError) -> None:
            if not handles or isinstance(error, CommandInvokeError):
                self._record_error(error)
            await own(interaction, error)

        tree.on_error = on_error  # type: ignore[method-assign]  # discord.py looks it up here

    def forget_errors_since(self, cursor: int) -> None:
        """Drop the errors collected after `cursor`."""
        # SimCord knows errors by id(), which Python gives again once an error is gone.
        self._error_ids -= {id(error) for error in self._errors[cursor:]}
        del self._errors[cursor:]
