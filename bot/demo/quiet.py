"""Waiting until the bot has nothing left to do.

A task of the bot rests when it waits for a timer of the virtual clock, for a gateway event
(`Client.wait_for`), for a view, or for tasks that all rest. Anything else, a database, a thread, a
socket, is work in progress and is waited for in real time. A wait that none of these explains,
such as an idle `Queue.get()`, ends in `Unsettled` with the place where it stands.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simcord import _dpy_internals as dpy
from simcord._runtime import _CallbackRecord

if TYPE_CHECKING:
    from .virtual_time import VirtualEnv

# A timer this close to the present fires now: a zero delay is a microsecond in SimCord.
_TICK = 0.001
# How long work in threads is waited for before looking again; a finished task wakes earlier.
_QUANTUM = 0.002


class Unsettled(TimeoutError):  # noqa: N818  its name says what the bot is
    """The bot is still busy, or parked where nothing explains it."""


async def until_quiet(env: VirtualEnv, patience: float) -> None:
    """Return once nothing of the bot runs; raises Unsettled after `patience` real seconds."""
    deadline = dpy.real_monotonic() + patience
    calm = 0
    while calm < 2:  # twice: what just ended may have scheduled its successor
        _fire_due_timers(env)
        await asyncio.sleep(0)
        is_moving = _is_moving(env)
        # Judging tasks takes long, and says nothing new while something runs.
        waits = () if is_moving else env._work.executors or _working(env)
        if not (is_moving or waits):
            calm += 1
            continue
        calm = 0
        if dpy.real_monotonic() > deadline:
            raise Unsettled(_explanation(_working(env), patience))
        if waits:
            await asyncio.wait(tuple(waits), timeout=_QUANTUM, return_when=asyncio.FIRST_COMPLETED)


def _is_moving(env: VirtualEnv) -> bool:
    """Whether something runs in the loop's next round."""
    return _has_callbacks(env) or any(map(_runnable, _living(env)))


def _working(env: VirtualEnv) -> list[asyncio.Task[Any]]:
    rest = _Rest(env)
    return [task for task in _living(env) if not rest.of(task)]


def _living(env: VirtualEnv) -> list[asyncio.Task[Any]]:
    return [task for task in env._work.tasks if not task.done()]


def _records(env: VirtualEnv) -> list[_CallbackRecord]:
    live = [r for r in env._work.callbacks if r.handle is not None and not r.handle.cancelled()]
    env._work.callbacks[:] = live
    return live


def _has_callbacks(env: VirtualEnv) -> bool:
    return any(r.when is None or r.when <= env._virtual_time + _TICK for r in _records(env))


def _fire_due_timers(env: VirtualEnv) -> None:
    horizon = env._virtual_time + _TICK
    due = sorted(
        ((r.when, r.handle) for r in _records(env) if r.when is not None and r.when <= horizon),
        key=lambda pair: pair[0],
    )
    for when, handle in due:
        env.move_to(when)
        if handle is not None and not handle.cancelled():
            handle._run()


def _waiter(task: asyncio.Task[Any]) -> asyncio.Future[Any] | None:
    waiter: asyncio.Future[Any] | None = getattr(task, "_fut_waiter", None)
    return waiter


def _runnable(task: asyncio.Task[Any]) -> bool:
    waiter = _waiter(task)
    return waiter is None or waiter.done()


class _Rest:
    """Judges whether tasks rest, at one moment."""

    def __init__(self, env: VirtualEnv) -> None:
        self._env = env
        self._timed = {id(future) for future in _timed_futures(env)}
        self._known: dict[int, bool] = {}

    def of(self, task: asyncio.Task[Any]) -> bool:
        """Whether only the clock, Discord or a person can wake `task`."""
        if id(task) not in self._known:
            self._known[id(task)] = False  # tasks that wait for each other in a ring never rest
            self._known[id(task)] = self._judge(task)
        return self._known[id(task)]

    def _judge(self, task: asyncio.Task[Any]) -> bool:
        waiter = _waiter(task)
        if waiter is None or waiter.done():
            return False
        if self._is_awaited_from_outside(waiter):
            return True
        parts = [part for part in dpy.composed_tasks(task, waiter) if not part.done()]
        return bool(parts) and all(self._is_resting(part) for part in parts)

    def _is_resting(self, part: asyncio.Future[Any]) -> bool:
        if isinstance(part, asyncio.Task):
            return part in self._env._work.tasks and self.of(part)
        return self._is_awaited_from_outside(part)

    def _is_awaited_from_outside(self, waiter: asyncio.Future[Any]) -> bool:
        bot = self._env.bot
        return (
            id(waiter) in self._timed
            or dpy.is_listener_future(bot, waiter)
            or dpy.is_view_wait_future(bot, waiter)
        )


def _timed_futures(env: VirtualEnv) -> Iterator[Any]:
    """The futures that a timer of the virtual clock will resolve."""
    for record in _records(env):
        if record.when is not None and record.handle is not None:
            yield from getattr(record.handle, "_args", ()) or ()


def _explanation(working: list[asyncio.Task[Any]], patience: float) -> str:
    places = "\n".join(f"  {_place(task)}" for task in working) or "  work in a thread"
    return (
        f"the bot is still at work after {patience:g} seconds; it waits at\n{places}\n"
        "Nothing may park on a queue or an event: start a task when there is something to do."
    )


def _place(task: asyncio.Task[Any]) -> str:
    """The task's name, and the innermost line of its stack that is not asyncio's own."""
    coroutine: Any = task.get_coro()
    name, where = dpy.task_label(coroutine), "an unknown place"
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None)
        if frame is not None and "asyncio" not in Path(frame.f_code.co_filename).parts:
            where = f"{frame.f_code.co_filename}:{frame.f_lineno}"
        coroutine = getattr(coroutine, "cr_await", None)
    return f"{name} at {where}"
