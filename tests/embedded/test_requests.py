"""What passes between a bot and Discord, and how it is made to fail."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.demo.world import Request, World

from .busy import with_bot
from .conftest import Scene


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
