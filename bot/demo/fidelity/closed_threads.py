"""Locked and archived threads, as Discord closes them.

Archived (DOC/topics/threads): no edit, reaction, command, joining or pin, for bots as well (50083);
deletions are refused in practice (undiscord#520). Sending unarchives unless the thread is locked.
Locked (DOC/topics/threads): without Manage Threads nobody can send or edit; deleting one's own and
reacting work while it is active. Its buttons are dead for everybody (api-docs#7900), and answers to
interactions fail in an archived one (api-docs#5517).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from simcord.backend.errors import missing_access
from simcord.backend.models import Channel, Interaction, Message
from simcord.enums import InteractionType, MessageType

from .memory import Memory, is_archived, is_locked, thread_is_archived, thread_is_locked


class ClosedThreads(Memory):
    """Who may do what in a thread that is locked or archived."""

    def prepare_message(
        self, channel_id: int, author_id: int, content: str | None = "", **fields: Any
    ) -> Message:
        channel = self.get_channel(channel_id)
        if fields.get("system_metadata") is None:  # what Discord itself writes is not refused
            self._refuse_writing(channel, author_id, fields.get("interaction_metadata") is not None)
        return super().prepare_message(channel_id, author_id, content, **fields)

    def _refuse_writing(self, channel: Channel, author_id: int, is_answer: bool) -> None:
        if is_archived(channel) and (is_locked(channel) or is_answer):
            raise thread_is_archived()
        self._refuse_locked(channel, author_id)

    def _refuse_locked(self, channel: Channel, user_id: int) -> None:
        if is_locked(channel) and not self.has(user_id, channel, "manage_threads"):
            raise thread_is_locked()

    def _refuse_archived(self, channel_id: int) -> None:
        if is_archived(self.get_channel(channel_id)):
            raise thread_is_archived()

    def announce_message_create(self, message: Message) -> None:
        thread = self.get_channel(message.channel_id)
        if is_archived(thread):
            self.edit_channel(thread.id, {}, thread_metadata={"archived": False})
        super().announce_message_create(message)

    def edit_channel(self, channel_id: int, changes: Any, **more: Any) -> Channel:
        thread = self.get_channel(channel_id)
        before = is_archived(thread)
        state = dict(more.pop("thread_metadata", None) or {})
        if thread.thread_metadata is not None and state.get("archived", before) != before:
            state["archive_timestamp"] = self.now_iso()
        return super().edit_channel(channel_id, changes, thread_metadata=state, **more)

    def edit_message(self, channel_id: int, message_id: int, fields: dict[str, Any]) -> Message:
        message = self.get_message(channel_id, message_id)
        self._refuse_archived(channel_id)
        self._refuse_locked(self.get_channel(channel_id), message.author_id)
        return super().edit_message(channel_id, message_id, fields)

    def delete_message(self, channel_id: int, message_id: int) -> None:
        self._refuse_archived(channel_id)
        message = self.get_message(channel_id, message_id)
        super().delete_message(channel_id, message_id)
        self._uncount(channel_id, [message])

    def bulk_delete_messages(self, channel_id: int, message_ids: Iterable[int]) -> list[int]:
        self._refuse_archived(channel_id)
        stored = self.messages.get(channel_id, {})
        doomed = [stored[key] for key in set(message_ids) if key in stored]
        deleted = super().bulk_delete_messages(channel_id, [message.id for message in doomed])
        self._uncount(channel_id, doomed)
        return deleted

    def _uncount(self, channel_id: int, deleted: list[Message]) -> None:
        # `message_count` falls with deletions (DOC/resources/channel).
        thread = self.get_channel(channel_id)
        if thread.is_thread:
            thread.message_count -= sum(map(counts, deleted))

    def set_reaction(
        self, channel_id: int, message_id: int, emoji: str, user_id: int, reacted: bool
    ) -> None:
        self._refuse_archived(channel_id)
        super().set_reaction(channel_id, message_id, emoji, user_id, reacted)

    def add_thread_member(self, thread_id: int, user_id: int) -> Channel:
        self._refuse_archived(thread_id)
        return super().add_thread_member(thread_id, user_id)

    def set_pinned(
        self, channel_id: int, message_id: int, pinned: bool, *, actor_id: int | None = None
    ) -> None:
        self._refuse_archived(channel_id)
        super().set_pinned(channel_id, message_id, pinned, actor_id=actor_id)

    def new_interaction(
        self,
        type: int,  # noqa: A002  SimCord's name
        channel_id: int,
        user_id: int,
        guild_id: int | None,
    ) -> Interaction:
        channel = self.get_channel(channel_id)
        if guild_id is not None and self.bot_user.id not in self.get_guild(guild_id).members:
            raise missing_access()
        # A dialog that is open already can still be sent off; its answer is another matter.
        if type != InteractionType.MODAL_SUBMIT:
            self._refuse_interaction(channel, user_id, type == InteractionType.MESSAGE_COMPONENT)
        return super().new_interaction(type, channel_id, user_id, guild_id)

    def _refuse_interaction(self, channel: Channel, user_id: int, is_component: bool) -> None:
        if is_archived(channel):
            raise thread_is_archived()
        if is_locked(channel) and is_component:
            raise thread_is_locked()
        self._refuse_locked(channel, user_id)


def counts(message: Message) -> bool:
    """Whether it is one of a thread's `message_count`, as its starter is not (DOC/channel)."""
    return message.type != MessageType.THREAD_STARTER_MESSAGE
