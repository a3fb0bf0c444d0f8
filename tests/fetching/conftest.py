"""Sites on loopback, and a fetcher that may visit them."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import ip_address
from pathlib import Path
from typing import TypeAlias

import pytest
from aiohttp import web

from bot.fetching import Fetcher
from bot.fetching.addresses import Address
from bot.fetching.pace import Pace

ANY_PORT = range(1, 65536)

Answering: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
Site: TypeAlias = Callable[[Answering], Awaitable[str]]
RawSite: TypeAlias = Callable[[bytes], Awaitable[str]]


def only_loopback(address: Address) -> bool:
    """127.0.0.1 plays the public internet; every other address stays private."""
    return address == ip_address("127.0.0.1")


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow=only_loopback, ports=ANY_PORT, pace=Pace(0)) as opened:
        yield opened


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """Start a site that answers with the given function; returns its address."""
    runners: list[web.ServerRunner] = []

    async def start(answer: Answering) -> str:
        runner = web.ServerRunner(web.Server(answer))
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        _, port = runner.addresses[0]
        return f"http://127.0.0.1:{port}/"

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def raw_site() -> AsyncIterator[RawSite]:
    """Start a site that sends exactly these bytes and hangs up; returns its address."""
    servers: list[asyncio.Server] = []

    async def start(answer: bytes) -> str:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(65_536)
            writer.write(answer)
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"

    yield start
    for server in servers:
        server.close()
        await server.wait_closed()


@pytest.fixture
async def silent_site() -> AsyncIterator[str]:
    """The address of a site that listens until it is hung up on, and never answers."""

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    server.close()
    await server.wait_closed()


@pytest.fixture
def own_certificate(tmp_path: Path) -> ssl.SSLContext:
    """TLS with a certificate for 127.0.0.1 that nobody but itself vouches for."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl program to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    made = [openssl, "req", *kind, *names, *files]
    subprocess.run(made, check=True, capture_output=True)  # noqa: S603 - all words are our own
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


@pytest.fixture
async def self_signed(own_certificate: ssl.SSLContext) -> AsyncIterator[str]:
    """The address of a site with such a certificate."""
    server = await asyncio.start_server(
        lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=own_certificate
    )
    yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    server.close()
    await server.wait_closed()
