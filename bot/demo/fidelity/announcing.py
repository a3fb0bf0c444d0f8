"""What the gateway says, and to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from simcord.backend import serializers
from simcord.backend.access import channel_accessible
from simcord.backend.models import Channel, Guild, Message
from simcord.backend.ops.base import BackendBase
from simcord.enums import MessageType, OptionType
from simcord.gateway import FakeGateway

from .memory import Memory, is_archived, is_repaired, memory
from .patching import patch
from .starting_threads import HAS_THREAD


class Announcing(Memory):
    """Events carry what Discord's carry."""

    def emit(self, event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            payload = {**payload, **self._languages(payload)}
            self._name_whole_command(payload)
        if event == "MESSAGE_CREATE" and self.nonce is not None:
            payload = {**payload, "nonce": self.nonce}
        super().emit(event, payload)

    def _name_whole_command(self, interaction: Mapping[str, Any]) -> None:
        # DOC/resources/message: the name includes subcommands and their groups.
        record = self.interactions[int(interaction["id"])]
        if record.command_name is not None:
            record.command_name = " ".join(_words(interaction["data"]))

    def _languages(self, interaction: Mapping[str, Any]) -> dict[str, str]:
        # DOC/interactions/receiving-and-responding: the person's language, and the server's.
        user = interaction.get("user") or interaction["member"]["user"]
        languages = {"locale": self.locales.get(int(user["id"]), "en-US")}
        if "guild_id" in interaction:
            guild = self.get_guild(int(interaction["guild_id"]))
            languages["guild_locale"] = guild.preferred_locale
        return languages


def _words(command: Mapping[str, Any]) -> Iterator[str]:
    yield command["name"]
    for option in command.get("options") or ():
        if option["type"] in (OptionType.SUBCOMMAND, OptionType.SUBCOMMAND_GROUP):
            yield from _words(option)


@patch
def show_only_what_the_bot_may_see() -> None:
    """Messages and threads of channels that the bot cannot see are not announced to it.

    DOC/topics/threads and DOC/events/gateway; audit entries need View Audit Log.
    """
    own = FakeGateway.feed

    def feed(self: FakeGateway, event: str, payload: Mapping[str, Any]) -> None:
        if is_repaired(self._backend) and _is_hidden(self._backend, event, payload):
            self._backend.transcript.append(("DROPPED", event, "the bot may not see it"))
            return
        own(self, event, payload)

    FakeGateway.feed = feed  # type: ignore[method-assign]  # that is the repair


def _is_hidden(backend: BackendBase, event: str, payload: Mapping[str, Any]) -> bool:
    bot_id = backend.bot_user.id
    if _is_outside(backend, event, payload):
        return True
    if event == "GUILD_AUDIT_LOG_ENTRY_CREATE":
        held = backend.compute_permissions(int(payload["guild_id"]), bot_id)
        return not held & _VIEW_AUDIT_LOG
    if event.startswith("MESSAGE_"):
        channel_id = int(payload["channel_id"])
    elif event in ("THREAD_CREATE", "THREAD_UPDATE"):
        channel_id = int(payload["id"])
    else:
        return False
    return channel_id in backend.channels and not channel_accessible(backend, channel_id, bot_id)


def _is_outside(backend: BackendBase, event: str, payload: Mapping[str, Any]) -> bool:
    """Whether it happened in a server that the bot is not in."""
    guild_id = payload.get("guild_id") or (payload["id"] if event.startswith("GUILD_") else 0)
    guild = backend.guilds.get(int(guild_id))
    is_member = guild is None or backend.bot_user.id in guild.members
    return not is_member and event != "GUILD_DELETE"


_VIEW_AUDIT_LOG = 1 << 7


@patch
def fill_in_messages() -> None:
    """A message shows its thread; a reply to what is gone says null (DOC/resources/message)."""
    own = serializers.message_payload

    def message_payload(
        backend: BackendBase, message: Message, *, for_user: int | None = None
    ) -> Any:
        payload = cast("dict[str, Any]", own(backend, message, for_user=for_user))
        if message.flags & HAS_THREAD and message.id in backend.channels:
            payload["thread"] = serializers.thread_payload(backend, backend.channels[message.id])
        if message.type in (MessageType.REPLY, MessageType.THREAD_STARTER_MESSAGE):
            payload.setdefault("referenced_message", None)
        return payload

    serializers.message_payload = message_payload


@patch
def count_what_was_ever_sent() -> None:
    """`total_message_sent` does not fall with deletions (DOC/resources/channel)."""
    own = serializers.thread_payload

    def thread_payload(backend: BackendBase, thread: Channel) -> Any:
        payload = cast("dict[str, Any]", own(backend, thread))
        if is_repaired(cast("Memory", backend)):
            payload["total_message_sent"] = memory(cast("Memory", backend)).messages_sent[thread.id]
        return payload

    serializers.thread_payload = thread_payload


@patch
def announce_servers_as_joined() -> None:
    """A server comes with its active threads only (DOC/topics/threads).

    And without `unavailable`, which discord.py takes as back from an outage, not as joined.
    """
    own = serializers.guild_create_payload

    def guild_create_payload(backend: BackendBase, guild: Guild) -> Any:
        payload = cast("dict[str, Any]", own(backend, guild))
        del payload["unavailable"]
        threads = [backend.channels[int(thread["id"])] for thread in payload["threads"]]
        payload["threads"] = [
            serializers.thread_payload(backend, thread)
            for thread in threads
            if not is_archived(thread)
            and channel_accessible(backend, thread.id, backend.bot_user.id)
        ]
        return payload

    serializers.guild_create_payload = guild_create_payload
