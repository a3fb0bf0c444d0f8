"""What a site's answer means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import aiohttp

from bot.fetching import bodies
from bot.fetching.errors import (
    AnswerError,
    BusyError,
    ForbiddenError,
    GoneError,
    NotFoundError,
)
from bot.fetching.freshness import asked_to_wait, fresh_for

_MEANINGS: Mapping[int, type[AnswerError]] = {
    401: ForbiddenError,
    403: ForbiddenError,
    404: NotFoundError,
    410: GoneError,
    429: BusyError,
    451: ForbiddenError,
    503: BusyError,
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a site answered.

    `url` is the last address, after redirects. `content_type` is the header as sent, with its
    charset. `body` is decompressed. `etag` and `last_modified` go into the next `get`. When
    `not_modified` is true nothing changed since then, and the body is empty. `fresh_for` is how
    long the answer holds, if it says so; `moved_to` the address to ask at from now on, if the site
    says that."""

    url: str
    status: int
    content_type: str | None
    body: bytes
    etag: str | None
    last_modified: str | None
    not_modified: bool
    fresh_for: timedelta | None = None
    moved_to: str | None = None


async def taken(response: aiohttp.ClientResponse, host: str, limit: int) -> Fetched:
    """The answer with its body, at most `limit` bytes of it; AnswerError where it is no page."""
    unchanged = response.status == 304 and _was_conditional(response)
    if not unchanged and not 200 <= response.status < 300:
        raise _meaning(response, host)
    return Fetched(
        url=str(response.url),
        status=response.status,
        content_type=_header(response, "Content-Type"),
        body=b"" if unchanged else await bodies.read(response, host, limit),
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        not_modified=unchanged,
        fresh_for=fresh_for(response.headers),
    )


def _meaning(response: aiohttp.ClientResponse, host: str) -> AnswerError:
    kind = _MEANINGS.get(response.status, AnswerError)
    if issubclass(kind, BusyError):
        return kind(asked_to_wait(response.headers), host=host, status=response.status)
    return kind(host=host, status=response.status)


def _was_conditional(response: aiohttp.ClientResponse) -> bool:
    asked = response.request_info.headers
    return "If-None-Match" in asked or "If-Modified-Since" in asked


def _header(response: aiohttp.ClientResponse, name: str) -> str | None:
    """A header in plain characters, as it can be kept and sent back; None otherwise."""
    value = response.headers.get(name, "")
    return value if value and value.isascii() and value.isprintable() else None
