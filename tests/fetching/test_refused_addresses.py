"""Where the fetcher does not go, whatever the way there."""

from __future__ import annotations

import socket

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver

from bot.fetching import Fetcher
from bot.fetching.errors import (
    AddressRefusedError,
    BadUrlError,
    PortError,
    TooManyRedirectsError,
    UnreachableError,
)
from bot.fetching.pace import Pace
from tests.fetching.conftest import ANY_PORT, only_loopback


class Answers(AbstractResolver):
    """A name server that gives each of its answers in turn, and then knows no name."""

    def __init__(self, *answers):
        self.left = list(answers)

    async def resolve(self, host, port=0, family=socket.AF_INET):  # noqa: ARG002 - aiohttp names them
        if not self.left:
            raise OSError(socket.EAI_NONAME, "Name or service not known")
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for address in self.left.pop(0)
        ]

    async def close(self):
        pass


def resolving(*answers):
    return Fetcher(allow=only_loopback, ports=ANY_PORT, pace=Pace(0), resolver=Answers(*answers))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.0.0.1.",
        "localhost",
        "localhost.",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104 - it is asked for, not bound to
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fd00:ec2::254]",
        "017700000001",
        "0",
        "１２７.0.0.1",
        "127。0。0。1",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "LOCALHOST",
        "100.100.100.200",
        "224.0.0.1",
        "255.255.255.255",
        "[::127.0.0.1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b:1::7f00:1]",
        "[2001:0:7f00:1::]",
        "[fe80::1]",
        "[ff02::1]",
    ],
)
async def test_a_private_address_is_refused_in_every_spelling(host):
    async with Fetcher() as fetcher:
        with pytest.raises(AddressRefusedError):
            await fetcher.get(f"http://{host}/")


async def test_a_name_is_refused_for_the_address_behind_it():
    async with resolving(["10.0.0.1"]) as fetcher:
        with pytest.raises(AddressRefusedError) as caught:
            await fetcher.get("http://intranet.example/")

    assert caught.value.arguments == {"host": "intranet.example"}


async def test_a_name_that_turns_private_after_its_first_visit_is_refused(site):
    async def answer(request):
        return web.Response(text="page")

    port = (await site(answer)).rsplit(":", 1)[1]

    async with resolving(["127.0.0.1"], ["127.0.0.2"]) as fetcher:
        first = await fetcher.get(f"http://rebinding.example:{port}")
        with pytest.raises(AddressRefusedError):
            await fetcher.get(f"http://rebinding.example:{port}")

    assert first.body == b"page"


async def test_of_several_addresses_only_the_public_ones_are_visited(site):
    async def answer(request):
        return web.Response(text="page")

    port = (await site(answer)).rsplit(":", 1)[1]

    async with resolving(["127.0.0.2", "127.0.0.1"]) as fetcher:
        fetched = await fetcher.get(f"http://mixed.example:{port}")

    assert fetched.body == b"page"


async def test_a_name_with_private_addresses_only_is_refused_as_such():
    async with resolving(["127.0.0.2", "10.0.0.1", "127.0.0.3"]) as fetcher:
        with pytest.raises(AddressRefusedError):
            await fetcher.get("http://private.example/")


async def test_a_name_that_nobody_knows_is_unreachable():
    async with resolving() as fetcher:
        with pytest.raises(UnreachableError) as caught:
            await fetcher.get("http://nowhere.example/")

    assert caught.value.arguments == {"host": "nowhere.example"}


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("http://127.0.0.2/", AddressRefusedError),
        ("http://169.254.169.254/latest/meta-data/", AddressRefusedError),
        ("//[::1]/", AddressRefusedError),
        ("http://2130706434/", AddressRefusedError),
        ("http://１２７.0.0.2./", AddressRefusedError),
        ("http://xn--a/", BadUrlError),
        ("file:///etc/passwd", BadUrlError),
        ("http://ana:secret@127.0.0.1/", BadUrlError),
        ("http://[", BadUrlError),
    ],
)
async def test_a_redirect_is_checked_like_a_first_address(fetcher, site, target, error):
    async def answer(request):
        return web.Response(status=302, headers={"Location": target})

    address = await site(answer)

    with pytest.raises(error):
        await fetcher.get(address)


async def test_a_redirect_to_another_port_is_refused(site):
    async def answer(request):
        return web.Response(status=302, headers={"Location": "http://127.0.0.1:22/"})

    address = await site(answer)
    port = int(address.strip("/").rsplit(":", 1)[1])

    async with Fetcher(allow=only_loopback, ports={port}) as fetcher:
        with pytest.raises(PortError):
            await fetcher.get(address)


async def test_redirects_are_followed_to_the_page(fetcher, site):
    async def answer(request):
        if request.path == "/":
            return web.Response(status=301, headers={"Location": "/moved"})
        if request.path == "/moved":
            return web.Response(status=307, headers={"Location": "story?a=1#part"})
        return web.Response(text="page")

    address = await site(answer)

    fetched = await fetcher.get(address)

    assert fetched.url == f"{address}story?a=1"
    assert fetched.body == b"page"


async def test_a_site_that_sends_its_readers_in_circles_is_left(fetcher, site):
    visits = []

    async def answer(request):
        visits.append(request.path)
        return web.Response(status=302, headers={"Location": "/"})

    address = await site(answer)

    with pytest.raises(TooManyRedirectsError):
        await fetcher.get(address)

    assert len(visits) == 6


async def test_a_proxy_of_the_environment_is_not_used(fetcher, site, monkeypatch):
    async def answer(request):
        return web.Response(text="page")

    address = await site(answer)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    fetched = await fetcher.get(address)

    assert fetched.body == b"page"
