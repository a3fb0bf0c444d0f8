"""Telling the open pages that something changed, as server-sent events (HTML, EventSource).

An event carries nothing but a number: whoever gets it looks again. What one person may see is
thereby decided in one place, and a page that missed events has missed nothing.
"""

from __future__ import annotations

import asyncio

from aiohttp import web

_HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
SILENCE = 20.0
"""Seconds after which a sign of life is sent, so that a page that went away is noticed."""


class Stream:
    """Counts changes, and sends their number to whoever listens."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = asyncio.Event()
        self._closed = False

    def change(self) -> None:
        """Something has changed."""
        self._number += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def close(self) -> None:
        """Let those who listen go."""
        self._closed = True
        self.change()

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Send the number now and after each change, until the page goes or the stream closes."""
        response = web.StreamResponse(headers=_HEADERS)
        await response.prepare(request)
        sent = -1
        try:
            while not self._closed:
                is_new, sent = sent != self._number, self._number
                await response.write(b"data: %d\n\n" % sent if is_new else b":\n\n")
                await self._next(sent)
        except ConnectionResetError:
            return response  # the page was closed
        return response

    async def _next(self, number: int) -> None:
        if self._number != number:
            return
        try:
            await asyncio.wait_for(self._changed.wait(), SILENCE)
        except TimeoutError:
            return
