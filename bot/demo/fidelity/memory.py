"""SimCord's backend, with room for what it forgets, and the facts that the rules ask for."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import cast

from simcord._clock import Clock
from simcord.backend import Backend, permissions
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel

from ..traffic import Traffic

DISCORD_EPOCH_MS = 1420070400000


class Memory(Backend):
    """What the repairs remember beside SimCord's own state."""

    def __init__(self, clock: Clock) -> None:
        self.traffic = Traffic()
        # The language of a person's client by user id; en-US where none is told.
        self.locales: dict[int, str] = {}
        # People who may write 4000 characters.
        self.nitro: set[int] = set()
        # People who take no direct messages.
        self.closed_dms: set[int] = set()
        # Messages ever sent in a thread, by its id: unlike `message_count` it never falls.
        self.messages_sent: Counter[int] = Counter()
        # When somebody last spoke, by channel and user.
        self.last_spoke: dict[tuple[int, int], datetime] = {}
        # The message that a nonce stands for, by channel, author and nonce, oldest first.
        self.nonces: dict[tuple[int, int, str], tuple[int, datetime]] = {}
        # The nonce of the message being sent.
        self.nonce: str | int | None = None
        super().__init__(clock=clock)

    def has(self, user_id: int, channel: Channel, *names: str) -> bool:
        """Whether the user holds every named permission there; in a direct message, always."""
        if channel.guild_id is None:
            return True
        held = self.compute_permissions(channel.guild_id, user_id, channel.id)
        return all(held & permissions.flag(name) for name in names)

    def age_of(self, snowflake: int) -> timedelta:
        """How long ago the id was made."""
        made = ((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000
        return timedelta(seconds=self.clock.now().timestamp() - made)


def memory(backend: Backend) -> Memory:
    """The repaired backend that `backend` is, or is a seat on."""
    return cast("Memory", getattr(backend, "_behind", backend))


def is_repaired(backend: Backend) -> bool:
    """Whether the repairs hold for `backend`."""
    return isinstance(getattr(backend, "_behind", backend), Memory)


def is_archived(channel: Channel) -> bool:
    """Whether it is a thread, and archived."""
    return channel.thread_metadata is not None and channel.thread_metadata.archived


def is_locked(channel: Channel) -> bool:
    """Whether it is a thread, and locked."""
    return channel.thread_metadata is not None and channel.thread_metadata.locked


def thread_is_archived() -> BackendError:
    """HTTP 400 as seen in practice (victornpb/undiscord#399); the code is documented."""
    return BackendError(400, 50083, "Thread is archived")


def thread_is_locked() -> BackendError:
    """The code is documented; its HTTP status is not, 403 is assumed."""
    return BackendError(403, 160005, "Thread is locked")
