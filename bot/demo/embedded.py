"""What every embedded Discord has: servers, people, and a clock.

How a bot comes to it, and how time passes, is for the two that there are: `World` holds the bot in
its own process, on virtual time; `loopback.LiveWorld` is reached over HTTP, on real time.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime, timedelta

from simcord.backend import serializers
from simcord.env import Env

from .fidelity import FaithfulBackend, install
from .places import Channel
from .seen import Seen, seen
from .servers import Server

install()


class EmbeddedDiscord(ABC):
    """Servers and people in memory; `backend` and `env` are SimCord's, repaired."""

    def __init__(self, backend: FaithfulBackend, env: Env, bot_name: str) -> None:
        self.backend = backend
        self.env = env
        backend.bot_user.name = bot_name

    def now(self) -> datetime:
        """What the world's clock shows: UTC."""
        return self.backend.clock.now()

    @abstractmethod
    async def advance(self, by: timedelta) -> None:
        """Move the clock forward."""

    @abstractmethod
    async def settle(self) -> None:
        """Let the bot deal with what has just happened, as far as that can be known."""

    def create_server(self, name: str, *, owner: str = "Olivia", locale: str = "en-US") -> Server:
        """A new server, with its owner and the bot in it."""
        user = self.backend.make_user(owner)
        stored = self.backend.create_guild(name, owner_id=user.id, preferred_locale=locale)
        return Server(self, stored.id)

    @property
    def servers(self) -> tuple[Server, ...]:
        """All servers, oldest first."""
        return tuple(Server(self, server_id) for server_id in sorted(self.backend.guilds))

    def server(self, server_id: int) -> Server:
        """The server with this id."""
        return Server(self, server_id)

    def channel(self, channel_id: int) -> Channel:
        """The channel, thread or direct messages with this id."""
        return Channel(self, channel_id)

    def message(self, channel_id: int, message_id: int) -> Seen:
        """A message as it stands; raises BackendError (10008) where it is gone."""
        return seen(self.backend, self.backend.get_message(channel_id, message_id))

    async def unfurl(self, message: Seen, title: str) -> None:
        """Discord adds the preview of a link to a message, which counts as no edit."""
        stored = self.backend.get_message(message.channel_id, message.id)
        stored.embeds = [*stored.embeds, {"type": "link", "title": title}]
        self.backend.emit("MESSAGE_UPDATE", dict(serializers.message_payload(self.backend, stored)))
        await self.settle()
