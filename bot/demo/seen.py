"""What a person sees of a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from simcord.backend.models import Message
from simcord.components import walk_components

from .fidelity import FaithfulBackend

_TEXT_DISPLAY = 10
_CONTROLS = (2, 3, 5, 6, 7, 8)  # buttons and selects (DOC/components/reference)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a message."""

    name: str
    url: str
    size: int


@dataclass(frozen=True, slots=True)
class Control:
    """A button or a select; `label` is the placeholder of a select."""

    label: str
    custom_id: str | None
    url: str | None
    disabled: bool
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as somebody saw it; what happens to it later does not change this.

    `text` is all there is to read: the content, then the embeds, then the text of V2 components.
    Times are UTC; `flags` are `discord.MessageFlags`; `type` is Discord's number.
    """

    id: int
    channel_id: int
    author: str
    author_id: int
    content: str
    text: str
    embeds: tuple[Mapping[str, Any], ...]
    controls: tuple[Control, ...]
    attachments: tuple[Attachment, ...]
    reactions: tuple[tuple[str, int], ...]
    reply_to: int | None
    at: datetime
    edited_at: datetime | None
    flags: discord.MessageFlags
    type: int
    pinned: bool
    ephemeral: bool

    @property
    def components(self) -> tuple[str, ...]:
        """The labels of its buttons and selects."""
        return tuple(control.label for control in self.controls)

    @property
    def silent(self) -> bool:
        """Whether it notified nobody (SUPPRESS_NOTIFICATIONS)."""
        return self.flags.suppress_notifications

    @property
    def edited(self) -> bool:
        """Whether it shows as edited."""
        return self.edited_at is not None


def seen(backend: FaithfulBackend, message: Message) -> Seen:
    """The view of a stored message."""
    return Seen(
        id=message.id,
        channel_id=message.channel_id,
        author=author_name(backend, message),
        author_id=message.author_id,
        content=message.content,
        text=text_of(message),
        embeds=tuple(message.embeds),
        controls=tuple(controls_of(message.components)),
        attachments=tuple(
            Attachment(item["filename"], item["url"], item["size"]) for item in message.attachments
        ),
        reactions=tuple((item.emoji, len(item.user_ids)) for item in message.reactions),
        reply_to=int(message.reference["message_id"]) if message.reference else None,
        at=datetime.fromisoformat(message.timestamp),
        edited_at=_moment(message.edited_timestamp),
        flags=discord.MessageFlags._from_value(message.flags),
        type=message.type,
        pinned=message.pinned,
        ephemeral=message.is_ephemeral,
    )


def author_name(backend: FaithfulBackend, message: Message) -> str:
    """The name above a message: a webhook's for this message, a nickname, or the person's."""
    if message.author_name is not None:
        return message.author_name
    guild_id = backend.get_channel(message.channel_id).guild_id
    members = backend.guilds[guild_id].members if guild_id in backend.guilds else {}
    member = members.get(message.author_id)
    user = backend.users[message.author_id]
    return (member.nick if member is not None else None) or user.global_name or user.name


def text_of(message: Message) -> str:
    """Everything there is to read in a message, a line each."""
    parts = [message.content, *map(_embed_text, message.embeds), *_displayed(message.components)]
    return "\n".join(part for part in parts if part)


def _embed_text(embed: Mapping[str, Any]) -> str:
    fields = [f"{field['name']}\n{field['value']}" for field in embed.get("fields") or ()]
    author, footer = embed.get("author") or {}, embed.get("footer") or {}
    parts = [author.get("name"), embed.get("title"), embed.get("description")]
    return "\n".join(part for part in [*parts, *fields, footer.get("text")] if part)


def _displayed(components: Iterable[Mapping[str, Any]]) -> list[str]:
    found = walk_components(list(components))
    return [part["content"] for part in found if part.get("type") == _TEXT_DISPLAY]


def controls_of(components: Iterable[Mapping[str, Any]]) -> list[Control]:
    """The buttons and selects among `components`, in order, wherever they are nested."""
    return [
        _control(part) for part in walk_components(list(components)) if part["type"] in _CONTROLS
    ]


def _control(part: Mapping[str, Any]) -> Control:
    emoji = (part.get("emoji") or {}).get("name")
    return Control(
        label=part.get("label") or part.get("placeholder") or emoji or "",
        custom_id=part.get("custom_id"),
        url=part.get("url"),
        disabled=bool(part.get("disabled")),
        options=tuple(option["label"] for option in part.get("options") or ()),
    )


def _moment(stamp: str | None) -> datetime | None:
    return datetime.fromisoformat(stamp) if stamp else None
