"""How a thread begins.

DOC/topics/threads and DOC/resources/channel (Start Thread from Message): its id is the message's,
one to a message (160004), the message carries HAS_THREAD and is announced again, and the thread
opens with a THREAD_STARTER_MESSAGE (type 21) that refers to it; the parent channel gets no further
message. Only a thread without a message is announced in the channel (THREAD_CREATED, type 18), and
a private one is not. Names have 1 to 100 characters, durations are 60, 1440, 4320, 10080 minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from simcord.backend import serializers
from simcord.backend.errors import BackendError, invalid_form_body
from simcord.backend.models import Channel, Message, SystemMessageMetadata
from simcord.enums import ChannelType, MessageType
from simcord.http.router import Handler, RequestContext

from .closed_threads import counts
from .memory import Memory, memory
from .patching import repairs

HAS_THREAD = 1 << 5
DURATIONS = (60, 1440, 4320, 10080)
SLOWEST = 21600


def check_name(name: object) -> None:
    """Raise 50035 unless it is a thread's name."""
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= 100:
        raise invalid_form_body("name: Must be between 1 and 100 in length.")


def check_duration(minutes: object) -> None:
    """Raise 50035 unless it is a duration that Discord takes."""
    if minutes not in DURATIONS:
        raise invalid_form_body(f"auto_archive_duration: Value must be one of {DURATIONS}.")


def check_slow_mode(seconds: object) -> None:
    """Raise 50035 unless it is a slow mode that Discord takes."""
    if not isinstance(seconds, int) or not 0 <= seconds <= SLOWEST:
        raise invalid_form_body(f"rate_limit_per_user: Must be between 0 and {SLOWEST}.")


class StartingThreads(Memory):
    """Threads begin as Discord's do."""

    def create_thread(
        self,
        parent_id: int,
        name: str,
        owner_id: int,
        *,
        type: int = ChannelType.PUBLIC_THREAD,  # noqa: A002  SimCord's name
        auto_archive_duration: int = 1440,
        message_id: int | None = None,
        applied_tags: Iterable[int] = (),
        broadcast: bool = True,
    ) -> Channel:
        check_name(name)
        check_duration(auto_archive_duration)
        if message_id is not None and message_id in self.channels:
            raise BackendError(400, 160004, "A thread has already been created for this message")
        is_announced_in_parent = message_id is None and type != ChannelType.PRIVATE_THREAD
        thread = super().create_thread(
            parent_id,
            name,
            owner_id,
            type=type,
            auto_archive_duration=auto_archive_duration,
            message_id=message_id,
            applied_tags=applied_tags,
            broadcast=broadcast and is_announced_in_parent,
        )
        if broadcast and not is_announced_in_parent:
            self.announce_thread_create(thread)
        if message_id is not None:
            self._begin_with(self.get_message(parent_id, message_id), thread)
        return thread

    def _begin_with(self, message: Message, thread: Channel) -> None:
        message.flags |= HAS_THREAD
        self.emit("MESSAGE_UPDATE", dict(serializers.message_payload(self, message)))
        origin = SystemMessageMetadata(
            referenced_channel_id=message.channel_id, referenced_message_id=message.id
        )
        starter = self.prepare_message(
            thread.id,
            message.author_id,
            "a placeholder, since SimCord refuses empty messages",
            message_type=MessageType.THREAD_STARTER_MESSAGE,
            system_metadata=origin,
        )
        starter.content = ""
        self.commit_message(starter)

    def delete_channel(self, channel_id: int) -> None:
        # A channel takes its threads with it; no event of their own tells of them.
        stored = self.get_channel(channel_id)
        for thread in [
            c for c in self.channels.values() if c.parent_id == channel_id and c.is_thread
        ]:
            del self.channels[thread.id], self.messages[thread.id]
            self.get_guild(cast("int", stored.guild_id)).thread_ids.remove(thread.id)
        super().delete_channel(channel_id)

    def commit_message(self, message: Message, *, broadcast: bool = True) -> Message:
        committed = super().commit_message(message, broadcast=broadcast)
        thread = self.get_channel(message.channel_id)
        if thread.is_thread and message.id in self.messages[thread.id]:
            thread.message_count -= not counts(message)
            self.messages_sent[thread.id] += counts(message)
        return committed


@repairs(
    "POST", "/channels/{channel_id}/threads", "/channels/{channel_id}/messages/{message_id}/threads"
)
def start_thread(ctx: RequestContext, simcord: Handler) -> Any:
    """Start a thread; its slow mode needs Manage Threads (api-docs#5573)."""
    slow_mode = ctx.body().get("rate_limit_per_user") or 0
    check_slow_mode(slow_mode)
    parent = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    if slow_mode:
        ctx.require_channel_permissions(parent.id, "manage_threads")
    answer = simcord(ctx)
    thread = memory(ctx.backend).get_thread(int(answer["id"]))
    if slow_mode:
        thread.rate_limit_per_user = slow_mode
        ctx.backend.announce_channel_update(thread.id)
    return {**answer, "rate_limit_per_user": slow_mode}
