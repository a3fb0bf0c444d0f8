"""What a message may carry, and to whom it may go.

DOC/resources/message, Create Message; DOC/resources/channel for slow mode, DOC/change-log of 23
February 2026 for who is exempt. Embeds without Embed Links: refused where nothing else would be
left (50013), dropped in silence where there is text beside them, and dropped from edits
(api-docs#2601, api-docs#5648, Spoffy/EcoDiscordPlugin#47).
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from datetime import timedelta
from typing import Any

import simcord.backend.ops.messages
import simcord.http._helpers
from simcord.backend import errors
from simcord.backend.errors import BackendError, invalid_form_body
from simcord.backend.models import Channel, Message
from simcord.components import validate_message_state
from simcord.http._helpers import message_response
from simcord.http.router import Handler, RequestContext

from .memory import Memory, memory
from .patching import patch, repairs

SUPPRESS_EMBEDS = 1 << 2
SUPPRESS_NOTIFICATIONS = 1 << 12
VOICE_MESSAGE = 1 << 13
COMPONENTS_V2 = 1 << 15
_SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | VOICE_MESSAGE | COMPONENTS_V2

# Discord says "the past few minutes" and gives no number.
NONCE_MEMORY = timedelta(minutes=5)

longest_text: ContextVar[int] = ContextVar("longest_text", default=2000)
"""How many characters the writer may use: bots 2000, members with Nitro 4000."""


class Sending(Memory):
    """Direct messages may be closed, and channels may be slow."""

    def prepare_message(
        self, channel_id: int, author_id: int, content: str | None = "", **fields: Any
    ) -> Message:
        channel = self.get_channel(channel_id)
        is_plain = not (fields.get("interaction_metadata") or fields.get("system_metadata"))
        if is_plain and channel.guild_id is None and author_id == self.bot_user.id:
            self._refuse_unwanted(channel)
        if is_plain and channel.rate_limit_per_user:
            self._refuse_hurry(channel, author_id)
        return super().prepare_message(channel_id, author_id, content, **fields)

    def _refuse_unwanted(self, dm: Channel) -> None:
        (recipient,) = dm.recipient_ids
        meets = any(
            {recipient, self.bot_user.id} <= guild.members.keys() for guild in self.guilds.values()
        )
        if recipient in self.closed_dms or not meets:
            raise BackendError(403, 50007, "Cannot send messages to this user")

    def _refuse_hurry(self, channel: Channel, author_id: int) -> None:
        if self.users[author_id].bot or self.has(author_id, channel, "bypass_slowmode"):
            return
        spoke = self.last_spoke.get((channel.id, author_id))
        pause = timedelta(seconds=channel.rate_limit_per_user)
        if spoke is not None and self.clock.now() - spoke < pause:
            raise BackendError(429, 20016, "This action cannot be performed due to slowmode.")

    def announce_message_create(self, message: Message) -> None:
        self.last_spoke[message.channel_id, message.author_id] = self.clock.now()
        super().announce_message_create(message)


@repairs("POST", "/channels/{channel_id}/messages")
def send(ctx: RequestContext, simcord: Handler) -> Any:
    """Send a message by the rules above; a known enforced nonce gives the message that it made."""
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    body = dict(ctx.body())
    if channel.guild_id is not None:
        _check_rights(ctx, channel, body)
    _check_reply(ctx, channel, body)
    body["flags"] = int(body.get("flags") or 0) & _SETTABLE
    answer = _once(replace(ctx, json=body), simcord)
    if int(answer["id"]) not in ctx.backend.messages[channel.id]:
        raise BackendError(400, 200000, "Message was blocked by automatic moderation")
    return answer


def _check_rights(ctx: RequestContext, channel: Channel, body: dict[str, Any]) -> None:
    if ctx.files:
        ctx.require_channel_permissions(channel.id, "attach_files")
    if not memory(ctx.backend).has(ctx.backend.bot_user.id, channel, "embed_links"):
        _drop_embeds(body, is_full=bool(body.get("content") or body.get("components") or ctx.files))


def _drop_embeds(body: dict[str, Any], *, is_full: bool) -> None:
    has_embeds = bool(body.get("embeds") or body.get("embed"))
    if has_embeds and not is_full:
        raise errors.missing_permissions()
    body.pop("embed", None)
    body.pop("embeds", None)


def _check_reply(ctx: RequestContext, channel: Channel, body: dict[str, Any]) -> None:
    reference = body.get("message_reference")
    if not isinstance(reference, dict) or reference.get("type", 0) != 0:
        return
    if not memory(ctx.backend).has(ctx.backend.bot_user.id, channel, "read_message_history"):
        raise BackendError(400, 160002, "Cannot reply without permission to read message history")
    if int(reference.get("message_id") or 0) in ctx.backend.messages[channel.id]:
        return
    if reference.get("fail_if_not_exists", True):
        raise invalid_form_body("message_reference: Unknown message")
    del body["message_reference"]


def _once(ctx: RequestContext, simcord: Handler) -> Any:
    nonce = ctx.body().get("nonce")
    if nonce is None:
        return simcord(ctx)
    if not isinstance(nonce, str | int) or len(str(nonce)) > 25:
        raise invalid_form_body("nonce: Must be 25 or fewer in length.")
    known = _known(ctx, str(nonce)) if ctx.body().get("enforce_nonce") else None
    answer = message_response(ctx, known) if known is not None else _send_with(ctx, nonce, simcord)
    return {**answer, "nonce": nonce}


def _known(ctx: RequestContext, nonce: str) -> Message | None:
    channel_id = ctx.int_arg("channel_id")
    remembered = memory(ctx.backend).nonces.get((channel_id, ctx.backend.bot_user.id, nonce))
    if remembered is None or ctx.backend.clock.now() - remembered[1] > NONCE_MEMORY:
        return None
    return ctx.backend.messages[channel_id].get(remembered[0])


def _send_with(ctx: RequestContext, nonce: str | int, simcord: Handler) -> Any:
    behind = memory(ctx.backend)
    behind.nonce = nonce
    try:
        answer = simcord(ctx)
    finally:
        behind.nonce = None
    key = (ctx.int_arg("channel_id"), ctx.backend.bot_user.id, str(nonce))
    behind.nonces[key] = (int(answer["id"]), behind.clock.now())
    _forget_old_nonces(behind)
    return answer


def _forget_old_nonces(behind: Memory) -> None:
    while behind.nonces:
        oldest = next(iter(behind.nonces))
        if behind.clock.now() - behind.nonces[oldest][1] <= NONCE_MEMORY:
            return
        del behind.nonces[oldest]


@repairs("PATCH", "/channels/{channel_id}/messages/{message_id}")
def edit(ctx: RequestContext, simcord: Handler) -> Any:
    """Edit a message; embeds go in silence without Embed Links."""
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    body = dict(ctx.body())
    if not memory(ctx.backend).has(ctx.backend.bot_user.id, channel, "embed_links"):
        body.pop("embeds", None)
    return simcord(replace(ctx, json=body))


@patch
def let_nitro_write_more() -> None:
    """Members with Nitro write 4000 characters (api-docs#3117), not 2000."""
    check = _lenient(validate_message_state)
    for module in (simcord.backend.ops.messages, simcord.http._helpers):
        vars(module)["validate_message_state"] = check


def _lenient(check: Callable[..., list[dict[str, Any]]]) -> Callable[..., list[dict[str, Any]]]:
    def lenient(components: Any, *, content: str | None, **rest: Any) -> list[dict[str, Any]]:
        if isinstance(content, str) and 2000 < len(content) <= longest_text.get():
            content = content[:2000]
        return check(components, content=content, **rest)

    return lenient
