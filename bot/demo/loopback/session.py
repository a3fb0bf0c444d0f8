"""What a bot that identified is told: numbered events, and those it may have missed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import discord
from simcord.gateway import FakeGateway, FakeWebSocket

from ..fidelity import FaithfulBackend
from .connection import Connection

REPLAYED = 2000
"""Events that are kept for a RESUME. Discord names no number; whoever missed more begins anew."""

_Take = Callable[[Mapping[str, Any]], None]


class Session:
    """One bot's view: events sifted by intents and rights (SimCord), and numbered."""

    def __init__(self, key: str, backend: FaithfulBackend, intents: discord.Intents) -> None:
        self.key = key
        self.connection: Connection | None = None
        self._sieve = FakeGateway(backend, _Client(intents, self.tell))
        self._number = 0
        self._told: deque[dict[str, Any]] = deque(maxlen=REPLAYED)
        self._members = FakeWebSocket(backend, self._sieve)

    def hear(self, event: str, payload: Mapping[str, Any]) -> None:
        """Tell an event of the world, if this bot is to know of it."""
        self._sieve.feed(event, payload)

    def tell(self, event: str, payload: Mapping[str, Any]) -> None:
        """Tell an event, whatever it is: now, or at the next RESUME."""
        self._number += 1
        told = {"op": 0, "t": event, "s": self._number, "d": payload}
        self._told.append(told)
        if self.connection is not None:
            self.connection.send(told)

    def can_replay(self, after: int) -> bool:
        """Whether every event behind number `after` is still kept."""
        return self._number - len(self._told) <= after <= self._number

    def resume(self, connection: Connection, after: int) -> None:
        """Go on over another connection, from the event behind number `after`."""
        self.connection = connection
        for told in [each for each in self._told if each["s"] > after]:
            connection.send(told)
        self.tell("RESUMED", {})

    async def tell_members(self, asked: Mapping[str, Any]) -> None:
        """Answer REQUEST_GUILD_MEMBERS (DOC/events/gateway-events)."""
        await self._members.request_chunks(
            int(asked["guild_id"]),
            asked.get("query"),
            limit=int(asked.get("limit", 0)),
            user_ids=[int(each) for each in _several(asked.get("user_ids"))],
            presences=bool(asked.get("presences")),
            nonce=asked.get("nonce"),
        )


class _Client:
    """What SimCord takes for the state of a discord.py client: its intents and its parsers."""

    def __init__(
        self, intents: discord.Intents, tell: Callable[[str, Mapping[str, Any]], None]
    ) -> None:
        self.intents = intents
        self.parsers = self
        self._tell = tell

    def __getitem__(self, event: str) -> _Take:
        return partial(self._tell, event)

    get = __getitem__


def _several(ids: Any) -> list[Any]:
    return ids if isinstance(ids, list) else [ids] if ids is not None else []
