"""Sending without noise, and finding again what was sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Literal

import discord

from bot.actions.model import Action
from bot.actions.outcomes import MISSING_RIGHTS, THREAD_ARCHIVED
from bot.services.deeds.deed import Desk
from bot.services.refusals import Unperformable

SilentRight = Literal["read_message_history", "embed_links"]
NOBODY = discord.AllowedMentions.none()
CLOCK_DIFFERENCE = timedelta(minutes=5)
"""Discord's clock and ours may differ by that much when a message is sought by time."""

PAGE = 100
"""The most messages, or archived threads, that Discord gives at once."""


def sent_since(moment: datetime) -> discord.Object:
    """Stands before everything that was sent from then on (UTC), for reading a history."""
    return discord.Object(discord.utils.time_snowflake(moment - CLOCK_DIFFERENCE))


async def unarchived(desk: Desk, action: Action, thread_id: int) -> None:
    """Open the thread, locked, where the last attempt found it archived.

    Nothing in an archived thread can be changed (50083, docs: topics/threads).
    """
    if action.code == THREAD_ARCHIVED:
        await (await desk.thread(thread_id)).edit(archived=False, locked=True)


async def opened_as_it_is(desk: Desk, thread_id: int | None) -> None:
    """Open the thread where it is archived. A locked one stays locked, any other is discussed."""
    thread = await desk.thread(thread_id)
    if thread.archived:
        await thread.edit(archived=False)


def marked(message: discord.Message, custom_id: str) -> bool:
    """Whether one of the message's buttons carries that custom id."""
    return any(
        getattr(component, "custom_id", None) == custom_id
        for row in message.components
        for component in getattr(row, "children", ())
    )


def require_right(desk: Desk, server_id: int, channel_id: int, right: SilentRight) -> None:
    """Raise `Unperformable` where the bot lacks a right that Discord does not insist on.

    Without Read Message History the past is empty (docs: resources/message): what was written
    would count as deleted, and what was sent would be sent again. Without Embed Links a card would
    be buttons and nothing else (api-docs#2601). Where the channel is unknown, Discord says why.
    """
    guild = desk.client.get_guild(server_id)
    channel = guild.get_channel(channel_id) if guild else None
    if guild is None or channel is None:
        return
    if not getattr(channel.permissions_for(guild.me), right):
        raise Unperformable(MISSING_RIGHTS)


async def own_messages(
    desk: Desk, place: discord.PartialMessageable, after: discord.abc.Snowflake
) -> AsyncIterator[discord.Message]:
    """The bot's own messages after that one, oldest first."""
    count = 0
    async for message in place.history(limit=None, after=after, oldest_first=True):
        count += 1
        if count % PAGE == 0:
            await desk.budget.take()
        if desk.client.user is not None and message.author.id == desk.client.user.id:
            yield message


async def find_own(
    desk: Desk,
    place: discord.PartialMessageable,
    after: discord.abc.Snowflake,
    matches: Callable[[discord.Message], bool],
) -> int | None:
    """The id of the bot's first message after that one which matches."""
    async for message in own_messages(desk, place, after):
        if matches(message):
            return message.id
    return None
