"""Sites of our own, played at the seams where the bot fetches and reads.

What is fetched is read by the bot's own reading, only without a process for it: starting one takes
a second each time. `test_real_web.py` goes through the real ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from bot.articles.model import ArticlePage, Feed
from bot.articles.reading.feed_links import feed_links
from bot.articles.reading.known_entries import FeedMemory
from bot.articles.reading.source import read_source
from bot.fetching import Fetched, FetchError
from bot.fetching.errors import NotFoundError, RobotsError, UnreachableError
from tests.community import START

FEED = "https://press.example/feed.xml"


@dataclass(frozen=True)
class Item:
    """A feed's entry; what is None is left out."""

    title: str
    link: str | None = None
    guid: str | None = None
    at: datetime | None = START
    text: str = "The council met, and this is what it said about the harbour."
    category: str | None = None
    author: str | None = None


def items(count: int, *, first: int = 1) -> list[Item]:
    """Entries of our own, the oldest first, a minute apart."""
    return [
        Item(
            title=f"News of the harbour number {number}",
            link=f"https://press.example/story-{number}",
            guid=f"story-{number}",
            at=START + timedelta(minutes=number),
        )
        for number in range(first, first + count)
    ]


def rss(entries: Sequence[Item], title: str = "The Harbour Press") -> bytes:
    """A feed with those entries, the newest at the top as feeds have it."""
    body = "".join(map(_entry, reversed(entries)))
    head = f"<title>{title}</title><link>https://press.example/</link>"
    return f'<rss version="2.0"><channel>{head}{body}</channel></rss>'.encode()


def _entry(item: Item) -> str:
    fields = {
        "title": item.title,
        "link": item.link,
        "guid": item.guid,
        "pubDate": format_datetime(item.at) if item.at else None,
        "description": f"<p>{item.text}</p>",
        "category": item.category,
        "author": item.author,
    }
    stated = [f"<{name}>{escape(text)}</{name}>" for name, text in fields.items() if text]
    return f"<item>{''.join(stated)}</item>"


@dataclass
class Press:
    """The sites that there are: `pages` by address.

    `down` is met everywhere while nobody answers, what is in `refusing` at that address. What
    `moved` is asked for at its old address and found at the new one; `fresh` is for how long an
    answer holds, as the site says.
    """

    pages: dict[str, bytes] = field(default_factory=dict)
    down: FetchError | None = None
    refusing: dict[str, Exception] = field(default_factory=dict)
    closed_to_programs: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    fresh: timedelta | None = None
    asked: list[str] = field(default_factory=list)
    unchanged: int = 0
    memory: FeedMemory = field(default_factory=FeedMemory)

    def publish(self, entries: Sequence[Item], url: str = FEED, **about: str) -> None:
        """Have the feed hold exactly these."""
        self.pages[url] = rss(entries, **about)

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        obey_robots: bool = False,
    ) -> Fetched:
        assert modified is None  # no answer of these sites says when it was modified
        if obey_robots and url in self.closed_to_programs:
            raise RobotsError(host="press.example")
        self.asked.append(url)
        moved_to = self.moved.get(url)
        url = moved_to or url
        said = {"fresh_for": self.fresh, "moved_to": moved_to}
        if (refusal := self.down or self.refusing.get(url)) is not None:
            raise refusal
        if url not in self.pages:
            raise NotFoundError(host="press.example", status=404)
        body, kind = self.pages[url], "text/html" if b"<html" in self.pages[url] else "text/xml"
        stamp = f'"{hash(body)}"'
        if etag == stamp:
            self.unchanged += 1
            return Fetched(url, 304, kind, b"", etag, None, not_modified=True, **said)
        return Fetched(url, 200, kind, body, stamp, None, not_modified=False, **said)

    async def read(
        self, data: bytes, *, url: str | None, content_type: str | None
    ) -> ArticlePage | Feed:
        return read_source(data, url=url, content_type=content_type)

    async def read_again(
        self, data: bytes, *, url: str | None, content_type: str | None, feed_id: int
    ) -> ArticlePage | Feed:
        known = self.memory.of(feed_id)
        return read_source(data, url=url, content_type=content_type, known=known)

    async def feed_links(
        self, data: bytes, *, url: str | None, content_type: str | None
    ) -> tuple[str, ...]:
        return feed_links(data, url=url, content_type=content_type)


def nobody_answers() -> FetchError:
    """What the bot meets when the site is down."""
    return UnreachableError(host="press.example")
