"""Who may do what, and what the bot itself needs. Checked in code at each use.

Discord lets a server's admins hand a command to anybody (docs: interactions/application-commands),
so the defaults that commands declare are a convenience and not a check.
"""

from __future__ import annotations

from typing import Any, Protocol, cast

import discord

from bot.services.newsroom import Newsroom
from cogs.answers import Refused

REQUIRED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    create_private_threads=True,
    manage_threads=True,
    manage_messages=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    view_audit_log=True,
)
"""What the invite link asks for.

Attach Files, Manage Messages and Create Private Threads are for holding comments back, which is to
come: a server should not have to invite the bot again for it.
"""

IN_ARTICLE_CHANNEL = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "manage_threads",
    "manage_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
)
IN_NOTICES_CHANNEL = ("view_channel", "send_messages", "read_message_history")


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


def missing(channel: discord.abc.GuildChannel, names: tuple[str, ...]) -> list[str]:
    """Which of those rights the bot lacks in a channel, as Discord's settings name them."""
    own = channel.permissions_for(channel.guild.me)
    return [_shown(name) for name in names if not getattr(own, name)]


def _shown(name: str) -> str:
    return name.replace("_", " ").title().replace(" In ", " in ")
