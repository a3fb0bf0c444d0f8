"""Which of the bot's rights carries which feature. Rights are named as discord.py names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.wording import Words


@dataclass(frozen=True, slots=True)
class Need:
    """A right that the bot needs somewhere; `key` is the message that says what breaks without."""

    right: str
    key: str


IN_ARTICLE_CHANNEL = (
    Need("view_channel", "breaks.everything"),
    Need("send_messages", "breaks.posting"),
    Need("send_messages_in_threads", "breaks.mirror"),
    Need("create_public_threads", "breaks.discussions"),
    Need("manage_threads", "breaks.closing"),
    Need("manage_messages", "breaks.removing"),
    Need("embed_links", "breaks.cards"),
    Need("attach_files", "breaks.files"),
    Need("read_message_history", "breaks.catching_up"),
)
TO_TAKE_AWAY = (
    Need("view_channel", "breaks.everything"),
    Need("manage_threads", "breaks.closing"),
)
"""Without these a sample that was posted could not be removed."""
IN_NOTICES_CHANNEL = (
    Need("view_channel", "breaks.notices"),
    Need("send_messages", "breaks.notices"),
    Need("embed_links", "breaks.verdicts"),
    Need("read_message_history", "breaks.notices_once"),
    Need("create_private_threads", "breaks.verdicts"),
    Need("send_messages_in_threads", "breaks.verdicts"),
)
IN_MODERATION_CHANNEL = (
    Need("view_channel", "breaks.cases"),
    Need("send_messages", "breaks.cases"),
    Need("embed_links", "breaks.cases"),
    Need("read_message_history", "breaks.notices_once"),
)
IN_SERVER = (Need("view_audit_log", "breaks.who_deleted"),)

EVERYWHERE = (*IN_ARTICLE_CHANNEL, *IN_NOTICES_CHANNEL, *IN_MODERATION_CHANNEL, *IN_SERVER)
REQUIRED = discord.Permissions(**{need.right: True for need in EVERYWHERE})
"""What the invite link asks for."""

NAMES: Mapping[str, str] = {
    "attach_files": "right.attach_files",
    "create_private_threads": "right.create_private_threads",
    "create_public_threads": "right.create_public_threads",
    "embed_links": "right.embed_links",
    "manage_messages": "right.manage_messages",
    "manage_threads": "right.manage_threads",
    "read_message_history": "right.read_message_history",
    "send_messages": "right.send_messages",
    "send_messages_in_threads": "right.send_messages_in_threads",
    "view_audit_log": "right.view_audit_log",
    "view_channel": "right.view_channel",
}
"""Rights as Discord's clients name them in each language."""


def lacking(granted: discord.Permissions, needs: Sequence[Need]) -> list[Need]:
    """Which of those are not granted."""
    return [need for need in needs if not getattr(granted, need.right)]


def lacking_in(channel: discord.abc.GuildChannel, needs: Sequence[Need]) -> list[Need]:
    """Which of those the bot lacks in a channel."""
    return lacking(channel.permissions_for(channel.guild.me), needs)


def explained(words: Words, needs: Sequence[Need]) -> str:
    """Each right with what breaks without it, a line each."""
    return "\n".join(f"- **{words(NAMES[need.right])}**: {words(need.key)}" for need in needs)
