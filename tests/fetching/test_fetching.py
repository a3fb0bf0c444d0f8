"""What a well-behaved site gives, and what its answers mean."""

from __future__ import annotations

import asyncio
import gzip

import pytest
from aiohttp import web

from bot.fetching import Fetcher
from bot.fetching.errors import (
    AnswerError,
    BrokenAnswerError,
    BusyError,
    CertificateError,
    ForbiddenError,
    GoneError,
    NotFoundError,
    UnreachableError,
)
from bot.fetching.pace import Pace
from tests.fetching.conftest import ANY_PORT, only_loopback


async def test_a_page_comes_with_what_is_needed_to_read_it_and_to_ask_again(fetcher, site):
    async def answer(request):
        return web.Response(
            body=b"<p>caf\xe9</p>",
            headers={
                "Content-Type": "text/html; charset=latin-1",
                "ETag": '"v1"',
                "Last-Modified": "Wed, 21 Oct 2026 07:28:00 GMT",
            },
        )

    address = await site(answer)

    fetched = await fetcher.get(address)

    assert fetched.url == address
    assert fetched.status == 200
    assert fetched.content_type == "text/html; charset=latin-1"
    assert fetched.body == b"<p>caf\xe9</p>"
    assert fetched.etag == '"v1"'
    assert fetched.last_modified == "Wed, 21 Oct 2026 07:28:00 GMT"
    assert not fetched.not_modified


async def test_a_page_unchanged_since_the_last_time_is_not_sent_again(fetcher, site):
    async def answer(request):
        unchanged = request.headers.get("If-None-Match") == '"v1"'
        return web.Response(status=304) if unchanged else web.Response(text="new")

    address = await site(answer)

    fetched = await fetcher.get(address, etag='"v1"')

    assert fetched.not_modified
    assert fetched.body == b""


async def test_the_date_of_the_last_time_is_sent_along(fetcher, site):
    async def answer(request):
        return web.Response(text=request.headers["If-Modified-Since"])

    address = await site(answer)

    fetched = await fetcher.get(address, modified="Wed, 21 Oct 2026 07:28:00 GMT")

    assert fetched.body == b"Wed, 21 Oct 2026 07:28:00 GMT"


async def test_not_modified_without_being_asked_is_an_error(fetcher, site):
    async def answer(request):
        return web.Response(status=304)

    address = await site(answer)

    with pytest.raises(AnswerError):
        await fetcher.get(address)


async def test_sites_see_who_asks_and_where_to_complain(site):
    async def answer(request):
        return web.Response(text=request.headers["User-Agent"])

    address = await site(answer)
    contact = "https://example.org/contact"

    async with Fetcher(contact_url=contact, allow=only_loopback, ports=ANY_PORT) as fetcher:
        fetched = await fetcher.get(address)

    assert fetched.body.startswith(b"ThoughtsOn/")
    assert fetched.body.endswith(b" (+https://example.org/contact)")


async def test_a_compressed_page_is_unpacked(fetcher, site):
    async def answer(request):
        assert request.headers["Accept-Encoding"] == "gzip"
        return web.Response(body=gzip.compress(b"a" * 9000), headers={"Content-Encoding": "gzip"})

    address = await site(answer)

    fetched = await fetcher.get(address)

    assert fetched.body == b"a" * 9000


async def test_an_empty_page_is_no_error(fetcher, site):
    async def answer(request):
        return web.Response(body=b"", headers={"Content-Encoding": "gzip"})

    address = await site(answer)

    fetched = await fetcher.get(address)

    assert fetched.body == b""


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, AnswerError),
        (401, ForbiddenError),
        (403, ForbiddenError),
        (404, NotFoundError),
        (410, GoneError),
        (429, BusyError),
        (451, ForbiddenError),
        (500, AnswerError),
        (503, BusyError),
        (300, AnswerError),
        (302, AnswerError),  # without a place to go
    ],
)
async def test_an_answer_that_is_no_page_is_an_error_that_names_host_and_status(
    fetcher, site, status, error
):
    async def answer(request):
        return web.Response(status=status, text="the site's own words")

    address = await site(answer)

    with pytest.raises(AnswerError) as caught:
        await fetcher.get(address + "story?key=s3cret")

    assert type(caught.value) is error
    assert caught.value.arguments == {"host": "127.0.0.1", "status": status}
    assert caught.value.key.startswith("fetch.")
    assert str(status) in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 60),
        ("Wed, 21 Oct 2026 06:28:00 GMT", 0),
        ("", None),
        ("²", None),
        ("-5", None),
        ("tomorrow", None),
    ],
)
async def test_a_busy_site_may_say_when_to_come_back(raw_site, fetcher, header, seconds):
    address = await raw_site(
        "HTTP/1.1 429 Slow down\r\nDate: Wed, 21 Oct 2026 07:27:00 GMT\r\n"
        f"Retry-After: {header}\r\nContent-Length: 0\r\n\r\n".encode()
    )

    with pytest.raises(BusyError) as caught:
        await fetcher.get(address)

    asked = caught.value.retry_after
    assert (None if asked is None else asked.total_seconds()) == seconds


async def test_a_site_that_is_down_is_unreachable(fetcher, raw_site):
    address = await raw_site(b"")
    closed = "http://127.0.0.1:1/"

    with pytest.raises(UnreachableError):
        await fetcher.get(closed)
    with pytest.raises(BrokenAnswerError):
        await fetcher.get(address)


async def test_a_site_without_tls_has_no_certificate_to_trust(fetcher, raw_site):
    address = await raw_site(b"HTTP/1.1 200 OK\r\n\r\n")

    with pytest.raises(CertificateError):
        await fetcher.get(address.replace("http:", "https:"))


async def test_requests_to_one_host_wait_their_turn(site):
    async def answer(request):
        return web.Response(text="page")

    address = await site(answer)
    loop = asyncio.get_running_loop()
    began = loop.time()

    async with Fetcher(allow=only_loopback, ports=ANY_PORT, pace=Pace(0.05)) as fetcher:
        await asyncio.gather(*(fetcher.get(address) for _ in range(3)))

    assert loop.time() - began >= 0.1


async def test_a_fetcher_that_never_fetched_closes_quietly():
    fetcher = Fetcher()

    await fetcher.close()
    await fetcher.close()


async def test_a_site_that_vouches_for_itself_is_not_trusted(fetcher, self_signed):
    with pytest.raises(CertificateError):
        await fetcher.get(self_signed)


async def test_a_site_that_does_not_finish_connecting_is_unreachable(silent_site):
    address = silent_site.replace("http:", "https:")

    async with Fetcher(allow=only_loopback, ports=ANY_PORT, connect_seconds=0.1) as fetcher:
        with pytest.raises(UnreachableError):
            await fetcher.get(address)
