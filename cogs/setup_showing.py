"""Showing the panel of `/setup` as the settings are now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol, cast

import discord

from bot.services.feeds.desk import FeedDesk
from bot.services.newsroom import Newsroom
from bot.wording import Catalogue
from cogs.answers import Refused, words_for
from cogs.setup_panel import State, panel


class Front(Protocol):
    """What the panel needs of the client that it is used in."""

    newsroom: Newsroom
    feeds: FeedDesk
    catalogue: Catalogue


def front_of(interaction: discord.Interaction[Any]) -> Front:
    """The client that was asked."""
    return cast(Front, interaction.client)


def guild_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """The server; `Refused` where the bot is not in it."""
    if interaction.guild is None:
        raise Refused("refused.not_in_server")
    return interaction.guild


async def state_of(interaction: discord.Interaction[Any]) -> State:
    """What the server has chosen so far; `Refused` where the bot is not in it."""
    front, guild = front_of(interaction), guild_of(interaction)
    overview = await front.newsroom.overview(guild.id)
    if overview.server is None:
        raise Refused("refused.not_in_server")
    return State(guild, overview.server, overview.channels, await front.feeds.all(guild.id))


async def panel_now(
    interaction: discord.Interaction[Any], *, reading: bool = False
) -> discord.ui.LayoutView:
    """The panel in the person's language; `reading` while a new feed is looked at."""
    state = replace(await state_of(interaction), reading=reading)
    return panel(state, words_for(front_of(interaction).catalogue, interaction))


async def show_anew(interaction: discord.Interaction[Any], *, reading: bool = False) -> None:
    """Put the settings as they are now into the panel that the person used."""
    await interaction.edit_original_response(view=await panel_now(interaction, reading=reading))
