"""What the strip beside the demo tells of the bot's doings."""

from __future__ import annotations

from datetime import UTC, datetime

import discord

from bot.demo.browser.behind import Behind
from bot.demo.world import World


async def test_what_was_written_is_told_without_markup_and_with_the_names_of_what_it_links_to():
    async with World.open(at=datetime(2027, 3, 1, tzinfo=UTC)) as world:
        server = world.create_server("The Daily")
        channel, ana = server.create_channel("news"), server.person("Ana")
        client = discord.Client(intents=discord.Intents.default())
        await world.connect(client)
        behind, place = Behind(world.backend), client.get_partial_messageable(channel.id)

        text = f"## **<t:1803902400:D>**: `x` by <@{ana.id}> in <#{channel.id}>\nand more"
        await world.as_bot(place.send(text))
        behind.note("POST", f"/channels/{channel.id}/messages")

        (deed,) = behind.deeds
        assert deed.text == "Wrote in #news: 1 March 2027: x by @Ana in #news"
