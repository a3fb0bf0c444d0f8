"""The owner of the bot's tasks, at shutdown."""

from __future__ import annotations

import asyncio

from bot.services.supervisor import Supervisor


async def test_what_a_task_starts_while_it_is_waited_for_is_waited_for_as_well():
    supervisor, done = Supervisor(), []

    async def work(left: int) -> None:
        await asyncio.sleep(0)
        done.append(left)
        if left:
            supervisor.start(work(left - 1), "more")

    supervisor.start(work(2), "first")

    assert await supervisor.wait(60)
    assert done == [2, 1, 0]


async def test_what_does_not_end_is_cancelled():
    supervisor = Supervisor()
    stuck = supervisor.start(asyncio.Event().wait(), "stuck")

    assert not await supervisor.wait(0.01)
    assert stuck.cancelled()
