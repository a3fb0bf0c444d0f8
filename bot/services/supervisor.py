"""The owner of every task the bot starts. Nothing idles: a task works until nothing is due."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

log = structlog.get_logger()


class Supervisor:
    """Starts tasks, logs what escapes them, and waits for them at shutdown."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run `work` as a task of that name."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def wait(self, seconds: float) -> bool:
        """Give running tasks that long to end, and what they start; then cancel them.

        False if some had to be.
        """
        loop, in_time = asyncio.get_running_loop(), True
        ends = loop.time() + seconds
        while running := [task for task in self._tasks if task is not asyncio.current_task()]:
            _, late = await asyncio.wait(running, timeout=max(ends - loop.time(), 0))
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
            in_time = in_time and not late
        return in_time

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("task failed", task=task.get_name(), exc_info=error)
