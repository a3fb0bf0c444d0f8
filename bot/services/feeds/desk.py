"""What commands and buttons ask about feeds. The face that cogs see."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import discord

from bot.actions.model import feed_lane
from bot.articles.document import from_document
from bot.articles.feed_entries import entries_of
from bot.articles.layout import shortened
from bot.articles.model import Article
from bot.servers.configuration import LONGEST_TITLE
from bot.servers.filters import EntryFilter
from bot.services.deeds.cards import preview
from bot.services.feeds.facts import (
    AddFeed,
    ChangeFilters,
    Choice,
    DecideFirst,
    DecideHeld,
    EditFeed,
    FeedAdded,
    FeedFailed,
    FeedNews,
    RemoveFeed,
)
from bot.services.feeds.polling import entry_found, poll
from bot.services.web import Found, Web
from bot.services.writer import Writer
from bot.storage.database import Database
from bot.storage.feeds import Stage, WatchedFeed
from bot.storage.transaction import Transaction

__all__ = ["Choice", "FeedDesk", "FeedFailed", "FeedNews", "FeedState", "Found", "WatchedFeed"]


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed, how many of its articles are held, and the one that is offered at its beginning.

    `kept_back` counts what each of its filters keeps back; `next_at` is when it is read next.
    """

    feed: WatchedFeed
    held: int
    offered: discord.Embed | None
    kept_back: Mapping[EntryFilter, int]
    next_at: datetime | None


class FeedDesk:
    """Reads feeds from the record and the web, and puts what people decide into the record."""

    def __init__(self, database: Database, writer: Writer, web: Web) -> None:
        self._database = database
        self._writer = writer
        self._web = web

    async def find(self, url: str) -> Found | None:
        """The feed at an address or of the page there; raises `FetchError` or `ReadingError`."""
        return await self._web.find_feed(url)

    async def add(self, server_id: int, channel_id: int, found: Found, by: int) -> FeedAdded:
        """Watch a feed for a channel. Nothing of what it holds is posted unless that is asked."""
        entries = await asyncio.to_thread(entries_of, found.feed)
        fact = AddFeed(
            server_id=server_id,
            channel_id=channel_id,
            url=found.url,
            title=_title(found),
            keys=tuple(key for entry in entries for key in entry.keys),
            newest=entry_found(entries[-1]) if entries else None,
            validators=found.validators,
            by=by,
        )
        added: FeedAdded = await self._writer.do(fact)
        return added

    async def all(self, server_id: int) -> list[FeedState]:
        """The server's feeds, oldest first."""
        return await self._database.read(
            lambda tx: [_state(feed, tx) for feed in tx.feeds.of_server(server_id)]
        )

    async def state(self, server_id: int, feed_id: int) -> FeedState | None:
        """The server's feed of that id; None where there is none, or it was removed."""

        def look(tx: Transaction) -> FeedState | None:
            feed = tx.feeds.get(feed_id)
            if feed is None or feed.server_id != server_id or feed.removed_at is not None:
                return None
            return _state(feed, tx)

        return await self._database.read(look)

    async def check(self, feed: WatchedFeed) -> FeedNews | FeedFailed:
        """Read the feed now, whatever it said last, and take in what it holds."""
        fact = await poll(self._web, self._database, feed)
        answer: FeedNews | None = await self._writer.do(fact)
        if isinstance(fact, FeedFailed):
            return fact
        return answer or FeedNews(0)

    async def edit(
        self,
        feed_id: int,
        by: int,
        *,
        channel_id: int | None = None,
        republish: bool | None = None,
        interval_minutes: int | None = None,
        oldest_hours: int | None = None,
    ) -> bool:
        """Change what is given; False where that channel has the feed already."""
        fact = EditFeed(feed_id, by, channel_id, republish, interval_minutes, oldest_hours)
        changed: bool = await self._writer.do(fact)
        return changed

    async def change_filters(
        self, feed_id: int, by: int, changed: EntryFilter, *, wanted: bool
    ) -> bool:
        """Add a filter to the feed's or take it away; False where nothing was to be changed."""
        fact = ChangeFilters(feed_id, by, changed, wanted)
        done: bool = await self._writer.do(fact)
        return done

    async def remove(self, feed_id: int, by: int) -> None:
        """Read it no more."""
        await self._writer.do(RemoveFeed(feed_id, by))

    async def decide_first(self, feed_id: int, by: int, *, post: bool) -> bool:
        """Post the newest entry of a new feed, or not; False where that was decided before."""
        decided: bool = await self._writer.do(DecideFirst(feed_id, post, by))
        return decided

    async def decide_held(self, feed_id: int, choice: Choice, by: int) -> int | None:
        """How many held articles will be posted; None where none is held any more."""
        count: int | None = await self._writer.do(DecideHeld(feed_id, choice, by))
        return count


def _title(found: Found) -> str:
    """The feed's title, as much of it as is kept; its host where it has none."""
    return shortened(found.feed.title or urlsplit(found.url).hostname or "", LONGEST_TITLE)


def _state(feed: WatchedFeed, tx: Transaction) -> FeedState:
    offered = tx.feeds.at_stage(feed.id, Stage.OFFERED)
    article = _article(offered[0], tx) if offered else None
    return FeedState(
        feed,
        tx.feeds.held(feed.id),
        preview(article) if article else None,
        tx.feeds.kept_back(feed.id),
        next((each.due_at for each in tx.actions.unfinished(feed_lane(feed.id))), None),
    )


def _article(article_id: int, tx: Transaction) -> Article | None:
    version = tx.articles.version(article_id, tx.articles.last_version(article_id))
    return from_document(version.document) if version else None
