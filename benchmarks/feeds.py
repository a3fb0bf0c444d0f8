"""What a thousand feeds cost that are read every ten minutes, from a site in another process.

A round of all is spread over a minute, and set against ten. Of the feeds half say by 304 that
nothing changed, and two tenths by the same bytes; one tenth was built anew and differs in that
date alone; two tenths have a new story among forty. (It is too old to be posted: what Discord is
told is not measured here.)
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
import multiprocessing
import tempfile
import time
from asyncio import Handle
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

import feedparser
import structlog
from aiohttp import web

from benchmarks.session import CHANNEL, SERVER, connect
from bot.actions.model import Action, Kind, NewAction, Subject, feed_lane
from bot.app import ThoughtsOn, create_bot
from bot.fetching import Fetcher
from bot.fetching.pace import Pace
from bot.services.acting import owe_again
from bot.services.facts import ServerSeen
from bot.settings import Settings
from bot.storage.transaction import Transaction

FEEDS = 1000
STORIES = 40
ROUNDS = 2
SPREAD = timedelta(minutes=1)
CHANGING, REBUILT, UNSTAMPED = (0, 1), (2,), (3, 4)
"""Which feeds have a new story each time, which only say that they were built anew, and which say
that nothing changed by their bytes only; by the last digit of their number."""
EVERY = timedelta(minutes=10)
PARAGRAPH = "<p>" + "The harbour was quiet, and the ferry came in on time. " * 12 + "</p>"


def run() -> list[tuple[str, str]]:
    """Rows of figures: what was measured, and how much it came to."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    ours, theirs = multiprocessing.Pipe()
    site = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    site.start()
    try:
        return asyncio.run(_measure(ours))
    finally:
        site.terminate()
        site.join()


async def _measure(site: Connection) -> list[tuple[str, str]]:
    port: int = await asyncio.to_thread(site.recv)
    with tempfile.TemporaryDirectory() as folder, _held() as held:
        bot = await _bot(Path(folder), port)
        # All at once, as after a restart; their stories are new to it, and its reader starts.
        _, _, wall = await _round(bot, timedelta(0))
        held[:] = [0.0]
        spent = [await _round(bot, SPREAD) for _ in range(ROUNDS)]
        bot.dispatcher.stop()
        await bot.fetcher.close()
        bot.reader.close()
        await bot.database.close()
    site.send("end")
    most = await asyncio.to_thread(site.recv)
    whole, reader, _ = (median(each) for each in zip(*spent, strict=True))
    return [
        ("CPU for 1,000 feeds every ten minutes, of one core", _share(whole + reader)),
        ("  of that in the process that reads", _share(reader)),
        (
            "a reading, against feedparser's parse of one feed",
            f"{_against_parse(whole + reader)} ×",
        ),
        ("a first round of all at once takes", f"{wall:.0f} s"),
        ("the event loop is held at most", f"{max(held) * 1000:.1f} ms"),
        ("requests in flight at most", str(most)),
    ]


def _against_parse(seconds: float) -> str:
    """What one of the readings came to, in times of parsing one of these feeds."""
    data = _feed(0, 0)
    least = min(_parse(data) for _ in range(10))
    return f"{seconds / FEEDS / least:.1f}"


def _parse(data: bytes) -> float:
    begun = time.process_time()
    feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    return time.process_time() - begun


def _share(seconds: float) -> str:
    return f"{seconds / EVERY.total_seconds():.2%}"


async def _bot(folder: Path, port: int) -> ThoughtsOn:
    bot = create_bot(Settings.load({"DATA_DIR": str(folder)}))
    assert isinstance(bot, ThoughtsOn)
    bot.fetcher = bot.web.fetcher = Fetcher(
        allow=lambda address: address == ip_address("127.0.0.1"),
        ports=range(1, 65536),
        pace=Pace(0),  # a thousand feeds are on as many hosts
    )
    await bot.database.open()
    connect(bot)
    await bot.writer.do(ServerSeen(SERVER, "The Daily", "en"))
    await bot.database.write(lambda tx: _watch(tx, port))
    return bot


def _watch(tx: Transaction, port: int) -> None:
    now = datetime.now(UTC)
    for number in range(FEEDS):
        url = f"http://127.0.0.1:{port}/{number}"
        tx.feeds.add(
            source_id=tx.articles.source(SERVER, "feed", url, None, now),
            server_id=SERVER,
            channel_id=CHANNEL,
            url=url,
            title=f"The Harbour Press {number}",
            interval_minutes=EVERY // timedelta(minutes=1),
            oldest_hours=48,
            added_at=now,
            added_by=1,
            read_at=now,
            **_known(number),
        )


