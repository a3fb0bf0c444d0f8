"""Asking as somebody else than the bot.

The requests that SimCord answers read the asking account from the backend's `bot_user`. A person's
client has the same requests as a bot, so a seat on the backend puts the person there, and every
rule and every repair holds for both.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from simcord.backend import Backend
from simcord.backend.errors import missing_access
from simcord.backend.models import Channel, User

from .memory import Memory
from .sending import longest_text
from .transport import dispatch_unseen


class Seat:
    """The backend as one account reaches it."""

    def __init__(self, behind: Memory, user: User) -> None:
        self._behind = behind
        self.bot_user = user
        # What people ask is not among the bot's requests, nor meant for the bot's faults.
        self.http_requests: list[Any] = []
        self.transcript: list[Any] = []
        self.faults: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._behind, name)

    def get_channel(self, channel_id: int) -> Channel:
        """As the backend does; raises 50001 for other people's direct messages."""
        channel = self._behind.get_channel(channel_id)
        if channel.guild_id is None and self.bot_user.id not in channel.recipient_ids:
            raise missing_access()
        return channel

    def record_audit_log(self, guild_id: int, action_type: int, **details: Any) -> Any:
        """As the backend does, in the name of this account."""
        details.setdefault("user_id", self.bot_user.id)
        return self._behind.record_audit_log(guild_id, action_type, **details)

    def set_pinned(self, channel_id: int, message_id: int, pinned: bool) -> None:
        """As the backend does, in the name of this account."""
        self._behind.set_pinned(channel_id, message_id, pinned, actor_id=self.bot_user.id)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way to Discord."""

    filename: str
    data: bytes
    description: str | None = None

    @property
    def fp(self) -> io.BytesIO:
        """The bytes as the stream that SimCord reads."""
        return io.BytesIO(self.data)


def ask(
    behind: Memory,
    user: User,
    method: str,
    path: str,
    *,
    json: Any = None,
    files: Sequence[Upload] = (),
    reason: str | None = None,
) -> Any:
    """The answer to the request of `user`; raises BackendError where Discord refuses it."""
    seat = cast("Backend", Seat(behind, user))
    token = longest_text.set(4000 if user.id in behind.nitro else 2000)
    try:
        return dispatch_unseen(seat, method, path, json=json, files=list(files), reason=reason)
    finally:
        longest_text.reset(token)
