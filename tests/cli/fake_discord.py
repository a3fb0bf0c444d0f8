"""Just enough of Discord on loopback for a bot to log in, or to be refused.

What it answers follows the documentation's resources (users, application, gateway, guild) and
topics/opcodes-and-status-codes. It keeps what it was asked.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

TOKEN = "a-token-of-nobody"  # noqa: S105 - the fake's own
BOT_ID = 900
MESSAGE_CONTENT_LIMITED = 1 << 19
HELLO, HEARTBEAT, HEARTBEAT_ACK, IDENTIFY, DISPATCH = 10, 1, 11, 2, 0


def answer(data: object, status: int = 200) -> web.Response:
    """Discord names no charset, and discord.py takes nothing else for JSON."""
    response = web.Response(body=json.dumps(data).encode(), status=status)
    response.content_type = "application/json"
    return response


@dataclass
class FakeDiscord:
    """Set its fields before a bot connects; look at `asked` and `identified` after."""

    refuse_identify: int | None = None
    """A close code with which the gateway answers IDENTIFY."""
    broken: int | None = None
    """A status with which every request is answered."""
    mute: bool = False
    """No request is ever answered."""
    deaf_gateway: bool = False
    """The gateway never answers a close."""
    flags: int = MESSAGE_CONTENT_LIMITED
    guilds: dict[int, dict[str, Any]] = field(default_factory=dict)
    url: str = ""
    asked: list[str] = field(default_factory=list)
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)
    identified: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def bot(self) -> dict[str, Any]:
        return {
            "id": str(BOT_ID),
            "username": "thoughts",
            "discriminator": "0",
            "avatar": None,
            "bot": True,
        }

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/api/users/@me", self._me),
                web.get("/api/oauth2/applications/@me", self._info),
                web.put("/api/applications/{id}/commands", self._commands),
                web.get("/api/gateway/bot", self._gateway),
                web.get("/api/guilds/{id}", self._guild),
                web.get("/api/guilds/{id}/channels", self._channels),
                web.get("/api/guilds/{id}/members/{user}", self._member),
                web.get("/gateway/", self._socket),
            ]
        )
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path}")
        self.was_asked.set()
        if self.mute:
            await asyncio.Event().wait()  # until the connection is torn down
        if self.broken is not None:
            return answer({"code": 0, "message": "broken"}, status=self.broken)
        if request.path.startswith("/api") and request.headers["Authorization"] != f"Bot {TOKEN}":
            return answer({"code": 0, "message": "401: Unauthorized"}, status=401)
        return await handler(request)

    async def _me(self, _request: web.Request) -> web.Response:
        return answer(self.bot)

    async def _info(self, _request: web.Request) -> web.Response:
        return answer(
            {
                "id": str(BOT_ID),
                "name": "Thoughts On",
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "",
                "owner": self.bot,
                "team": None,
                "flags": self.flags,
            }
        )

    async def _commands(self, request: web.Request) -> web.Response:
        commands = await request.json()
        known = {"application_id": str(BOT_ID), "version": "1"}
        made = [{**each, **known, "id": str(number)} for number, each in enumerate(commands, 1)]
        return answer(made)

    async def _gateway(self, _request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return answer({"url": self._socket_url, "shards": 1, "session_start_limit": limit})

    @property
    def _socket_url(self) -> str:
        return f"{self.url.replace('http', 'ws', 1)}/gateway/"

    async def _guild(self, request: web.Request) -> web.Response:
        guild = self.guilds.get(int(request.match_info["id"]))
        if guild is None:
            return answer({"code": 10004, "message": "Unknown Guild"}, status=404)
        return answer(guild["guild"])

    async def _channels(self, request: web.Request) -> web.Response:
        return answer(self.guilds[int(request.match_info["id"])]["channels"])

    async def _member(self, request: web.Request) -> web.Response:
        return answer(self.guilds[int(request.match_info["id"])]["member"])

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoclose=not self.deaf_gateway)
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41250}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            await self._hear(socket, message.json())
        return socket

    async def _hear(self, socket: web.WebSocketResponse, payload: dict[str, Any]) -> None:
        if payload["op"] == HEARTBEAT:
            await socket.send_json({"op": HEARTBEAT_ACK})
        if payload["op"] != IDENTIFY:
            return
        if self.refuse_identify is not None:
            await socket.close(code=self.refuse_identify)
            return
        await socket.send_json({"op": DISPATCH, "t": "READY", "s": 1, "d": self._ready()})
        self.identified.set()
        if self.deaf_gateway:
            await asyncio.Event().wait()  # until the connection is torn down

    def _ready(self) -> dict[str, Any]:
        return {
            "v": 10,
            "user": self.bot,
            "guilds": [],
            "session_id": "session",
            "resume_gateway_url": self._socket_url,
            "application": {"id": str(BOT_ID), "flags": self.flags},
        }


@asynccontextmanager
async def opened() -> AsyncIterator[FakeDiscord]:
    """A fake on a free port of loopback."""
    fake = FakeDiscord()
    runner = web.AppRunner(fake.application(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    fake.url = f"http://127.0.0.1:{port}"
    try:
        yield fake
    finally:
        await runner.cleanup()
