"""Fetching a page or feed: where to, how far, how much and how long are all bounded.

Redirects are followed by hand, each as strictly as the first address. Every address is checked
when its socket is made, after DNS: what was checked is what is connected to.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from ipaddress import ip_address
from itertools import takewhile
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.fetching import bodies
from bot.fetching.addresses import AddressPolicy, is_public
from bot.fetching.answers import Fetched, taken
from bot.fetching.errors import (
    AddressRefusedError,
    BadUrlError,
    BrokenAnswerError,
    CertificateError,
    TooManyRedirectsError,
    TooSlowError,
    UnreachableError,
)
from bot.fetching.pace import Pace
from bot.fetching.robots import Robots
from bot.fetching.urls import WEB_PORTS, checked, followed

PRODUCT = "ThoughtsOn"
"""The name that sites' robots.txt may address (RFC 9309, 2.2.1)."""
REDIRECTS = 5
DEADLINE_SECONDS = 20.0
CONNECT_SECONDS = 5.0
LONGEST_HEADER = 32_768  # news sites send policies of more than aiohttp's 8190 bytes

_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"
_REDIRECTING = {301, 302, 303, 307, 308}  # RFC 9110, 15.4
_FOR_GOOD = {301, 308}


class _ForbiddenAddressError(PermissionError):
    """The policy forbids the address. An OSError, so that a host's other addresses are tried."""


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Where a site sends its readers, and whether it says that this is so from now on."""

    to: URL
    for_good: bool


class Fetcher:
    """The one door to the web. Opens its session at the first `get`; close it when done.

    `allow` and `ports` say where it may connect to, `resolver` who is asked for addresses.
    """

    def __init__(
        self,
        *,
        contact_url: str | None = None,
        allow: AddressPolicy = is_public,
        ports: Container[int] = WEB_PORTS,
        deadline_seconds: float = DEADLINE_SECONDS,
        connect_seconds: float = CONNECT_SECONDS,
        pace: Pace | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._agent = _agent(contact_url)
        self._allow = allow
        self._ports = ports
        self._deadline_seconds = deadline_seconds
        self._connect_seconds = connect_seconds
        self._pace = pace or Pace(interval_seconds=1.0)
        self._resolver = resolver
        self._robots = Robots(lambda url, limit: self.get(url, limit_bytes=limit), PRODUCT)
        self._opened: aiohttp.ClientSession | None = None

    async def get(
        self,
        url: str,
        *,
        limit_bytes: int = 5_000_000,
        etag: str | None = None,
        modified: str | None = None,
        obey_robots: bool = False,
    ) -> Fetched:
        """What is at `url`, with at most `limit_bytes` of body.

        `etag` and `modified` are those of an earlier answer: unchanged since, the new one is
        `not_modified`. With `obey_robots`, a page that the site's robots.txt keeps from programs
        is not fetched. A row of requests to one host is spread out, and what is waited for that
        does not count towards the deadline. Raises FetchError, in the subclass that says why.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        address, left = checked(url, self._ports), self._deadline_seconds
        redirects: list[_Redirect] = []
        while len(redirects) <= REDIRECTS:
            await self._turn(address, obey_robots=obey_robots)
            begun = asyncio.get_running_loop().time()
            answer = await self._ask_in_time(address, headers, limit_bytes, left)
            if isinstance(answer, Fetched):
                return replace(answer, moved_to=_moved_to(redirects))
            left -= asyncio.get_running_loop().time() - begun
            redirects.append(answer)
            address = answer.to
        raise TooManyRedirectsError(host=address.host or "", limit=REDIRECTS)

    async def close(self) -> None:
        """Close all connections. The next `get` opens anew."""
        if self._opened is not None:
            opened, self._opened = self._opened, None
            await opened.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def _turn(self, address: URL, *, obey_robots: bool) -> None:
        """Wait until the host may be asked; RobotsError where it must not."""
        if obey_robots:
            await self._robots.require(address)
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(self._pace.reserve(address.host or "", now))

    async def _ask_in_time(
        self, address: URL, headers: dict[str, str], limit: int, seconds: float
    ) -> Fetched | _Redirect:
        try:
            async with asyncio.timeout(seconds):
                return await self._ask(address, headers, limit)
        except TimeoutError as error:
            whole = round(self._deadline_seconds)
            raise TooSlowError(host=address.host or "", seconds=whole) from error

    async def _ask(self, address: URL, headers: dict[str, str], limit: int) -> Fetched | _Redirect:
        host = address.host or ""
        with _explained(host):
            async with self._session().get(
                address, headers=headers, allow_redirects=False
            ) as response:
                location = response.headers.get("Location")
                if response.status not in _REDIRECTING or location is None:
                    return await taken(response, host, limit)
        to = followed(address, location, self._ports)
        return _Redirect(to, for_good=response.status in _FOR_GOOD)

    def _session(self) -> aiohttp.ClientSession:
        if self._opened is None:
            self._opened = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=self._resolver,
                    use_dns_cache=False,
                    force_close=True,  # hosts are many and visits rare
                    socket_factory=self._socket,
                ),
                headers={
                    "Accept": _ACCEPT,
                    "Accept-Encoding": bodies.ACCEPTED,
                    "User-Agent": self._agent,
                },
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._connect_seconds),
                auto_decompress=False,  # `bodies` does it, within bounds
                max_field_size=LONGEST_HEADER,
            )
        return self._opened

    def _socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for one address, if it may be connected to; aiohttp's `socket_factory`."""
        family, kind, protocol, _, target = info
        if not self._allow(ip_address(target[0])):
            raise _ForbiddenAddressError
        return socket.socket(family, kind, protocol)


def _moved_to(redirects: list[_Redirect]) -> str | None:
    """Where one redirect for good after the other led to, before any other kind."""
    moves = list(takewhile(lambda redirect: redirect.for_good, redirects))
    return str(moves[-1].to) if moves else None


def _agent(contact_url: str | None) -> str:
    contact = f" (+{contact_url})" if contact_url else ""
    return f"{PRODUCT}/{version('thoughts-on')}{contact}"


@contextmanager
def _explained(host: str) -> Iterator[None]:
    """Turn aiohttp's errors into ours; a timeout passes, for the deadline to explain."""
    try:
        yield
    except aiohttp.ServerTimeoutError as error:
        raise UnreachableError(host=host) from error
    except aiohttp.ClientSSLError as error:
        raise CertificateError(host=host) from error
    except aiohttp.ClientConnectorError as error:
        refused = isinstance(error.os_error, _ForbiddenAddressError)
        raise (AddressRefusedError if refused else UnreachableError)(host=host) from error
    except aiohttp.InvalidURL:
        raise BadUrlError from None  # the original quotes the address
    except aiohttp.ClientError as error:
        raise BrokenAnswerError(host=host) from error
