"""What a person may do in a place, and why not. The world refuses the same things; this says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import discord
from simcord.backend.access import channel_accessible
from simcord.backend.models import Message

from ..people import Person
from ..places import Channel

_REPLY_TYPES = (0, 19, 20, 23)
"""What people and bots write, and answers to commands (DOC/resources/message, Message Types)."""


def visible(person: Person, channels: Iterable[Channel]) -> list[Channel]:
    """Those of the channels that they know of."""
    backend = person.world.backend
    return [each for each in channels if channel_accessible(backend, each.id, person.id)]


def held(person: Person, channel: Channel) -> discord.Permissions:
    """Their permissions there; in direct messages all of them."""
    guild_id = channel.stored.guild_id
    if guild_id is None:
        return discord.Permissions.all()
    backend = person.world.backend
    return discord.Permissions(backend.compute_permissions(guild_id, person.id, channel.id))


def why_not_write(person: Person, channel: Channel) -> str | None:
    """Why they cannot write there; None where they can."""
    may = held(person, channel)
    if (until := _silenced_until(person)) is not None:
        return f"You are timed out until {until:%H:%M} UTC."
    if channel.locked and channel.archived:
        return "This thread is locked and archived. Nobody can write in it any more."
    if channel.locked and not may.manage_threads:
        return "This thread is locked. Only moderators can write in it."
    allowed = may.send_messages_in_threads if channel.stored.is_thread else may.send_messages
    return None if allowed else "You may not write in this channel."


def why_dead_controls(channel: Channel) -> str | None:
    """Why nobody can press a button there; None where they can (api-docs#7900)."""
    if channel.archived:
        return "Nothing can be pressed in an archived thread."
    return "Nothing can be pressed in a locked thread." if channel.locked else None


def why_no_commands(person: Person, channel: Channel) -> str | None:
    """Why the bot cannot be asked for anything there; None where it can."""
    if channel.archived:
        return "No commands in an archived thread. Give them in its channel."
    if channel.locked and not held(person, channel).manage_threads:
        return "No commands in a locked thread. Give them in its channel."
    return None


def deeds(person: Person, channel: Channel, message: Message) -> list[str]:
    """What they may do with a message: some of reply, react, edit, delete, menu."""
    is_own, may = message.author_id == person.id, held(person, channel)
    can_write = why_not_write(person, channel) is None
    if message.type not in _REPLY_TYPES or message.is_ephemeral:
        return []
    allowed = {
        "reply": can_write and may.read_message_history,
        "react": not channel.archived and may.add_reactions,
        "edit": is_own and can_write and not channel.archived,
        "delete": not channel.archived and (is_own or _may_delete(channel, may)),
        "menu": channel.stored.guild_id is not None and why_no_commands(person, channel) is None,
    }
    return [name for name, is_allowed in allowed.items() if is_allowed]


def _may_delete(channel: Channel, may: discord.Permissions) -> bool:
    return channel.stored.guild_id is not None and may.manage_messages


def _silenced_until(person: Person) -> datetime | None:
    member = person.world.server(person.server_id).stored.members.get(person.id)
    if member is None or member.timed_out_until is None:
        return None
    until = datetime.fromisoformat(member.timed_out_until)
    return until if until > person.world.now() else None
