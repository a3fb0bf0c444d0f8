"""From Discord's events to facts, synchronously: the order is kept, and nothing can get in between.

discord.py would make a task of each event, which costs more than recording a message does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import discord
import structlog

from bot.discussions.model import DeletionByOther, MessagesDeleted, ThreadChanged
from bot.services.facts import BotReady, RightsChanged, ServerLeft, ServerSeen
from bot.services.keeping.facts import ServersPresent
from bot.services.translating import Payload, may_be_discussion, message_seen
from bot.services.writer import Writer

log = structlog.get_logger()


class Listening:
    """Everything that happens without a command."""

    def __init__(self, client: discord.Client, writer: Writer) -> None:
        self._client = client
        self._writer = writer
        self._heard: Mapping[str, Callable[..., None]] = {
            "ready": self.ready,
            "guild_join": self.guild_join,
            "guild_available": self.guild_available,
            "guild_remove": self.guild_remove,
            "message_create": self.message_create,
            "raw_message_edit": self.raw_message_edit,
            "raw_message_delete": self.raw_message_delete,
            "raw_bulk_message_delete": self.raw_bulk_message_delete,
            "audit_log_entry_create": self.audit_log_entry_create,
            "raw_thread_update": self.raw_thread_update,
            "guild_channel_update": self.guild_channel_update,
            "guild_role_update": self.guild_role_update,
            "member_update": self.member_update,
        }

    def hear(self, event: str, *args: Any) -> bool:
        """Take an event in; False where nobody listens for it."""
        listener = self._heard.get(event)
        if listener is None:
            return False
        try:
            listener(*args)
        except Exception as error:  # supervised: one odd event stops no other
            log.error("event refused", kind=event, exc_info=error)
        return True

    def hear_message(self, message: Payload) -> None:
        """Take a new message in as it came over the wire."""
        self.hear("message_create", message)

    def ready(self) -> None:
        """A new session, not a resumed one: what was missed is read again."""
        for guild in self._client.guilds:
            self._writer.put(_server(guild))
        present = tuple(guild.id for guild in self._client.guilds)
        self._writer.put(ServersPresent(present))
        self._writer.put(BotReady(present))

    def guild_join(self, guild: discord.Guild) -> None:
        """New, or invited again; the rights that the bot comes with may be others than it had."""
        self._writer.put(_server(guild, joined=True))
        self._take_up(guild)

    def guild_available(self, guild: discord.Guild) -> None:
        self._writer.put(_server(guild))
        self._take_up(guild)

    def _take_up(self, guild: discord.Guild) -> None:
        """After an absence or an outage: what was missed is read, what waited goes on."""
        self._writer.put(RightsChanged(guild.id))
        self._writer.put(BotReady((guild.id,)))

    def guild_remove(self, guild: discord.Guild) -> None:
        self._writer.put(ServerLeft(guild.id))

    def message_create(self, message: Payload) -> None:
        self._take(message)

    def raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        # It carries the message as it is now; the record tells a new revision from a link preview.
        self._take(event.data)

    def _take(self, message: Payload) -> None:
        server_id, channel_id = message.get("guild_id"), int(message["channel_id"])
        if not may_be_discussion(self._client, server_id and int(server_id), channel_id):
            return
        if (seen := message_seen(self._client, message)) is not None:
            self._writer.put(seen)

    def raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self._gone(event.guild_id, event.channel_id, (event.message_id,))

    def raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        self._gone(event.guild_id, event.channel_id, tuple(sorted(event.message_ids)))

    def _gone(self, server_id: int | None, channel_id: int, message_ids: tuple[int, ...]) -> None:
        if may_be_discussion(self._client, server_id, channel_id):
            self._writer.put(MessagesDeleted(channel_id, message_ids))

    def audit_log_entry_create(self, entry: discord.AuditLogEntry) -> None:
        if entry.action is not discord.AuditLogAction.message_delete or entry.user_id is None:
            return
        channel = getattr(entry.extra, "channel", None)
        if channel is None or entry.target is None:
            return
        self._writer.put(
            DeletionByOther(
                entry_id=entry.id,
                server_id=entry.guild.id,
                thread_id=channel.id,
                author_id=int(entry.target.id),
                moderator_id=entry.user_id,
                at=entry.created_at,
            )
        )

    def raw_thread_update(self, event: discord.RawThreadUpdateEvent) -> None:
        state = event.data["thread_metadata"]
        self._writer.put(ThreadChanged(event.thread_id, state["archived"], state["locked"]))

    def guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        self._writer.put(RightsChanged(after.guild.id))

    def guild_role_update(self, _: discord.Role, after: discord.Role) -> None:
        self._writer.put(RightsChanged(after.guild.id))

    def member_update(self, _: discord.Member, after: discord.Member) -> None:
        # Of its own roles the bot is told without the members intent (docs: events/gateway).
        if self._client.user is not None and after.id == self._client.user.id:
            self._writer.put(RightsChanged(after.guild.id))


def _server(guild: discord.Guild, *, joined: bool = False) -> ServerSeen:
    language = "es" if guild.preferred_locale.value.startswith("es") else "en"
    return ServerSeen(guild.id, guild.name, language, joined)
