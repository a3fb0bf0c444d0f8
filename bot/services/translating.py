"""From Discord's messages, as they come over the wire, to facts.

Nothing is decided here beyond what counts as a comment. discord.py's own `Message` is not made: it
takes longer than recording one, and most of a server's messages are no comments at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

import discord
from discord.utils import snowflake_time

from bot.discussions.model import Attachment, FurtherText, MessageSeen, Voice

Payload = Mapping[str, Any]
"""A message object (docs: resources/message); events add `guild_id` and the author's `member`."""
_REPLY = discord.MessageType.reply.value
COMMENT_TYPES = (discord.MessageType.default.value, _REPLY)
"""Joins, pins, renames, thread starters and the like are no comments (docs: resources/message)."""
SETS_OF_ROLES = 1_000
"""That are kept, so that messages share them."""


def message_seen(client: discord.Client, message: Payload) -> MessageSeen | None:
    """The message as a fact; None for the bot's own and for what is no comment."""
    author_id = int(message["author"]["id"])
    if client.user is not None and author_id == client.user.id:
        return None
    if message["type"] not in COMMENT_TYPES:
        return None
    message_id, edited = int(message["id"]), message["edited_timestamp"]
    return MessageSeen(
        message_id=message_id,
        thread_id=int(message["channel_id"]),
        author_id=author_id,
        voice=_voice(message),
        created_at=snowflake_time(message_id),
        edited_at=None if edited is None else datetime.fromisoformat(edited),
        text=message["content"],
        attachments=tuple(map(_attachment, message["attachments"])),
        answers=_answered(message) if message["type"] == _REPLY else None,
        parts=tuple(FurtherText(surface, text) for surface, text in _parts(message) if text),
        roles=_roles(message),
    )


def may_be_discussion(client: discord.Client, server_id: int | None, channel_id: int) -> bool:
    """Whether a channel can hold a discussion: a thread of the bot's, or one not known yet.

    The bot starts every discussion's thread itself. Only the record can tell for certain.
    """
    server = client.get_guild(server_id) if server_id is not None else None
    channel = server.get_channel_or_thread(channel_id) if server is not None else None
    if isinstance(channel, discord.Thread):
        return client.user is not None and channel.owner_id == client.user.id
    return channel is None


def _parts(message: Payload) -> Iterator[tuple[str, str]]:
    """What it says beside its own text and its files' names."""
    for file in message["attachments"]:
        yield "attachment", _lines(file.get("title"), file.get("description"))
    for sticker in message.get("sticker_items", ()):
        yield "sticker", sticker["name"]
    if poll := message.get("poll"):
        media = (poll["question"], *(answer["poll_media"] for answer in poll["answers"]))
        yield "poll", _lines(*(each.get("text") for each in media))
    for embed in message["embeds"]:
        if embed.get("type") == "rich":  # a link's preview is the site's and not the author's
            yield "embed", _in_embed(embed)
    for component in message.get("components", ()):
        yield "embed", _lines(*_in_component(component))
    for snapshot in message.get("message_snapshots", ()):
        forwarded = snapshot["message"]
        names = (file["filename"] for file in forwarded["attachments"])
        beside = (text for _, text in _parts(forwarded))
        yield "forward", _lines(forwarded["content"], *names, *beside)


def _in_embed(embed: Payload) -> str:
    fields = (text for field in embed.get("fields", ()) for text in (field["name"], field["value"]))
    author, footer = embed.get("author", {}).get("name"), embed.get("footer", {}).get("text")
    return _lines(author, embed.get("title"), embed.get("description"), *fields, footer)


def _in_component(component: Payload) -> Iterator[str | None]:
    """What it and those within it show (docs: components/reference); bots lay messages out so.

    People cannot, but they can forward them.
    """
    yield from map(component.get, ("content", "label", "placeholder", "description", "name"))
    within = (component.get(each) or () for each in ("components", "items", "options"))
    accessory = component.get("accessory")
    for each in (*chain.from_iterable(within), *([accessory] if accessory else ())):
        yield from _in_component(each)


def _lines(*texts: str | None) -> str:
    return "\n".join(filter(None, texts))


def _answered(message: Payload) -> int | None:
    """The message that a reply answers; Discord keeps its id when it is deleted."""
    reference = message.get("message_reference") or {}
    answered = reference.get("message_id")
    return None if answered is None else int(answered)


def _voice(message: Payload) -> Voice:
    if message.get("webhook_id") is not None:
        return Voice.WEBHOOK
    return Voice.BOT if message["author"].get("bot") else Voice.PERSON


def _roles(message: Payload) -> frozenset[int] | None:
    """The author's roles in the server, everybody's included; None where Discord does not say."""
    member = message.get("member")
    if member is None:
        return None
    return _role_ids(message["guild_id"], *member["roles"])


@lru_cache(maxsize=SETS_OF_ROLES)
def _role_ids(*ids: str) -> frozenset[int]:
    """One set for all who have these roles: of a flood, each would be a fifth of its message."""
    return frozenset(map(int, ids))


def _attachment(file: Payload) -> Attachment:
    return Attachment(
        int(file["id"]), file["filename"], file.get("content_type"), file["size"], file["url"]
    )
