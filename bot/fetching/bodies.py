"""Taking in what a server sends without believing what it says about its size."""

from __future__ import annotations

import zlib
from typing import Protocol

import aiohttp

from bot.fetching.errors import BrokenAnswerError, TooLargeError

ACCEPTED = "gzip"
"""The one compression that is asked for: every server knows it, and zlib can stop in its middle."""

_GZIP = 31  # zlib's window bits for "gzip header and trailer, and nothing else"


class Decoder(Protocol):
    def feed(self, data: bytes, room: int) -> bytes:
        """The next decoded bytes, at most `room` (1 or more): what is beyond may be dropped."""
        ...

    def finished(self) -> bool:
        """Whether what came so far can be all."""
        ...


class Plain:
    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]

    def finished(self) -> bool:
        return True


class Gzip:
    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(_GZIP)
        self._started = False

    def feed(self, data: bytes, room: int) -> bytes:
        self._started = True
        return self._inflate.decompress(data, room)

    def finished(self) -> bool:
        return self._inflate.eof or not self._started


async def read(response: aiohttp.ClientResponse, host: str, limit: int) -> bytes:
    """The body, decompressed; at most `limit` bytes both as sent and as they unfold.

    Raises TooLargeError as soon as either is exceeded, BrokenAnswerError for one that ends early
    or is packed in a way that was not asked for.
    """
    if (response.content_length or 0) > limit:
        raise TooLargeError(host=host, limit_bytes=limit)
    decoder = _decoder(response.headers.get("Content-Encoding", ""), host)
    body, sent = bytearray(), 0
    async for chunk in response.content.iter_any():
        sent += len(chunk)
        body += _fed(decoder, chunk, limit + 1 - len(body), host)
        if max(sent, len(body)) > limit:
            raise TooLargeError(host=host, limit_bytes=limit)
    if not decoder.finished():
        raise BrokenAnswerError(host=host)
    return bytes(body)


def _decoder(encoding: str, host: str) -> Decoder:
    match encoding.strip().lower():
        case "" | "identity":
            return Plain()
        case "gzip" | "x-gzip":
            return Gzip()
        case _:
            raise BrokenAnswerError(host=host)


def _fed(decoder: Decoder, chunk: bytes, room: int, host: str) -> bytes:
    try:
        return decoder.feed(chunk, room)
    except zlib.error as error:
        raise BrokenAnswerError(host=host) from error
