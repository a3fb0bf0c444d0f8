"""From Discord's events to facts. Nothing is awaited before a fact is in: order is kept."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.discussions.model import DeletionByOther, MessagesDeleted, ThreadChanged
from bot.services.dispatcher import Dispatcher
from bot.services.facts import BotReady, RightsChanged, ServerLeft, ServerSeen
from bot.services.translating import may_be_discussion, message_seen
from bot.services.writer import Writer


class Listening(commands.Cog):
    """Everything that happens without a command."""

    def __init__(self, client: discord.Client, writer: Writer, dispatcher: Dispatcher) -> None:
        self._client = client
        self._writer = writer
        self._dispatcher = dispatcher

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """A new session, not a resumed one: what was missed is read again."""
        for guild in self._client.guilds:
            self._writer.put(_server(guild))
        self._writer.put(BotReady(tuple(guild.id for guild in self._client.guilds)))
        self._dispatcher.wake()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        self._writer.put(_server(guild))

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self._writer.put(ServerLeft(guild.id))

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        self._take(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        # It carries the message as it is now; the record tells a new revision from a link preview.
        self._take(event.message)

    def _take(self, message: discord.Message) -> None:
        if not may_be_discussion(self._client, message.channel):
            return
        if (seen := message_seen(self._client, message)) is not None:
            self._writer.put(seen)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self._gone(event.channel_id, (event.message_id,))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        self._gone(event.channel_id, tuple(sorted(event.message_ids)))

    def _gone(self, channel_id: int, message_ids: tuple[int, ...]) -> None:
        if may_be_discussion(self._client, self._client.get_channel(channel_id)):
            self._writer.put(MessagesDeleted(channel_id, message_ids))

    @commands.Cog.listener()
    async def on_audit_log_entry_create(self, entry: discord.AuditLogEntry) -> None:
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

    @commands.Cog.listener()
    async def on_raw_thread_update(self, event: discord.RawThreadUpdateEvent) -> None:
        state = event.data["thread_metadata"]
        self._writer.put(ThreadChanged(event.thread_id, state["archived"], state["locked"]))

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        self._writer.put(RightsChanged(after.guild.id))

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, after: discord.Role) -> None:
        self._writer.put(RightsChanged(after.guild.id))


def _server(guild: discord.Guild) -> ServerSeen:
    language = "es" if guild.preferred_locale.value.startswith("es") else "en"
    return ServerSeen(guild.id, guild.name, language)
