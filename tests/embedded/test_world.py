"""A world: its time, its bots and their deaths, what passes between them and Discord."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.demo.world import Killed, Request, Unsettled, World

from .conftest import START, Onlooker, Scene


class Busy(Onlooker):
    """Does what a test tells it to when somebody writes."""

    def __init__(self, deed: Any) -> None:
        super().__init__()
        self.deed = deed
        self.closed_politely = False

    async def on_message(self, message: discord.Message) -> None:
        await self.deed(message)

    async def close(self) -> None:
        self.closed_politely = True
        await super().close()


async def with_bot(world: World, deed: Any) -> tuple[Any, Any, Busy]:
    server = world.create_server("The Daily")
    channel, ana = server.create_channel("news"), server.person("Ana")
    bot = Busy(deed)
    await world.connect(bot)
    return channel, ana, bot


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


async def test_people_go_on_while_no_bot_is_connected(scene: Scene) -> None:
    await scene.world.stop()
    message = await scene.ana.say(scene.channel, "Draft")
    await scene.ana.edit(message, "Final")
    thread = await scene.ana.start_thread(message, "Talk")
    await scene.mod.lock(thread)
    await scene.world.advance(timedelta(days=1))

    bot = Onlooker()
    await scene.world.connect(bot)

    (found,) = [m async for m in scene.world.env.bot.get_channel(scene.channel.id).history()]  # type: ignore[union-attr]  # a text channel
    assert found.content == "Final"
    assert bot.told("message") == []
    assert (await scene.ana.command("/greet", scene.channel)).acknowledged


async def test_a_command_to_an_absent_bot_gets_no_answer(scene: Scene) -> None:
    await scene.world.kill()

    answer = await scene.ana.command("/greet", scene.channel)

    assert not answer.acknowledged
    assert answer.message is None


async def test_killing_closes_nothing_and_ends_everything(world: World) -> None:
    steps: list[str] = []

    async def long(message: discord.Message) -> None:
        asyncio.get_running_loop().call_later(5, steps.append, "timer")
        await asyncio.sleep(10)
        steps.append("woke")

    channel, ana, bot = await with_bot(world, long)
    await ana.say(channel, "Go")

    await world.kill()
    await world.advance(timedelta(hours=1))

    assert steps == []
    assert not bot.closed_politely


async def test_a_dying_bot_gets_no_request_out_however_it_tidies_up(world: World) -> None:
    async def stubborn(message: discord.Message) -> None:
        while True:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                await message.channel.send("I am not dead yet")
                raise

    channel, ana, _ = await with_bot(world, stubborn)
    await ana.say(channel, "Go")

    await world.kill()

    assert [m.author for m in ana.sees(channel)] == ["Ana"]
    assert world.errors == []


async def test_stopping_closes_the_bot_and_lets_it_wait_for_its_timers(world: World) -> None:
    class Slow(Onlooker):
        async def close(self) -> None:
            await asyncio.sleep(5)
            await super().close()

    bot = Slow()
    await world.connect(bot)

    await world.stop()

    assert bot.is_closed()
    assert world.now() - START == timedelta(seconds=5)


async def test_an_open_world_closes_its_bot_at_the_end() -> None:
    async with World.open(START) as world:
        bot = Onlooker()
        await world.connect(bot)

    assert bot.is_closed()


async def test_two_bots_at_once_are_refused(scene: Scene) -> None:
    with pytest.raises(RuntimeError, match="connected already"):
        await scene.world.connect(Onlooker())


async def test_every_request_is_shown_before_and_after_its_deed(world: World) -> None:
    shown: list[tuple[Request, str, int]] = []

    async def answer(message: discord.Message) -> None:
        if not message.author.bot:
            await message.channel.send("Yes")

    channel, ana, _ = await with_bot(world, answer)
    world.on_request = lambda request, phase: shown.append((request, phase, len(channel.messages)))

    await ana.say(channel, "Here?")

    path = f"/channels/{channel.id}/messages"
    request = Request("POST", path, world.request_count)
    assert shown == [(request, "before", 1), (request, "after", 2)]


async def test_answers_to_commands_are_requests_too(scene: Scene) -> None:
    paths: list[str] = []
    scene.world.on_request = lambda request, _phase: paths.append(request.path)

    await scene.ana.command("/greet", scene.channel)

    assert len(paths) == 2
    assert all(path.endswith("/callback") for path in paths)


@pytest.mark.parametrize(("phase", "arrived"), [("before", 0), ("after", 1)])
async def test_a_bot_can_die_before_a_request_or_with_its_answer_lost(
    world: World, phase: str, arrived: int
) -> None:
    def die(request: Request, current: str) -> None:
        if request.method == "POST" and current == phase:
            raise Killed

    async def answer(message: discord.Message) -> None:
        try:
            await message.channel.send("Yes")
        except Exception:  # noqa: BLE001  the point: no such handler may catch a death
            await message.channel.send("No")
        await message.channel.send("And more")

    channel, ana, _ = await with_bot(world, answer)
    world.on_request = die

    await ana.say(channel, "Here?")

    assert world.dead
    assert len(channel.messages) == 1 + arrived
    assert world.errors == []
    await world.kill()
    world.on_request = None
    await world.connect(Onlooker())
    assert not world.dead


async def test_a_bot_can_die_in_a_step_that_is_no_request(world: World) -> None:
    async def commit(message: discord.Message) -> None:
        await message.channel.send("Before")
        if not message.author.bot:
            world.die()

    channel, ana, _ = await with_bot(world, commit)

    await ana.say(channel, "Go")

    assert [m.text for m in ana.sees(channel)] == ["Go", "Before"]
    assert (world.dead, world.connected, world.errors) == (True, True, [])


async def test_a_bot_can_die_while_it_comes_up(world: World) -> None:
    def die(request: Request, phase: str) -> None:
        raise Killed

    world.on_request = die
    await world.connect(Onlooker())

    assert world.dead
    world.on_request = None
    await world.connect(Onlooker())
    assert not world.dead


async def test_the_hook_can_break_the_connection(scene: Scene) -> None:
    def cut(request: Request, phase: str) -> None:
        raise ConnectionResetError("cut")

    scene.world.on_request = cut

    with pytest.raises(ConnectionResetError):
        await scene.world.as_bot(scene.text_channel.send("Hello"))


async def test_faults_strike_in_order_and_then_no_more(scene: Scene) -> None:
    scene.world.fail("POST", "*/messages", status=500)
    scene.world.fail("POST", "*/messages", status=403, code=50001, times=2)

    codes: list[Any] = []
    for _ in range(4):
        try:
            await scene.world.as_bot(scene.text_channel.send("Hello"))
        except discord.HTTPException as error:
            codes.append((type(error), error.code))

    assert codes == [
        (discord.DiscordServerError, 0),
        (discord.Forbidden, 50001),
        (discord.Forbidden, 50001),
    ]
    assert len(scene.channel.messages) == 1


async def test_faults_are_the_bot_s_and_not_people_s(scene: Scene) -> None:
    scene.world.fail("*", "*", times=100)

    assert (await scene.ana.say(scene.channel, "Fine")).text == "Fine"


async def test_a_long_rate_limit_is_what_discord_py_makes_of_it(scene: Scene) -> None:
    scene.world.fail("PATCH", "*", retry_after=600)
    sent = await scene.world.as_bot(scene.text_channel.send("Hello"))

    with pytest.raises(discord.RateLimited) as limited:
        await scene.world.as_bot(sent.edit(content="Hello again"))

    assert limited.value.retry_after == 600


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
