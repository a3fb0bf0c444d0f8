"""How bots of a world come and go, and die."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import discord
import pytest

from bot.demo.world import Killed, Request, World

from .busy import with_bot
from .conftest import START, Onlooker, Scene


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
