"""From discord.py's objects to facts. Nothing is decided here beyond what counts as a comment."""

from __future__ import annotations

import discord

from bot.discussions.model import Attachment, FurtherText, MessageSeen, Voice

COMMENT_TYPES = (discord.MessageType.default, discord.MessageType.reply)
"""Joins, pins, renames, thread starters and the like are no comments (docs: resources/message)."""


def message_seen(client: discord.Client, message: discord.Message) -> MessageSeen | None:
    """The message as a fact; None for the bot's own and for what is no comment."""
    if client.user is not None and message.author.id == client.user.id:
        return None
    if message.type not in COMMENT_TYPES:
        return None
    reference = message.reference
    return MessageSeen(
        message_id=message.id,
        thread_id=message.channel.id,
        author_id=message.author.id,
        voice=_voice(message),
        created_at=message.created_at,
        edited_at=message.edited_at,
        text=message.content,
        attachments=tuple(_attachment(file) for file in message.attachments),
        answers=reference.message_id if reference and _is_reply(message) else None,
        parts=_parts(message),
        roles=_roles(message.author),
    )


def _parts(message: discord.Message) -> tuple[FurtherText, ...]:
    """What it says beside its own text; a link's preview is the site's and not the author's."""
    parts = [FurtherText("sticker", sticker.name) for sticker in message.stickers]
    if message.poll is not None:
        asked = (message.poll.question, *(each.text for each in message.poll.answers))
        parts.append(FurtherText("poll", "\n".join(asked)))
    parts += [FurtherText("forward", each.content) for each in message.message_snapshots]
    for embed in message.embeds:
        if embed.type == "rich":
            said = (embed.title, embed.description, *(field.value for field in embed.fields))
            parts.append(FurtherText("embed", "\n".join(filter(None, said))))
    return tuple(part for part in parts if part.text)


def may_be_discussion(client: discord.Client, channel: object) -> bool:
    """Whether a channel can hold a discussion: a thread of the bot's, or one not known yet.

    The bot starts every discussion's thread itself. Only the record can tell for certain.
    """
    if isinstance(channel, discord.Thread):
        return client.user is not None and channel.owner_id == client.user.id
    return channel is None or isinstance(channel, discord.PartialMessageable)


def _is_reply(message: discord.Message) -> bool:
    return message.type is discord.MessageType.reply


def _voice(message: discord.Message) -> Voice:
    if message.webhook_id is not None:
        return Voice.WEBHOOK
    return Voice.BOT if message.author.bot else Voice.PERSON


def _roles(author: discord.Member | discord.User) -> frozenset[int] | None:
    if not isinstance(author, discord.Member):
        return None
    return frozenset(role.id for role in author.roles)


def _attachment(file: discord.Attachment) -> Attachment:
    return Attachment(file.id, file.filename, file.content_type, file.size, file.url)
