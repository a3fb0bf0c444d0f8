"""Who may change what of a thread, and how.

DOC/resources/channel, Modify Channel; DOC/topics/threads; api-docs#5573, #6928. Name, duration,
tags and archiving: the owner, or Manage Threads. Locking and slow mode: Manage Threads. An unlocked
archived thread is opened again by whoever may write in it. While a thread is archived nothing else
changes unless the same request unarchives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simcord.backend import errors, serializers
from simcord.backend.models import Channel
from simcord.enums import MessageType
from simcord.http.router import Handler, RequestContext

from .memory import is_archived, is_locked, memory, thread_is_archived
from .patching import repairs
from .starting_threads import check_duration, check_name, check_slow_mode

THREAD_UPDATE = 111
THREAD_DELETE = 112
_STATE = ("archived", "locked", "auto_archive_duration", "invitable")
_FIELDS = ("name", "rate_limit_per_user", "applied_tags", *_STATE)
_MODERATORS = {"locked", "rate_limit_per_user"}
_CHECKS = {
    "name": check_name,
    "auto_archive_duration": check_duration,
    "rate_limit_per_user": check_slow_mode,
}


@dataclass(frozen=True, slots=True)
class _Change:
    thread: Channel
    body: dict[str, Any]
    is_owner: bool
    is_moderator: bool
    may_write: bool

    @property
    def unarchives(self) -> bool:
        return is_archived(self.thread) and self.body.get("archived") is False

    def check(self) -> None:
        """Raise 50083 for an archived thread, 50013 for a missing right, 50035 for a bad value."""
        if is_archived(self.thread) and not self.unarchives:
            raise thread_is_archived()
        if not self.is_moderator and not self._is_open_to_others():
            raise errors.missing_permissions()
        for key in _CHECKS.keys() & self.body:
            _CHECKS[key](self.body[key])

    def _is_open_to_others(self) -> bool:
        if is_locked(self.thread) or _MODERATORS & self.body.keys():
            return False
        if self.is_owner:
            return True
        return self.unarchives and self.body.keys() == {"archived"} and self.may_write


@repairs("PATCH", "/channels/{channel_id}")
def edit_channel(ctx: RequestContext, simcord: Handler) -> Any:
    """Change a thread by the rules above; any other channel as SimCord does."""
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    if not channel.is_thread:
        return simcord(ctx)
    ctx.require_channel_permissions(channel.id)
    actor = ctx.backend.bot_user.id
    rights = memory(ctx.backend)
    _Change(
        channel,
        ctx.fields(*_FIELDS),
        is_owner=channel.owner_id == actor,
        is_moderator=rights.has(actor, channel, "manage_threads"),
        may_write=rights.has(actor, channel, "send_messages_in_threads"),
    ).check()
    _apply(ctx, channel)
    return dict(serializers.channel_payload(ctx.backend, channel))


def _apply(ctx: RequestContext, thread: Channel) -> None:
    body = ctx.body()
    before = _values(thread)
    changed = {key: body[key] for key in _FIELDS if key in body and body[key] != before[key]}
    if not changed:
        return
    ctx.backend.edit_channel(
        thread.id,
        {key: value for key, value in changed.items() if key not in _STATE},
        thread_metadata={key: value for key, value in changed.items() if key in _STATE},
    )
    _record(ctx, thread, before, changed)
    if "name" in changed and not is_archived(thread):
        ctx.backend.create_system_message(
            thread.id,
            MessageType.CHANNEL_NAME_CHANGE,
            ctx.backend.bot_user.id,
            target_channel_id=thread.id,
        )


def _values(thread: Channel) -> dict[str, Any]:
    state = {key: getattr(thread.thread_metadata, key) for key in _STATE}
    return {key: state[key] if key in state else getattr(thread, key) for key in _FIELDS}


def _record(
    ctx: RequestContext, thread: Channel, before: dict[str, Any], changed: dict[str, Any]
) -> None:
    changes = [
        {"key": key, "old_value": before[key], "new_value": value} for key, value in changed.items()
    ]
    assert thread.guild_id is not None  # noqa: S101  threads live in servers
    ctx.backend.record_audit_log(
        thread.guild_id, THREAD_UPDATE, target_id=thread.id, changes=changes, reason=ctx.reason
    )


@repairs("DELETE", "/channels/{channel_id}")
def delete_channel(ctx: RequestContext, simcord: Handler) -> Any:
    """Delete a thread: that needs Manage Threads (DOC/resources/channel, Delete/Close Channel)."""
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    if not channel.is_thread or channel.guild_id is None:
        return simcord(ctx)
    ctx.require_channel_permissions(channel.id, "manage_threads")
    payload = dict(serializers.channel_payload(ctx.backend, channel))
    ctx.backend.delete_channel(channel.id)
    ctx.backend.record_audit_log(
        channel.guild_id, THREAD_DELETE, target_id=channel.id, reason=ctx.reason
    )
    return payload
