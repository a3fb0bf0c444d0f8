"""Channels and roles of an embedded Discord.

Handles hold ids; what they tell is read from the world when asked. Building goes past all rights.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import discord
from simcord.backend.models import Channel as Stored
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from .seen import Seen, seen

if TYPE_CHECKING:
    from .embedded import EmbeddedDiscord
    from .people import Person


@dataclass(frozen=True, slots=True)
class Channel:
    """A text channel, a thread, or a person's direct messages with the bot."""

    world: EmbeddedDiscord = field(repr=False, compare=False)
    id: int

    @property
    def stored(self) -> Stored:
        """The channel as the backend keeps it; raises BackendError (10003) once it is deleted."""
        return self.world.backend.get_channel(self.id)

    @property
    def name(self) -> str:
        """Its name; empty for direct messages."""
        return self.stored.name or ""

    @property
    def mention(self) -> str:
        """How a message links to it."""
        return f"<#{self.id}>"

    @property
    def locked(self) -> bool:
        """Whether it is a locked thread."""
        state = self.stored.thread_metadata
        return state is not None and state.locked

    @property
    def archived(self) -> bool:
        """Whether it is an archived thread."""
        state = self.stored.thread_metadata
        return state is not None and state.archived

    @property
    def threads(self) -> tuple[Channel, ...]:
        """Its threads, oldest first."""
        stored = self.world.backend.channels.values()
        ids = sorted(c.id for c in stored if c.is_thread and c.parent_id == self.id)
        return tuple(Channel(self.world, thread_id) for thread_id in ids)

    @property
    def messages(self) -> tuple[Seen, ...]:
        """Everything in it, private answers aside, oldest first."""
        backend = self.world.backend
        stored = sorted(backend.messages[self.id].values(), key=lambda message: message.id)
        return tuple(seen(backend, message) for message in stored if not message.is_ephemeral)

    def allow(self, whom: Role | Person, *permissions: str) -> None:
        """Give `whom` the named permissions here, past what the roles say."""
        self._overwrite(whom, allow=_bits(permissions))

    def deny(self, whom: Role | Person, *permissions: str) -> None:
        """Take the named permissions from `whom` here."""
        self._overwrite(whom, deny=_bits(permissions))

    def _overwrite(self, whom: Role | Person, allow: int = 0, deny: int = 0) -> None:
        kept = next((o for o in self.stored.overwrites if o.target_id == whom.id), None)
        was_allowed, was_denied = (kept.allow, kept.deny) if kept is not None else (0, 0)
        kind = OverwriteType.ROLE if isinstance(whom, Role) else OverwriteType.MEMBER
        self.world.backend.set_overwrite(
            self.id,
            Overwrite(whom.id, kind, was_allowed & ~deny | allow, was_denied & ~allow | deny),
        )

    def set_slow_mode(self, seconds: int) -> None:
        """Let everybody write once in `seconds`."""
        self.world.backend.edit_channel(self.id, {"rate_limit_per_user": seconds})

    def remove(self) -> None:
        """Delete it."""
        self.world.backend.delete_channel(self.id)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a server; `@everyone` is one."""

    world: EmbeddedDiscord = field(repr=False, compare=False)
    server_id: int
    id: int

    @property
    def mention(self) -> str:
        """How a message mentions it."""
        return f"<@&{self.id}>"

    def set_permissions(self, permissions: discord.Permissions) -> None:
        """Give it exactly these."""
        self.world.backend.edit_role(self.server_id, self.id, {"permissions": permissions.value})

    def take(self, *permissions: str) -> None:
        """Take the named permissions from it."""
        role = self.world.backend.get_role(self.server_id, self.id)
        kept = discord.Permissions(role.permissions & ~_bits(permissions))
        self.set_permissions(kept)


def _bits(permissions: Iterable[str]) -> int:
    return discord.Permissions(**dict.fromkeys(permissions, True)).value
