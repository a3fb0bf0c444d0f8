"""Who may do what, and what the bot itself needs. Checked in code at each use.

Discord lets a server's admins hand a command to anybody (docs: interactions/application-commands),
so the defaults that commands declare are a convenience and not a check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

import discord

from bot.services.newsroom import Newsroom
from bot.services.rights import Need, explained, lacking_in
from bot.wording import Words
from cogs.answers import Refused


class Front(Protocol):
    """What a check needs of the client that was asked."""

    newsroom: Newsroom


def require_admin(interaction: discord.Interaction[Any]) -> None:
    """Manage Server; `Refused` otherwise."""
    if not interaction.permissions.manage_guild:
        raise Refused("refused.admins_only")


async def require_moderator(
    interaction: discord.Interaction[Any], channel_id: int | None = None
) -> None:
    """Manage Messages in the channel concerned (where the command is used, if none is named).

    Or the moderators' role, in channels that the person sees. Raises `Refused` otherwise. Whoever
    moderates one channel does not thereby moderate another.
    """
    held = rights_in(interaction, channel_id)
    if held.manage_messages or held.manage_guild:
        return
    if not (held.view_channel and await _has_moderators_role(interaction)):
        raise Refused("refused.moderators_only")


async def moderates(interaction: discord.Interaction[Any]) -> Callable[[int], bool]:
    """Tells of each channel whether the person moderates it."""
    has_role = await _has_moderators_role(interaction)

    def tell(channel_id: int) -> bool:
        held = rights_in(interaction, channel_id)
        return held.manage_messages or held.manage_guild or (held.view_channel and has_role)

    return tell


async def _has_moderators_role(interaction: discord.Interaction[Any]) -> bool:
    newsroom = cast(Front, interaction.client).newsroom
    role_id = await newsroom.moderator_role(interaction.guild_id or 0)
    person = interaction.user
    return isinstance(person, discord.Member) and person.get_role(role_id or 0) is not None


def sees(interaction: discord.Interaction[Any], channel_id: int) -> bool:
    """Whether the person may know what is in a channel."""
    return rights_in(interaction, channel_id).view_channel


def rights_in(interaction: discord.Interaction[Any], channel_id: int | None) -> discord.Permissions:
    """What the person may do in a channel; what they may do here, where it is gone."""
    guild, person = interaction.guild, interaction.user
    channel = guild.get_channel(channel_id) if guild and channel_id else None
    if channel is None or not isinstance(person, discord.Member):
        return interaction.permissions
    return channel.permissions_for(person)


def require_rights(words: Words, channel: discord.abc.GuildChannel, needs: Sequence[Need]) -> None:
    """Raise `Refused` where the bot lacks one of those rights in a channel, and name them all."""
    if lacks := lacking_in(channel, needs):
        raise Refused(
            "refused.bot_lacks_rights", channel=channel.mention, lacks=explained(words, lacks)
        )
