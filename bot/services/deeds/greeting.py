"""The hello to a server that the bot came to: one line, once, where it may write."""

from __future__ import annotations

import discord

from bot.actions.model import Action, Kind
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import NOBODY, find_own, sent_since
from bot.services.facts import Nothing
from bot.wording import DEFAULT


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Saying it, and finding out whether it was said."""

    async def greet(action: Action) -> Fact:
        channel = _channel(desk, action.subject.server_id)
        if channel is not None:
            text = await _text(desk, action.subject.server_id)
            await channel.send(text, allowed_mentions=NOBODY, nonce=action.nonce)
        return Nothing()

    async def greeted(action: Action) -> Fact | None:
        channel = _channel(desk, action.subject.server_id)
        if channel is None:
            return Nothing()
        if not channel.permissions_for(channel.guild.me).read_message_history:
            return Nothing()  # rather not at all than twice
        hellos = {desk.catalogue.words(each)("greeting.hello") for each in desk.catalogue.languages}
        since = sent_since(action.made_at)
        place = desk.place(channel.id, action.subject.server_id)
        found = await find_own(desk, place, since, lambda message: message.content in hellos)
        return None if found is None else Nothing()

    return {Kind.GREET: Deed(greet, greeted)}


def _channel(desk: Desk, server_id: int) -> discord.TextChannel | None:
    """The channel for Discord's own messages, else the first in which the bot may write."""
    guild = desk.client.get_guild(server_id)
    if guild is None:
        return None
    first = [guild.system_channel] if guild.system_channel else []
    return next((each for each in (*first, *guild.text_channels) if _may_write(each)), None)


def _may_write(channel: discord.TextChannel) -> bool:
    held = channel.permissions_for(channel.guild.me)
    return held.view_channel and held.send_messages


async def _text(desk: Desk, server_id: int) -> str:
    server = await desk.database.read(lambda tx: tx.servers.get(server_id))
    return desk.catalogue.words(server.language if server else DEFAULT)("greeting.hello")
