"""One websocket of a bot."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from typing import Any

from aiohttp import web


class Connection:
    """Sends what it is given, in order, each bot at its own pace.

    With `compressed`, as one zlib stream (DOC/events/gateway, Transport Compression).
    """

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self.socket = socket
        self._stream = zlib.compressobj() if compressed else None
        self._outbox: deque[str] = deque()
        self._sending: asyncio.Task[None] | None = None

    def send(self, payload: dict[str, Any]) -> None:
        """Send a payload after those before it; whether it arrives, nobody knows."""
        self._outbox.append(json.dumps(payload))
        if self._sending is None or self._sending.done():
            self._sending = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        while self._outbox and not self.socket.closed:
            await self._send(self._outbox.popleft())

    async def _send(self, text: str) -> None:
        try:
            if self._stream is None:
                await self.socket.send_str(text)
            else:
                flushed = self._stream.compress(text.encode())
                await self.socket.send_bytes(flushed + self._stream.flush(zlib.Z_SYNC_FLUSH))
        except ConnectionError:
            self._outbox.clear()  # the bot is gone; its session keeps what it missed

    async def close(self, code: int) -> None:
        """Close it with one of Discord's codes, when what was said before is sent."""
        if self._sending is not None:
            await self._sending
        await self.socket.close(code=code)
