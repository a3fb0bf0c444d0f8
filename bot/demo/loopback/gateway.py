"""Discord's gateway (DOC/events/gateway, DOC/topics/opcodes-and-status-codes)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord.backend import serializers
from simcord.intents import missing_privileged_intents

from .connection import Connection
from .live import LiveWorld
from .rest import as_json
from .session import Session

PATH = "/gateway"
HEARTBEAT_MS = 41250

HEARTBEAT, IDENTIFY, RESUME, REQUEST_MEMBERS = 1, 2, 6, 8
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11
_IGNORED = (3, 4)  # presence and voice, of which nobody here takes notice

UNKNOWN_ERROR, UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED = 4000, 4001, 4002, 4003
AUTHENTICATION_FAILED, ALREADY_AUTHENTICATED, DISALLOWED_INTENTS = 4004, 4005, 4014


class Gateway:
    """Lets bots that hold `token` in, and tells them what happens in the world."""

    def __init__(self, world: LiveWorld, token: str) -> None:
        self._world = world
        self._token = token
        self.sessions: dict[str, Session] = {}
        world.listen(self._hear_of)

    @property
    def connected(self) -> bool:
        """Whether a bot is connected that has identified or resumed."""
        return any(session.connection is not None for session in self.sessions.values())

    def routes(self) -> list[web.AbstractRouteDef]:
        """Where bots ask for the gateway, and the gateway."""
        return [
            web.get("/api/v10/gateway", self._tell_where),
            web.get("/api/v10/gateway/bot", self._tell_where),
            web.get(PATH, self._connect),
        ]

    async def drop(self, *, resumable: bool = True, code: int = UNKNOWN_ERROR) -> None:
        """Close every connection; unless `resumable`, a RESUME meets INVALID SESSION then."""
        lost = [each.connection for each in self.sessions.values() if each.connection is not None]
        if not resumable:
            self.sessions.clear()
        for connection in lost:
            await connection.close(code)

    def _hear_of(self, event: str, payload: Mapping[str, Any]) -> None:
        for session in tuple(self.sessions.values()):
            session.hear(event, payload)

    async def _tell_where(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return as_json({"url": _address(request), "shards": 1, "session_start_limit": limit})

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False, max_msg_size=1 << 20)
        await socket.prepare(request)
        connection = Connection(socket, compressed=request.query.get("compress") == "zlib-stream")
        connection.send({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}})
        caller = _Caller(self, self._world, connection, _address(request), self._token)
        try:
            async for message in socket:
                if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    await caller.hear(message.data)
        finally:
            caller.leave()
        return socket


class _Caller:
    """A bot at the other end of a connection: what it says, and what that leads to."""

    def __init__(
        self, gateway: Gateway, world: LiveWorld, connection: Connection, address: str, token: str
    ) -> None:
        self._gateway = gateway
        self._world = world
        self._connection = connection
        self._address = address
        self._token = token
        self._session: Session | None = None

    async def hear(self, data: str | bytes) -> None:
        """Deal with one payload."""
        try:
            payload = json.loads(data)
            opcode, said = payload["op"], payload.get("d")
        except (ValueError, LookupError, TypeError):
            await self._connection.close(DECODE_ERROR)
            return
        if opcode == HEARTBEAT:
            self._connection.send({"op": HEARTBEAT_ACK})
        elif opcode == IDENTIFY:
            await self._identify(said)
        elif opcode == RESUME:
            await self._resume(said)
        elif opcode not in (*_IGNORED, REQUEST_MEMBERS):
            await self._connection.close(UNKNOWN_OPCODE)
        elif self._session is None:
            await self._connection.close(NOT_AUTHENTICATED)
        elif opcode == REQUEST_MEMBERS:
            await self._session.tell_members(said)

    def leave(self) -> None:
        """The connection is over; the session waits for a RESUME."""
        if self._session is not None and self._session.connection is self._connection:
            self._session.connection = None
            self._world.stir()

    async def _identify(self, said: Mapping[str, Any]) -> None:
        intents = discord.Intents.none()
        intents.value = int(said["intents"])
        if (code := self._objection(said["token"], intents)) is not None:
            await self._connection.close(code)
            return
        self._session = self._begin(intents)
        self._world.stir()

    def _objection(self, token: str, intents: discord.Intents) -> int | None:
        if self._session is not None:
            return ALREADY_AUTHENTICATED
        if token != self._token:
            return AUTHENTICATION_FAILED
        unapproved = missing_privileged_intents(intents, self._world.approved_intents)
        return DISALLOWED_INTENTS if unapproved else None

    def _begin(self, intents: discord.Intents) -> Session:
        # Who identifies anew does not resume: what others left behind is of no use any more.
        sessions, backend = self._gateway.sessions, self._world.backend
        for old in [each.key for each in sessions.values() if each.connection is None]:
            del sessions[old]
        session = Session(secrets.token_hex(16), backend, intents)
        session.connection = self._connection
        sessions[session.key] = session
        own = [each for each in backend.guilds.values() if backend.bot_user.id in each.members]
        session.tell("READY", self._ready(session.key, [each.id for each in own]))
        for guild in own:
            session.hear("GUILD_CREATE", serializers.guild_create_payload(backend, guild))
        return session

    def _ready(self, key: str, guild_ids: list[int]) -> dict[str, Any]:
        backend = self._world.backend
        return {
            "v": 10,
            "user": dict(serializers.user_payload(backend.bot_user)),
            "guilds": [{"id": str(each), "unavailable": True} for each in guild_ids],
            "session_id": key,
            "resume_gateway_url": self._address,
            "application": {"id": str(backend.application_id), "flags": 0},
        }

    async def _resume(self, said: Mapping[str, Any]) -> None:
        session = self._gateway.sessions.get(said["session_id"])
        after = int(said["seq"] or 0)
        if said["token"] != self._token:
            await self._connection.close(AUTHENTICATION_FAILED)
        elif session is None or not session.can_replay(after):
            self._connection.send({"op": INVALID_SESSION, "d": False})
        else:
            self._session = session
            session.resume(self._connection, after)
            self._world.stir()


def _address(request: web.Request) -> str:
    return f"ws://{request.host}{PATH}"
