"""Reading an article in a process of its own.

Extraction takes milliseconds on most pages and many seconds on a few, and cannot be interrupted:
the process can. What it may take is bounded in time and, on Linux, in memory.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from bot.articles.model import ArticlePage
from bot.articles.reading.errors import ReadingError, Unreadable
from bot.articles.reading.feed_links import feed_links
from bot.articles.reading.known_entries import FeedMemory
from bot.articles.reading.source import Feed, read_source

DEADLINE_SECONDS = 30.0
LARGEST_MEMORY = 1_500_000_000
"""Bytes of address space. Reading the biggest files that are accepted stays under half of it."""
T = TypeVar("T")

if sys.platform == "linux":
    import resource


class Reader:
    """Owns the reading process; it is started when it is first needed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def read(
        self, data: bytes, *, url: str | None, content_type: str | None
    ) -> ArticlePage | Feed:
        """What `read_source` makes of the data; `ReadingError` where it cannot, or not in time."""
        return await self._done(_read, data, url, content_type)

    async def read_again(
        self, data: bytes, *, url: str | None, content_type: str | None, feed_id: int
    ) -> ArticlePage | Feed:
        """As `read`; entries of that feed that this process read before may come in brief."""
        return await self._done(_read_again, data, url, content_type, feed_id)

    async def feed_links(
        self, data: bytes, *, url: str | None, content_type: str | None
    ) -> tuple[str, ...]:
        """The addresses of the feeds that a page names; `ReadingError` as above."""
        return await self._done(_links, data, url, content_type)

    async def _done(self, work_of: Callable[..., T | ReadingError], *arguments: object) -> T:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._process(), work_of, *arguments)
        try:
            result = await asyncio.wait_for(work, DEADLINE_SECONDS)
        except TimeoutError as error:
            self.close()
            raise Unreadable("too-slow", seconds=int(DEADLINE_SECONDS)) from error
        except asyncio.CancelledError as error:
            if not work.cancelled() or _is_ending():
                raise
            # Another page ended the process while this one still waited for its turn.
            raise Unreadable("crashed") from error
        except BrokenProcessPool as error:
            self.close()
            raise Unreadable("crashed") from error
        if isinstance(result, ReadingError):
            raise result
        return result

    def close(self) -> None:
        """End the process, whatever it is doing."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in tuple(pool._processes.values()):
            process.kill()
        pool.shutdown(wait=True, cancel_futures=True)

    def _process(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: the bot has threads, and a fork would copy their locks.
            spawning = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, spawning, initializer=_begin)
        return self._pool


def _begin() -> None:
    _belong_to_the_bot()
    _bound_memory()


def _bound_memory() -> None:
    """Have what takes too much fail with MemoryError, before the machine has none left.

    Other systems than Linux know no such bound, or do not hold to it.
    """
    if sys.platform == "linux":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        bound = LARGEST_MEMORY if hard == resource.RLIM_INFINITY else min(LARGEST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _belong_to_the_bot() -> None:
    """End when the bot ends, and only then: a terminal's Ctrl-C reaches this process too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_bot, daemon=True).start()


def _end_with_the_bot() -> None:
    # A bot that was killed tells nobody, and this process holds both ends of its own queue.
    bot = multiprocessing.parent_process()
    if bot is not None:
        bot.join()
        os._exit(0)


def _is_ending() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _links(
    data: bytes, url: str | None, content_type: str | None
) -> tuple[str, ...] | ReadingError:
    return _answer(lambda: feed_links(data, url=url, content_type=content_type))


def _read(
    data: bytes, url: str | None, content_type: str | None
) -> ArticlePage | Feed | ReadingError:
    return _answer(lambda: read_source(data, url=url, content_type=content_type))


_memory = FeedMemory()
"""What the reading process knows of feeds. It is lost with the process, which costs no more than
having them read in full."""


def _read_again(
    data: bytes, url: str | None, content_type: str | None, feed_id: int
) -> ArticlePage | Feed | ReadingError:
    known = _memory.of(feed_id)
    return _answer(lambda: read_source(data, url=url, content_type=content_type, known=known))


def _answer(work: Callable[[], T]) -> T | ReadingError:
    """What the work gives; an error that it is expected to make is an answer, too."""
    try:
        return work()
    except ReadingError as error:
        return error
    except MemoryError:
        return Unreadable("too-heavy", megabytes=LARGEST_MEMORY // 1_000_000)
