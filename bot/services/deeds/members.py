"""People as Discord shows them now: whether they are still there, and what they may do."""

from __future__ import annotations

import discord

from bot.servers.model import Server
from bot.services.deeds.deed import Desk
from bot.services.refusals import Unperformable


async def member_of(desk: Desk, server_id: int, user_id: int) -> discord.Member | None:
    """The person as a member, None where they left; `Unperformable` without the server."""
    guild = desk.client.get_guild(server_id)
    if guild is None:
        raise Unperformable
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound:
        return None


async def is_staff(desk: Desk, server: Server, channel_id: int, user_id: int) -> bool:
    """Whether the person moderates that channel, or the server: the bot does not act against them.

    Asked at the moment of acting: events of members do not reach the bot without their intent.
    """
    member = await member_of(desk, server.id, user_id)
    if member is None:
        return False
    if server.moderator_role_id is not None and member.get_role(server.moderator_role_id):
        return True
    channel = member.guild.get_channel(channel_id)
    held = channel.permissions_for(member) if channel else member.guild_permissions
    return held.manage_messages or held.manage_guild
