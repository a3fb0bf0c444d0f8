"""A bot that does what a test tells it to."""

from __future__ import annotations

from typing import Any

import discord

from bot.demo.world import World

from .conftest import Onlooker


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
