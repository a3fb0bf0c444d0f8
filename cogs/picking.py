"""Picking a discussion in a command: by its title, or the one whose thread the command is used in;
and a channel, which has to be one where articles are posted.

Nobody is offered, or told of, what is in a channel that they do not see.
"""

from __future__ import annotations

import re
from functools import partial

import discord
from discord import app_commands

from bot.services.newsroom import Newsroom, Status
from cogs.answers import Refused
from cogs.rights import require_moderator, sees

ID = re.compile(r"[0-9]{1,18}")
"""What 64 bits hold for certain; anybody may type anything where a list is offered."""


async def titles(
    newsroom: Newsroom, interaction: discord.Interaction, typed: str
) -> list[app_commands.Choice[str]]:
    """The latest discussions whose title contains what was typed."""
    found = await newsroom.discussions(interaction.guild_id or 0, partial(sees, interaction), typed)
    return [
        app_commands.Choice(name=each.discussion.title[:100], value=str(each.discussion.id))
        for each in found
    ]


async def find_to_moderate(
    newsroom: Newsroom, interaction: discord.Interaction, picked: str | None
) -> Status:
    """The discussion that was picked; `Refused` where the person does not moderate its channel."""
    await require_moderator(interaction)
    found = await find(newsroom, interaction, picked)
    await require_moderator(interaction, found.discussion.channel_id)
    return found


async def find(newsroom: Newsroom, interaction: discord.Interaction, picked: str | None) -> Status:
    """The discussion that was picked; `Refused` where there is none that the person sees."""
    for found in await _candidates(newsroom, interaction, picked):
        if sees(interaction, found.discussion.channel_id):
            return found
    raise Refused("refused.no_discussion")


async def require_article_channel(newsroom: Newsroom, channel_id: int) -> None:
    """Raise `Refused` where no articles are posted in the channel."""
    if await newsroom.channel(channel_id) is None:
        raise Refused("refused.no_article_channel", channel=f"<#{channel_id}>")


async def _candidates(
    newsroom: Newsroom, interaction: discord.Interaction, picked: str | None
) -> list[Status]:
    """By the id that the list of titles gives, else by what was typed of a title."""
    server_id = interaction.guild_id or 0
    if picked is None:
        here = await newsroom.discussion_in(server_id, interaction.channel_id or 0)
        return [here] if here else []
    if ID.fullmatch(picked):
        named = await newsroom.discussion(server_id, int(picked))
        if named is not None:
            return [named]
    return await newsroom.discussions(server_id, partial(sees, interaction), picked)