def _known(number: int) -> dict[str, str]:
    """What tells of the feeds that never change that they did not."""
    if number % 10 in CHANGING + REBUILT:
        return {}
    body_hash = hashlib.sha256(_feed(number, 0)).hexdigest()
    return {"body_hash": body_hash, "etag": f'"{number}"'}


async def _round(bot: ThoughtsOn, over: timedelta) -> tuple[float, float, float]:
    """Seconds of CPU here, of CPU in the reading process, and of the clock."""
    await bot.database.write(lambda tx: _owe_all(tx, over))
    begun, reader, wall = time.process_time(), await _reader_cpu(bot), time.perf_counter()
    async with _all_read(bot):
        bot.dispatcher.wake()
    here, there = time.process_time() - begun, await _reader_cpu(bot) - reader
    return here, there, time.perf_counter() - wall


def _owe_all(tx: Transaction, over: timedelta) -> None:
    """Have each feed read once in the time to come."""
    now = datetime.now(UTC)
    for number, feed in enumerate(tx.feeds.of_server(SERVER)):
        lane, due = feed_lane(feed.id), now + over * number / FEEDS
        subject = Subject(SERVER, feed_id=feed.id)
        owe_again(NewAction(Kind.POLL_FEED, lane, subject, due), tx, now)


@asynccontextmanager
async def _all_read(bot: ThoughtsOn) -> AsyncIterator[None]:
    """Ends when each feed was read once, and what it held is recorded."""
    deed, left, done = bot.dispatcher.deeds[Kind.POLL_FEED], [FEEDS], asyncio.Event()

    async def perform(action: Action) -> object:
        try:
            return await deed.perform(action)
        finally:
            left[0] -= 1
            if not left[0]:
                done.set()

    bot.dispatcher.deeds = {Kind.POLL_FEED: replace(deed, perform=perform)}
    yield
    await done.wait()
    await bot.supervisor.wait(60)
    bot.dispatcher.deeds = {Kind.POLL_FEED: deed}


async def _reader_cpu(bot: ThoughtsOn) -> float:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(bot.reader._process(), time.process_time)


@contextmanager
def _held() -> Iterator[list[float]]:
    """Seconds of its thread's CPU that each callback of the event loop takes."""
    seconds, run_one = [0.0], Handle._run

    def measured(handle: Handle) -> None:
        begun = time.thread_time()
        run_one(handle)
        seconds.append(time.thread_time() - begun)

    Handle._run = measured  # type: ignore[method-assign] # what one callback takes can be seen nowhere else
    try:
        yield seconds
    finally:
        Handle._run = run_one  # type: ignore[method-assign] # as it was


def serve(bot: Connection) -> None:
    """The site: tells its port, and at the end how many requests it had at once."""
    asyncio.run(_serve(bot))


async def _serve(bot: Connection) -> None:
    visits: dict[int, int] = {}
    in_flight = [0, 0]

    async def answer(request: web.BaseRequest) -> web.Response:
        in_flight[0] += 1
        in_flight[1] = max(in_flight)
        try:
            await asyncio.sleep(0.05)  # as far away as sites are
            number = int(request.path[1:])
            visits[number] = visits.get(number, -1) + 1
            return _answer(number, visits[number], request.headers.get("If-None-Match"))
        finally:
            in_flight[0] -= 1

    runner = web.ServerRunner(web.Server(answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.send(runner.addresses[0][1])
    await asyncio.to_thread(bot.recv)
    bot.send(in_flight[1])
    await runner.cleanup()


def _answer(number: int, visit: int, stamp: str | None) -> web.Response:
    if number % 10 in CHANGING:
        return web.Response(body=_feed(number, visit, visit))
    if number % 10 in REBUILT:
        return web.Response(body=_feed(number, 0, visit))
    if number % 10 in UNSTAMPED:
        return web.Response(body=_feed(number, 0))
    return web.Response(status=304, headers={"ETag": stamp or ""})


def _feed(number: int, newest: int, built: int = 0) -> bytes:
    stories = "".join(_story(number, each) for each in range(newest + STORIES, newest, -1))
    head = (
        f"<title>The Harbour Press {number}</title><link>https://press{number}.example/</link>"
        f"<lastBuildDate>Tue, 02 Jan 2024 {built % 24:02}:00:00 +0000</lastBuildDate>"
    )
    return f'<rss version="2.0"><channel>{head}{stories}</channel></rss>'.encode()


def _story(number: int, each: int) -> str:
    link = f"https://press{number}.example/story-{each}"
    return (
        f"<item><title>News of the harbour number {each}</title><link>{link}</link>"
        f"<guid>{link}</guid><pubDate>Mon, 01 Jan 2024 {each % 24:02}:00:00 +0000</pubDate>"
        f"<description><![CDATA[{PARAGRAPH}]]></description></item>"
    )
