"""Deletions, and what the audit log says of them.

DOC/resources/audit-log; api-docs#7856, #1611, #5911: a moderator's deletion of somebody else's
message is an entry (72) with a count and no message id; a run of them by one moderator, of one
author, in one channel is one entry whose count grows without an event. Own deletions leave none,
and single deletions by bots leave none. DOC/resources/message: bulk deletion takes 2 to 100 ids,
none older than 14 days (50034), and is an entry of its own (73).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from simcord.backend.errors import BackendError
from simcord.backend.models import AuditLogEntry, Message
from simcord.http.router import Handler, RequestContext

from .memory import Memory, memory
from .patching import repairs

MESSAGE_DELETE = 72
BULK_DELETE_AGE = timedelta(days=14)

# How long a run may last is not documented.
RUN = timedelta(minutes=5)


@repairs("DELETE", "/channels/{channel_id}/messages/{message_id}")
def delete_message(ctx: RequestContext, simcord: Handler) -> Any:
    """Delete a message; in a direct message only one's own (50003)."""
    message = ctx.require_message(ctx.int_arg("channel_id"), ctx.int_arg("message_id"))
    actor = ctx.backend.bot_user
    is_own = message.author_id == actor.id
    if not is_own and ctx.backend.get_channel(message.channel_id).guild_id is None:
        raise BackendError(403, 50003, "Cannot execute action on a DM channel")
    answer = simcord(ctx)
    if not is_own and not actor.bot:
        _record(memory(ctx.backend), actor.id, message)
    return answer


def _record(backend: Memory, actor_id: int, message: Message) -> None:
    guild_id = backend.get_channel(message.channel_id).guild_id
    assert guild_id is not None  # noqa: S101  a moderator's deletion happens in a server
    run = _run(backend, guild_id, actor_id, message)
    if run is not None:
        run.options["count"] = str(int(run.options["count"]) + 1)
        return
    options = {"channel_id": str(message.channel_id), "count": "1"}
    backend.record_audit_log(
        guild_id,
        MESSAGE_DELETE,
        target_id=message.author_id,
        options=options,
        user_id=actor_id,
    )


def _run(backend: Memory, guild_id: int, actor_id: int, message: Message) -> AuditLogEntry | None:
    for entry in reversed(backend.get_guild(guild_id).audit_log_entries):
        if backend.age_of(entry.id) > RUN:
            return None
        if (
            entry.action_type == MESSAGE_DELETE
            and entry.user_id == actor_id
            and entry.target_id == message.author_id
            and entry.options["channel_id"] == str(message.channel_id)
        ):
            return entry
    return None


@repairs("POST", "/channels/{channel_id}/messages/bulk-delete")
def bulk_delete(ctx: RequestContext, simcord: Handler) -> Any:
    """Delete several messages at once; the whole call fails if one is too old."""
    ids = [int(key) for key in ctx.body().get("messages") or []]
    if any(memory(ctx.backend).age_of(key) > BULK_DELETE_AGE for key in ids):
        raise BackendError(400, 50034, "A message provided was too old to bulk delete.")
    return simcord(ctx)
