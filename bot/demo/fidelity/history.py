"""Reading back: messages page by page, and the list of archived threads.

DOC/resources/message, Get Channel Messages: 1 to 100 of them, newest first, whichever of `before`,
`after`, `around` is given; `after` means the oldest ones after it. DOC/resources/channel, List
Public Archived Threads: newest archiving first, `before` a time (an id for joined private ones),
and whether there are more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from simcord.backend import serializers
from simcord.backend.access import channel_accessible
from simcord.backend.errors import invalid_form_body
from simcord.backend.models import Channel, Message
from simcord.http._helpers import message_response
from simcord.http.router import Handler, RequestContext

from .patching import repairs


def _limit(ctx: RequestContext, lowest: int) -> int:
    limit = int(ctx.params.get("limit", 50))
    if not lowest <= limit <= 100:
        raise invalid_form_body(f"limit: int value should be between {lowest} and 100.")
    return limit


@repairs("GET", "/channels/{channel_id}/messages")
def history(ctx: RequestContext, _simcord: Handler) -> Any:
    """A page of messages, newest first; none without Read Message History."""
    channel_id = ctx.int_arg("channel_id")
    ctx.require_channel_permissions(channel_id)
    limit = _limit(ctx, 1)
    if not channel_accessible(ctx.backend, channel_id, ctx.backend.bot_user.id, history=True):
        return []
    stored = ctx.backend.messages[channel_id].values()
    visible = sorted((m for m in stored if not m.is_ephemeral), key=lambda m: m.id)
    page = _page(visible, ctx.params, limit)
    return [message_response(ctx, message) for message in reversed(page)]


def _page(messages: list[Message], params: dict[str, Any], limit: int) -> list[Message]:
    """The page asked for, oldest first."""
    if "around" in params:
        return _around(messages, int(params["around"]), limit)
    if "after" in params:
        after = int(params["after"])
        return [message for message in messages if message.id > after][:limit]
    if "before" in params:
        messages = [message for message in messages if message.id < int(params["before"])]
    return messages[-limit:]


def _around(messages: list[Message], pivot: int, limit: int) -> list[Message]:
    # Half before and half after; the message itself, if it exists, counts in the limit.
    older = [message for message in messages if message.id < pivot]
    newer = [message for message in messages if message.id >= pivot]
    half = limit // 2
    return older[max(0, len(older) - half) :] + newer[: limit - min(half, len(older))]


@repairs(
    "GET",
    "/channels/{channel_id}/threads/archived/public",
    "/channels/{channel_id}/threads/archived/private",
)
def archived_threads(ctx: RequestContext, simcord: Handler) -> Any:
    """A page of archived threads, the one archived last first; `before` is a time."""
    before = ctx.params.get("before")
    horizon = datetime.fromisoformat(str(before)) if before else None
    return _thread_page(ctx, simcord, _archived_at, horizon)


@repairs("GET", "/channels/{channel_id}/users/@me/threads/archived/private")
def joined_archived_threads(ctx: RequestContext, simcord: Handler) -> Any:
    """A page of the private archived threads that one is in, newest first; `before` is an id."""
    before = ctx.params.get("before")
    return _thread_page(ctx, simcord, lambda thread: thread.id, int(before) if before else None)


def _archived_at(thread: Channel) -> datetime:
    assert thread.thread_metadata is not None  # noqa: S101  it is a thread
    return datetime.fromisoformat(thread.thread_metadata.archive_timestamp)


def _thread_page(
    ctx: RequestContext, simcord: Handler, key: Callable[[Channel], Any], before: Any
) -> dict[str, Any]:
    limit = _limit(ctx, 2)
    threads = [ctx.backend.get_thread(int(listed["id"])) for listed in simcord(ctx)["threads"]]
    threads = [thread for thread in threads if before is None or key(thread) < before]
    threads.sort(key=key, reverse=True)
    return serializers.thread_list_payload(
        ctx.backend, threads[:limit], has_more=len(threads) > limit
    )
