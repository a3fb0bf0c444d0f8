"""The token, the intents, and every right in every configured channel, asked over REST."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord.http import Route

from bot.connecting import MISSING_INTENT, explained, without_voice
from bot.services.checkup import Checkup, reads_messages
from bot.services.findings import Finding, note, sound, wrong
from bot.storage.overview import Configured
from bot.wording import Words

LONGEST_WAIT_SECONDS = 30.0


async def examine_discord(
    token: str, api_url: str | None, places: Sequence[Configured], words: Words
) -> list[Finding]:
    """What Discord says of the bot, in these words; raises `StartError` where it cannot be asked.

    `api_url` takes the place of Discord's own API, for the whole process.
    """
    if api_url is not None:
        Route.BASE = api_url
    without_voice()
    client = discord.Client(
        intents=discord.Intents(guilds=True), max_ratelimit_timeout=LONGEST_WAIT_SECONDS
    )
    async with client:
        with explained():
            await client.login(token)
            found = [sound("Discord knows the token."), _intent(client)]
            for place in places:
                found += await _server(client, place, words)
    if not places:
        found.append(note("No server is set up yet: invite the bot, then use /setup."))
    return found


def _intent(client: discord.Client) -> Finding:
    flags = client.application.flags if client.application else discord.ApplicationFlags()
    if reads_messages(flags):
        return sound("The Message Content Intent is on.")
    return wrong(MISSING_INTENT)


async def _server(client: discord.Client, place: Configured, words: Words) -> list[Finding]:
    name = place.server.name
    try:
        guild = await client.fetch_guild(place.server.id, with_counts=False)
        me = await guild.fetch_member(client.user.id if client.user else 0)
        channels = {channel.id: channel for channel in await guild.fetch_channels()}
    except (discord.NotFound, discord.Forbidden):
        return [wrong(f"{name}: the bot is not in this server any more. Invite it again.")]
    checkup = Checkup(
        server=place.server,
        articles=place.channels,
        me=me,
        channels=channels,
        words=words,
        shown=lambda named: f"“{named.name}”",
    )
    return [Finding(each.grade, f"{name}: {each.text}") for each in checkup.findings()]
