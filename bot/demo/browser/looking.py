"""What one person sees: the places they know, and one place with what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simcord.backend.access import channel_accessible, message_accessible
from simcord.backend.errors import unknown_channel
from simcord.backend.models import Message

from ..people import Person
from ..places import Channel
from ..refused import refusals
from . import messages
from .pictures import Pictures
from .rights import held, visible, why_dead_controls, why_no_commands, why_not_write

PAGE = 100
"""Messages that are shown of a place at first; the visitor can ask for more."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody's look at a place; `limit` messages of it at most, the newest."""

    person: Person
    place_id: int | None = None
    limit: int = PAGE


def view(look: Look, pictures: Pictures) -> dict[str, Any]:
    """All that they see; raises `Refused` for a place that they do not."""
    person = look.person
    return {
        "now": person.world.now().isoformat(),
        "me": str(person.id),
        "locale": _locale(person),
        "servers": [_server(person, server.id) for server in person.world.servers],
        "direct": _direct(person),
        "place": None if look.place_id is None else _place(look, look.place_id, pictures),
    }


def _locale(person: Person) -> str:
    """In which times are written out, as Discord's client does; English ones as the page's own."""
    locale = person.world.backend.locales.get(person.id, "en-GB")
    return "en-GB" if locale.startswith("en") else locale


def _server(person: Person, server_id: int) -> dict[str, Any]:
    server = person.world.server(server_id)
    return {
        "id": str(server.id),
        "name": server.name,
        "channels": [
            {
                **_entry(channel),
                "threads": [_entry(each) for each in visible(person, channel.threads)],
            }
            for channel in visible(person, server.channels)
        ],
    }


def _entry(channel: Channel) -> dict[str, Any]:
    stored = channel.stored
    return {
        "id": str(channel.id),
        "name": channel.name,
        "locked": channel.locked,
        "archived": channel.archived,
        "private": stored.type == _PRIVATE_THREAD,
        "last": _newest(channel),
    }


_PRIVATE_THREAD = 12  # DOC/resources/channel, Channel Types


def _newest(channel: Channel) -> str | None:
    """The last message that is not a private answer, for telling what is unread."""
    stored = channel.world.backend.messages.get(channel.id, {})
    return next((str(key) for key in reversed(stored) if not stored[key].is_ephemeral), None)


def _direct(person: Person) -> dict[str, Any]:
    bot = person.world.backend.bot_user
    return {**_entry(person.dm), "name": bot.global_name or bot.name}


def _place(look: Look, place_id: int, pictures: Pictures) -> dict[str, Any]:
    person, world = look.person, look.person.world
    with refusals():
        if not channel_accessible(world.backend, place_id, person.id):
            raise unknown_channel()
    channel = world.channel(place_id)
    stored = channel.stored
    found = _readable(person, channel)
    return {
        **_entry(channel),
        "name": channel.name or _direct(person)["name"],
        "kind": "thread"
        if stored.is_thread
        else "direct"
        if stored.guild_id is None
        else "channel",
        "topic": stored.topic,
        "parent": str(stored.parent_id) if stored.is_thread else None,
        "silenced": why_not_write(person, channel),
        "dead": why_dead_controls(channel),
        "commandless": why_no_commands(person, channel),
        "slow": stored.rate_limit_per_user,
        "staff": held(person, channel).manage_messages and stored.guild_id is not None,
        "names": _names(channel),
        "earlier": max(0, len(found) - look.limit),
        "messages": messages.as_json(person, channel, found[-look.limit :], pictures),
    }


def _readable(person: Person, channel: Channel) -> list[Message]:
    backend = person.world.backend
    stored = sorted(backend.messages.get(channel.id, {}).values(), key=lambda message: message.id)
    return [
        message
        for message in stored
        if message_accessible(backend, channel.id, message, person.id, history=True)
    ]


def _names(channel: Channel) -> dict[str, str]:
    """What mentions stand for, by id: people, roles and channels of the server."""
    backend, guild_id = channel.world.backend, channel.stored.guild_id
    people = {str(user.id): user.global_name or user.name for user in backend.users.values()}
    if guild_id is None:
        return people
    roles = backend.get_guild(guild_id).roles.values()
    places = (each for each in backend.channels.values() if each.guild_id == guild_id)
    return {
        **people,
        **{str(role.id): role.name for role in roles},
        **{str(place.id): place.name or "" for place in places},
    }
