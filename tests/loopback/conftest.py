"""A Discord on loopback with a small community, and a bot that speaks its protocol by hand."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import discord
import pytest

from bot.demo.loopback import LiveWorld, Loopback
from bot.demo.loopback.server import TOKEN
from bot.demo.people import Person
from bot.demo.places import Channel
from bot.demo.servers import Server

AUTHORIZATION = {"Authorization": f"Bot {TOKEN}"}
INTENTS = discord.Intents(guilds=True, guild_messages=True, message_content=True)


@dataclass
class Socket:
    """A connection to the gateway, and what came over it."""

    wire: aiohttp.ClientWebSocketResponse
    events: list[dict[str, Any]] = field(default_factory=list)

    async def send(self, op: int, data: Any) -> None:
        await self.wire.send_json({"op": op, "d": data})

    async def identify(self, intents: discord.Intents = INTENTS, token: str = TOKEN) -> None:
        await self.send(2, {"token": token, "intents": intents.value, "properties": {}})

    async def resume(self, session: str, after: int) -> None:
        await self.send(6, {"token": TOKEN, "session_id": session, "seq": after})

    async def next(self) -> dict[str, Any]:
        """The next payload."""
        message = await self.wire.receive(timeout=5)
        assert message.type is aiohttp.WSMsgType.TEXT, message
        return json.loads(message.data)

    async def event(self, name: str) -> dict[str, Any]:
        """The next event of that name; those before it are passed over."""
        while (payload := await self.next())["t"] != name:
            self.events.append(payload)
        self.events.append(payload)
        return payload

    async def closed(self) -> int | None:
        """The code with which Discord closes the connection."""
        message = await self.wire.receive(timeout=5)
        assert message.type is aiohttp.WSMsgType.CLOSE, message
        return message.data


@dataclass
class Scene:
    """Everything a contract needs."""

    discord: Loopback
    world: LiveWorld
    server: Server
    channel: Channel
    ana: Person
    http: aiohttp.ClientSession

    async def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] = AUTHORIZATION,
        **request: Any,
    ) -> tuple[int, Any]:
        """A request of the bot: the status and the document that come back."""
        url = f"{self.discord.url}/api/v10{path}"
        async with self.http.request(method, url, headers=headers, **request) as response:
            data = await response.read()
            return response.status, json.loads(data) if data else None

    async def dial(self, **query: str) -> Socket:
        """A new connection to the gateway, which has said HELLO."""
        _, told = await self.ask("GET", "/gateway/bot")
        socket = Socket(await self.http.ws_connect(told["url"], params=query, autoclose=False))
        hello = await socket.next()
        assert (hello["op"], hello["d"]["heartbeat_interval"] > 1000) == (10, True)
        return socket

    async def identified(self, intents: discord.Intents = INTENTS) -> Socket:
        """A connection of a bot that knows its server."""
        socket = await self.dial()
        await socket.identify(intents)
        await socket.event("GUILD_CREATE")
        return socket


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    world = LiveWorld()
    server = world.create_server("The Daily")
    channel, ana = server.create_channel("news"), server.person("Ana")
    async with Loopback.open(world) as opened, aiohttp.ClientSession() as http:
        yield Scene(opened, world, server, channel, ana, http)
