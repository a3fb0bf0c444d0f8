"""A world: its time, its errors, and its bot at work."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import discord
import pytest

from bot.demo.world import Unsettled, World

from .busy import with_bot
from .conftest import START, Scene


async def test_the_clock_stands_still_until_it_is_moved(world: World) -> None:
    await asyncio.sleep(0.01)
    assert world.now() == START

    await world.advance(timedelta(days=400))

    assert world.now() == START + timedelta(days=400)


async def test_timers_fire_at_their_time_and_in_order(world: World) -> None:
    fired: list[tuple[str, timedelta]] = []

    def note(name: str) -> None:
        fired.append((name, world.now() - START))

    async def schedule(_message: discord.Message) -> None:
        loop = asyncio.get_running_loop()
        for name, seconds in (("late", 7200.0), ("soon", 2.0), ("at once", 0.0)):
            loop.call_later(seconds, note, name)
        loop.call_at(loop.time() + 60, note, "a minute")

    channel, ana, _ = await with_bot(world, schedule)
    began = time.perf_counter()
    await ana.say(channel, "Go")
    assert [name for name, _ in fired] == ["at once"]

    await world.advance(timedelta(hours=3))

    assert [name for name, _ in fired] == ["at once", "soon", "a minute", "late"]
    assert [round(at.total_seconds()) for _, at in fired] == [0, 2, 60, 7200]
    assert time.perf_counter() - began < 2


async def test_a_sleeping_task_does_not_hold_the_world_up(world: World) -> None:
    done: list[str] = []

    async def doze(message: discord.Message) -> None:
        await asyncio.wait_for(asyncio.sleep(3600), timeout=7200)
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(60))
        done.append(message.content)

    channel, ana, _ = await with_bot(world, doze)

    await ana.say(channel, "Sleep")
    assert done == []
    await world.advance(timedelta(hours=2))

    assert done == ["Sleep"]


async def test_work_in_threads_is_waited_for(world: World) -> None:
    done: list[str] = []

    async def work(message: discord.Message) -> None:
        loop = asyncio.get_running_loop()
        done.append(await loop.run_in_executor(None, message.content.upper))

    channel, ana, _ = await with_bot(world, work)

    await ana.say(channel, "loud")

    assert done == ["LOUD"]


async def test_a_task_that_parks_for_no_reason_is_named(world: World) -> None:
    async def park(_message: discord.Message) -> None:
        await asyncio.Event().wait()

    channel, ana, _ = await with_bot(world, park)
    world.env.settle_timeout = 0.05

    with pytest.raises(Unsettled, match="on_message") as unsettled:
        await ana.say(channel, "Wait")
    assert __file__ in str(unsettled.value)
    await world.kill()


async def test_errors_that_nobody_handled_end_the_world_with_a_report() -> None:
    async def fail(_message: discord.Message) -> None:
        raise LookupError("nothing there")

    async def live() -> None:
        async with World.open(START) as world:
            channel, ana, _ = await with_bot(world, fail)
            await ana.say(channel, "Go")

    with pytest.raises(BaseExceptionGroup) as report:
        await live()

    assert [type(error) for error in report.value.exceptions] == [LookupError]


async def test_errors_can_be_taken(world: World) -> None:
    async def fail(_message: discord.Message) -> None:
        raise LookupError("nothing there")

    channel, ana, _ = await with_bot(world, fail)
    await ana.say(channel, "Go")

    (error,) = world.take_errors()

    assert isinstance(error, LookupError)
    assert world.errors == []


async def test_a_gap_in_the_connection_ends_in_another_ready(scene: Scene) -> None:
    scene.bot.heard.clear()

    async with scene.world.gap():
        await scene.ana.say(scene.channel, "Unheard")
    await scene.ana.say(scene.channel, "Heard")

    assert [message.content for message in scene.bot.told("message")] == ["Heard"]
    names = [name for name, _ in scene.bot.heard if name in ("disconnect", "ready", "resumed")]
    assert names == ["disconnect", "ready"]


async def test_in_a_burst_the_bot_gets_its_turn_at_the_end(world: World) -> None:
    seen_at: list[int] = []

    async def count(message: discord.Message) -> None:
        seen_at.append(len(world.channel(message.channel.id).messages))

    channel, ana, _ = await with_bot(world, count)

    async with world.burst():
        for n in range(5):
            await ana.say(channel, f"{n}")

    assert seen_at == [5] * 5


async def test_two_worlds_do_not_share_an_event_loop(world: World) -> None:
    with pytest.raises(RuntimeError, match="one embedded Discord"):
        async with World.open(START):
            pass


async def test_the_bot_s_own_work_does_not_drive_the_world(scene: Scene) -> None:
    with pytest.raises(RuntimeError, match="the bot's own work"):
        await scene.world.as_bot(scene.world.settle())


async def test_the_logs_of_long_runs_can_be_trimmed(scene: Scene) -> None:
    await scene.ana.say(scene.channel, "Hello")

    scene.world.trim()

    assert scene.world.backend.transcript == []
    assert scene.world.backend.http_requests == []


async def test_the_application_shows_the_intents_that_are_on(scene: Scene) -> None:
    """Contract: DOC/resources/application, Application Flags."""
    application = await scene.world.as_bot(scene.bot.application_info())

    assert application.flags.gateway_message_content_limited
