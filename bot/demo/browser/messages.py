"""A message as one person sees it, for the page to lay out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import discord
from simcord.backend.models import Message

from ..people import Person
from ..places import Channel
from ..seen import author_name, text_of
from .pictures import Pictures
from .rights import deeds

_STARTER, _LOADING = 21, 1 << 7  # DOC/resources/message, Message Types and Message Flags
_LONGEST_QUOTE = 120
_SYSTEM = {
    4: "changed the name of this thread to “{text}”",
    6: "pinned a message",
    7: "joined the server",
    18: "started the thread “{text}”",
}
"""What Discord itself writes, by the type of the message."""


def as_json(
    person: Person, channel: Channel, messages: Iterable[Message], pictures: Pictures
) -> list[dict[str, Any]]:
    """All of them, in the order given."""
    return [_message(person, channel, each, pictures) for each in messages]


def _message(
    person: Person, channel: Channel, message: Message, pictures: Pictures
) -> dict[str, Any]:
    backend = person.world.backend
    shown = _starter(person, message) or message
    return {
        "id": str(message.id),
        "author": {
            "id": str(shown.author_id),
            "name": author_name(backend, shown),
            "bot": backend.users[shown.author_id].bot,
        },
        "at": shown.timestamp,
        # To fill in a deferred answer is no edit (DOC/interactions/receiving-and-responding).
        "edited": None if message.is_ephemeral else shown.edited_timestamp,
        "text": shown.content,
        "embeds": [] if _without_embeds(shown) else pictures.local(shown.embeds),
        "components": whole(pictures.local(shown.components)),
        "files": [_file(item, pictures) for item in shown.attachments],
        "reactions": [_reaction(person, each) for each in shown.reactions],
        "reply": _reply(person, message),
        "asked": _asked(person, message),
        "private": message.is_ephemeral,
        "waiting": bool(message.flags & _LOADING) and not message.content,
        "silent": bool(message.flags & discord.MessageFlags.suppress_notifications.flag),
        "system": _system(message),
        "starter": shown is not message,
        "thread": _thread(person, shown) if shown is message else None,
        "may": deeds(person, channel, message),
    }


def whole(value: Any) -> Any:
    """Components with their ids as strings: JavaScript would cut the numbers short."""
    if isinstance(value, list):
        return [whole(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: str(item) if name == "id" else whole(item) for name, item in value.items()}


def _starter(person: Person, message: Message) -> Message | None:
    """The message that a thread began with, which its first message shows."""
    origin = message.system_metadata
    if message.type != _STARTER or origin is None:
        return None
    stored = person.world.backend.messages.get(origin.referenced_channel_id or 0, {})
    return stored.get(origin.referenced_message_id or 0)


def _without_embeds(message: Message) -> bool:
    return bool(message.flags & discord.MessageFlags.suppress_embeds.flag)


def _file(item: dict[str, Any], pictures: Pictures) -> dict[str, Any]:
    return {
        "name": item["filename"],
        "size": item["size"],
        "src": pictures.source(item["url"]),
        "href": f"file?{urlencode({'url': item['url'], 'name': item['filename']})}",
    }


def _reaction(person: Person, reaction: Any) -> dict[str, Any]:
    return {
        "emoji": reaction.emoji,
        "count": len(reaction.user_ids),
        "mine": person.id in reaction.user_ids,
    }


def _reply(person: Person, message: Message) -> dict[str, Any] | None:
    """What it answers: nothing of it but that it is gone, once it is."""
    if message.reference is None or message.type == _STARTER:
        return None
    backend, wanted = person.world.backend, int(message.reference["message_id"])
    parent = backend.messages.get(message.channel_id, {}).get(wanted)
    if parent is None:
        return {"id": str(wanted), "author": None, "text": None}
    text = " ".join(text_of(parent).split())
    return {
        "id": str(wanted),
        "author": author_name(backend, parent),
        "text": text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…",
    }


def _asked(person: Person, message: Message) -> dict[str, str] | None:
    """Whose command it answers."""
    origin = message.interaction_metadata
    if origin is None or not origin.get("name"):
        return None
    user = person.world.backend.users.get(int(origin["user"]["id"]))
    if user is None:
        return None
    is_slash = origin.get("command_type") in (None, 1)
    return {
        "by": user.global_name or user.name,
        "what": f"/{origin['name']}" if is_slash else origin["name"],
    }


def _system(message: Message) -> str | None:
    words = _SYSTEM.get(message.type)
    return words.format(text=message.content) if words is not None else None


def _thread(person: Person, message: Message) -> dict[str, Any] | None:
    """The thread that begins under it."""
    stored = person.world.backend.channels.get(message.id)
    if stored is None or not stored.is_thread:
        return None
    thread = person.world.channel(stored.id)
    return {
        "id": str(thread.id),
        "name": thread.name,
        "count": stored.message_count,
        "locked": thread.locked,
        "archived": thread.archived,
    }
