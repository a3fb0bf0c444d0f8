"""What is at an address, fetched and read; the two seams at which the web can be played."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.articles.model import ArticlePage, Feed
from bot.articles.reading.errors import NotAnArticle, ReadingError
from bot.fetching import Fetched, FetchError
from bot.services.feeds.facts import Validators

MOST_LINKS = 3
"""Feeds of a page that are tried; ours."""


class Fetching(Protocol):
    """What is asked of the door to the web; it raises `FetchError`."""

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        obey_robots: bool = False,
    ) -> Fetched: ...


class Reading(Protocol):
    """What is asked of the reader; it raises `ReadingError`."""

    async def read(
        self, data: bytes, *, url: str | None, content_type: str | None
    ) -> ArticlePage | Feed: ...

    async def read_again(
        self, data: bytes, *, url: str | None, content_type: str | None, feed_id: int
    ) -> ArticlePage | Feed: ...

    async def feed_links(
        self, data: bytes, *, url: str | None, content_type: str | None
    ) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A feed and where it is."""

    url: str
    feed: Feed
    validators: Validators


@dataclass(slots=True)
class Web:
    """The web as feeds and articles."""

    fetcher: Fetching
    reader: Reading

    async def read(self, fetched: Fetched) -> ArticlePage | Feed:
        """What an answer holds; `ReadingError` where nothing can be made of it."""
        return await self.reader.read(
            fetched.body, url=fetched.url, content_type=fetched.content_type
        )

    async def read_again(self, fetched: Fetched, feed_id: int) -> ArticlePage | Feed:
        """The same for a feed that is watched: entries that were read before may be in brief."""
        return await self.reader.read_again(
            fetched.body, url=fetched.url, content_type=fetched.content_type, feed_id=feed_id
        )

    async def article(self, url: str, *, by_hand: bool = False) -> ArticlePage:
        """The article at an address; raises `FetchError` or `ReadingError`.

        `by_hand` where a person asks for this one page: then robots.txt, which is for programs
        that go about by themselves, is not asked.
        """
        fetched = await self.fetcher.get(url, obey_robots=not by_hand)
        return await self.article_in(fetched.body, fetched.url, fetched.content_type)

    async def article_in(
        self, data: bytes, url: str | None = None, content_type: str | None = None
    ) -> ArticlePage:
        """The article in a page; raises `ReadingError`, for a feed too."""
        found = await self.reader.read(data, url=url, content_type=content_type)
        if isinstance(found, Feed):
            raise NotAnArticle("feed")
        return found

    async def find_feed(self, url: str) -> Found | None:
        """The feed at an address, or the first that works of those that the page there names.

        None where the page names none. Raises `FetchError` or `ReadingError`: where none works,
        why the first of them does not.
        """
        fetched = await self.fetcher.get(url)
        refusal: ReadingError | None = None
        try:
            if (found := await self._feed(fetched, url)) is not None:
                return found
        except NotAnArticle as error:  # a front page, say, which names its feeds all the same
            refusal = error if error.reason == "challenge" else None
        links = await self.reader.feed_links(
            fetched.body, url=fetched.url, content_type=fetched.content_type
        )
        return await self._first_feed(links[:MOST_LINKS], refusal)

    async def _first_feed(
        self, links: Iterable[str], refusal: FetchError | ReadingError | None
    ) -> Found | None:
        """The first feed of those addresses that works; raises the refusal, or the first there."""
        for link in links:
            try:
                if (found := await self._feed(await self.fetcher.get(link), link)) is not None:
                    return found
            except (FetchError, ReadingError) as error:
                refusal = refusal or error
        if refusal is not None:
            raise refusal
        return None

    async def _feed(self, fetched: Fetched, url: str) -> Found | None:
        found = await self.read(fetched)
        at = fetched.moved_to or url
        return Found(at, found, validators_of(fetched)) if isinstance(found, Feed) else None


def validators_of(fetched: Fetched) -> Validators:
    """What tells whether the next answer is the same."""
    body_hash = hashlib.sha256(fetched.body).hexdigest()
    return Validators(fetched.etag, fetched.last_modified, body_hash)
