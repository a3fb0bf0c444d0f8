"""The token, the intents, and every right in every configured channel, asked over REST."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import discord
from discord.http import Route

from bot.connecting import MISSING_INTENT, explained, without_voice
from bot.doctoring import rights
from bot.doctoring.findings import Finding, note, sound, wrong
from bot.storage.overview import Configured

LONGEST_WAIT_SECONDS = 30.0


async def examine_discord(
    token: str, api_url: str | None, places: Sequence[Configured]
) -> list[Finding]:
    """What Discord says of the bot; raises `StartError` where it cannot be asked.

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
                found += await _server(client, place)
    if not places:
        found.append(note("No server is set up yet: invite the bot, then use /channel set."))
    return found


def _intent(client: discord.Client) -> Finding:
    flags = client.application.flags if client.application else discord.ApplicationFlags()
    if flags.gateway_message_content or flags.gateway_message_content_limited:
        return sound("The Message Content Intent is on.")
    return wrong(MISSING_INTENT)


async def _server(client: discord.Client, place: Configured) -> list[Finding]:
    name = place.server.name
    try:
        guild = await client.fetch_guild(place.server.id, with_counts=False)
        me = await guild.fetch_member(client.user.id if client.user else 0)
        channels = {channel.id: channel for channel in await guild.fetch_channels()}
    except (discord.NotFound, discord.Forbidden):
        return [wrong(f"{name}: the bot is not in this server any more. Invite it again.")]
    return list(_rights(place, me, channels))


def _rights(
    place: Configured, me: discord.Member, channels: Mapping[int, discord.abc.GuildChannel]
) -> Iterator[Finding]:
    name, notices = place.server.name, place.server.notices_channel_id
    yield from _faults(name, me.guild_permissions, rights.IN_SERVER)
    for each in place.channels:
        yield from _channel(name, me, channels.get(each.channel_id), rights.IN_ARTICLE_CHANNEL)
        yield from _everyone(name, channels.get(each.channel_id))
    if notices is None:
        yield note(f"{name}: no channel for notices is set, so admins hear of no fault.")
    else:
        yield from _channel(name, me, channels.get(notices), rights.IN_NOTICES_CHANNEL)


def _channel(
    server: str,
    me: discord.Member,
    channel: discord.abc.GuildChannel | None,
    needed: Mapping[str, str],
) -> Iterator[Finding]:
    if channel is None:
        yield wrong(
            f"{server}: a configured channel is gone, or hidden from the bot. Show it to the bot,"
            " or remove it with /channel remove."
        )
        return
    yield from _faults(f"{server} #{channel.name}", channel.permissions_for(me), needed)


def _faults(
    where: str, granted: discord.Permissions, needed: Mapping[str, str]
) -> Iterator[Finding]:
    missing = [name for name in needed if not getattr(granted, name)]
    for name in missing:
        yield wrong(f"{where}: the right “{rights.shown(name)}” is missing: {needed[name]}.")
    if not missing:
        yield sound(f"{where}: the bot has every right it needs.")


def _everyone(server: str, channel: discord.abc.GuildChannel | None) -> Iterator[Finding]:
    if channel is None:
        return
    everyone = channel.permissions_for(channel.guild.default_role)
    if everyone.create_public_threads:
        yield note(
            f"{server} #{channel.name}: everybody may create threads, and so take a card's thread"
            " before the bot does. Take “Create Public Threads” from @everyone there."
        )
