"""Sending without noise, and finding again what was sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import discord

from bot.services.deeds.deed import Desk

NOBODY = discord.AllowedMentions.none()
CLOCK_DIFFERENCE = timedelta(minutes=5)
"""Discord's clock and ours may differ by that much when a message is sought by time."""


def marked(message: discord.Message, custom_id: str) -> bool:
    """Whether one of the message's buttons carries that custom id."""
    return any(
        getattr(component, "custom_id", None) == custom_id
        for row in message.components
        for component in getattr(row, "children", ())
    )


async def own_messages(
    desk: Desk, place: discord.PartialMessageable, after: discord.abc.Snowflake
) -> AsyncIterator[discord.Message]:
    """The bot's own messages after that one, oldest first."""
    async for message in place.history(limit=None, after=after, oldest_first=True):
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
