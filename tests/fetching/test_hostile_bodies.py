"""Bodies that are too much, too slow, or not what they say."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib

import pytest
from aiohttp import web

from bot.fetching import Fetcher
from bot.fetching.errors import BrokenAnswerError, TooLargeError, TooSlowError
from tests.fetching.conftest import ANY_PORT, only_loopback

LIMIT = 100_000
OK = b"HTTP/1.1 200 OK\r\n"


def packed(body, encoding):
    return OK + b"Content-Encoding: " + encoding + b"\r\n\r\n" + body


@pytest.fixture(scope="module")
def bomb():
    return gzip.compress(bytes(50_000_000), 1)


async def test_a_page_of_just_the_limit_is_read(fetcher, raw_site):
    address = await raw_site(OK + b"\r\n" + bytes(LIMIT))

    fetched = await fetcher.get(address, limit_bytes=LIMIT)

    assert len(fetched.body) == LIMIT


@pytest.mark.parametrize(
    "head", [OK + b"\r\n", OK + b"Content-Length: 100001\r\n\r\n"], ids=["silent", "declared"]
)
async def test_a_page_over_the_limit_is_left(fetcher, raw_site, head):
    address = await raw_site(head + bytes(LIMIT + 1))

    with pytest.raises(TooLargeError) as caught:
        await fetcher.get(address, limit_bytes=LIMIT)

    assert caught.value.arguments == {"host": "127.0.0.1", "megabytes": f"{LIMIT / 1_000_000:g}"}


async def test_a_page_that_never_ends_is_left_at_the_limit(fetcher, site):
    async def answer(request):
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(65_536))

    address = await site(answer)

    with pytest.raises(TooLargeError):
        await fetcher.get(address, limit_bytes=LIMIT)


async def test_a_bomb_is_unpacked_no_further_than_the_limit(fetcher, raw_site, bomb):
    address = await raw_site(packed(bomb, b"gzip"))
    tracemalloc.start()

    with pytest.raises(TooLargeError):
        await fetcher.get(address, limit_bytes=1_000_000)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


async def test_packing_that_unfolds_to_nothing_counts_as_sent(fetcher, raw_site):
    deflate = zlib.compressobj(wbits=31)
    nothing = deflate.compress(b"") + b"".join(
        deflate.flush(zlib.Z_FULL_FLUSH) + b"\x00\x00\x00\xff\xff" * 1000 for _ in range(100)
    )
    address = await raw_site(packed(nothing, b"gzip"))

    with pytest.raises(TooLargeError):
        await fetcher.get(address, limit_bytes=LIMIT)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(bytes(range(256)) * 99)[:-9], b"gzip"),
        (b"no gzip at all", b"gzip"),
        (b"anything", b"br"),
        (b"anything", b"zstd"),
        (gzip.compress(gzip.compress(b"twice")), b"gzip, gzip"),
    ],
    ids=["cut off", "not packed", "brotli", "zstandard", "twice"],
)
async def test_packing_that_cannot_be_undone_is_a_broken_answer(fetcher, raw_site, body, encoding):
    address = await raw_site(packed(body, encoding))

    with pytest.raises(BrokenAnswerError):
        await fetcher.get(address)


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 100\r\n\r\nshort",
        OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\nshort",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        OK + b"Content-Length: minus one\r\n\r\n",
        OK + b"X: " + bytes(100_000) + b"\r\n\r\n",
        OK + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
        OK + b"".join(b"X-%d: a\r\n" % number for number in range(1000)) + b"\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
    ids=["cut off", "cut chunk", "no chunk", "no length", "zeros", "long", "many", "no http"],
)
async def test_an_answer_that_is_cut_off_or_no_http_is_broken(fetcher, raw_site, answer):
    address = await raw_site(answer)

    with pytest.raises(BrokenAnswerError):
        await fetcher.get(address)


async def test_headers_as_long_as_news_sites_send_them_are_taken(fetcher, raw_site):
    policy = b"Content-Security-Policy: " + b"a" * 20_000
    address = await raw_site(OK + policy + b"\r\n\r\npage")

    fetched = await fetcher.get(address)

    assert fetched.body == b"page"


async def test_what_follows_the_stated_length_is_not_read(fetcher, raw_site):
    address = await raw_site(OK + b"Content-Length: 4\r\n\r\npageHTTP/1.1 200 OK\r\n\r\nother")

    fetched = await fetcher.get(address)

    assert fetched.body == b"page"


async def test_an_etag_that_could_not_be_sent_back_is_forgotten(fetcher, raw_site):
    address = await raw_site(OK + b'ETag: "\xff\xfe"\r\n\r\npage')

    fetched = await fetcher.get(address)

    assert fetched.etag is None


async def test_a_page_that_drips_is_left_at_the_deadline(site):
    async def answer(request):
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b".")
            await asyncio.sleep(0.01)

    address = await site(answer)

    async with Fetcher(allow=only_loopback, ports=ANY_PORT, deadline_seconds=0.1) as fetcher:
        with pytest.raises(TooSlowError):
            await fetcher.get(address)


async def test_a_site_that_says_nothing_is_left_at_the_deadline(silent_site):
    async with Fetcher(allow=only_loopback, ports=ANY_PORT, deadline_seconds=0.1) as fetcher:
        with pytest.raises(TooSlowError) as caught:
            await fetcher.get(silent_site)

    assert caught.value.arguments["host"] == "127.0.0.1"
