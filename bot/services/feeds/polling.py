"""Reading a feed: one conditional request, one parse in the reader's process, one fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.articles.document import to_document
from bot.articles.feed_entries import Entry, InBriefError, entries_of
from bot.articles.model import ArticlePage, Feed
from bot.articles.reading.errors import ReadingError
from bot.fetching import FetchError
from bot.fetching.errors import BusyError, GoneError
from bot.servers.filters import EntryFilter
from bot.services.corrections.carried import changed_entries
from bot.services.feeds.facts import EntryFound, FeedFailed, FeedRead
from bot.services.feeds.filters import keeping_back
from bot.services.web import Web, validators_of
from bot.storage.database import Database
from bot.storage.feeds import WatchedFeed
from bot.storage.transaction import Transaction


async def poll(web: Web, database: Database, feed: WatchedFeed) -> FeedRead | FeedFailed:
    """What the feed holds that may be new, or why it cannot be read."""
    try:
        return await _read(web, database, feed)
    except FetchError as error:
        gone = isinstance(error, GoneError)
        return FeedFailed(feed.id, error.key, error.arguments, asked_to_wait(error), gone)
    except ReadingError as error:
        return FeedFailed(feed.id, error.key, error.arguments)


async def _read(web: Web, database: Database, feed: WatchedFeed) -> FeedRead | FeedFailed:
    fetched = await web.fetcher.get(feed.url, etag=feed.etag, modified=feed.last_modified)
    unchanged = FeedRead(
        feed.id, (), 0, None, fresh_for=fetched.fresh_for, moved_to=fetched.moved_to
    )
    if fetched.not_modified:
        return unchanged
    validators = validators_of(fetched)
    if validators.body_hash == feed.body_hash:
        return replace(unchanged, validators=validators)
    about = replace(unchanged, validators=validators)
    try:
        return await _looked_at(await web.read_again(fetched, feed.id), feed, database, about)
    except InBriefError:  # what was read before did not get into the record
        return await _looked_at(await web.read(fetched), feed, database, about)


async def _looked_at(
    found: ArticlePage | Feed, feed: WatchedFeed, database: Database, about: FeedRead
) -> FeedRead | FeedFailed:
    """What of it matters. On a thread: a large feed takes longer than the loop may be held."""
    if not isinstance(found, Feed):
        return FeedFailed(feed.id, "feed.not_a_feed", {})
    return await database.read(lambda tx: _news(feed, found, tx, about))


def _news(feed: WatchedFeed, found: Feed, tx: Transaction, about: FeedRead) -> FeedRead:
    entries = entries_of(found)
    return replace(
        about,
        entries=fresh_entries(feed, entries, tx),
        total=len(entries),
        changed=changed_entries(feed, entries, tx),
        ttl_minutes=found.ttl_minutes or 0,
    )


def fresh_entries(
    feed: WatchedFeed, entries: Sequence[Entry], tx: Transaction
) -> tuple[EntryFound, ...]:
    """The entries that may be new, or of which an address is, the oldest first.

    The writer looks closer. What is known by its title alone goes on, so that its further keys are
    learnt. Raises InBriefError where one of them came without its text.
    """
    seen = tx.feeds.seen(feed.id, [key for entry in entries for key in entry.keys])
    are_fresh = [_may_be_new(entry, seen) for entry in entries]
    found = [
        entry_found(entry, feed.filters)
        for entry, is_fresh in zip(entries, are_fresh, strict=True)
        if is_fresh
    ]
    if _ends_with_news(are_fresh) and any(each.published is None for each in found):
        found.reverse()
    return tuple(found)


def _ends_with_news(are_fresh: Sequence[bool]) -> bool:
    """Whether a feed has what is new behind all that is known; its entries come in reverse.

    Where not every entry has a date, only that tells which of its ends is the newer one.
    """
    known_from = are_fresh.index(False) if False in are_fresh else 0
    return known_from > 0 and not any(are_fresh[known_from:])


def _may_be_new(entry: Entry, seen: set[str]) -> bool:
    addresses = {key for key in entry.shared if key.startswith("url:")}
    sure = seen.intersection(key for key in entry.keys if not key.startswith("title:"))
    return not sure or not addresses <= seen


def entry_found(entry: Entry, filters: Sequence[EntryFilter] = ()) -> EntryFound:
    """The entry as a fact."""
    return EntryFound(
        entry.own,
        entry.shared,
        entry.article.published,
        to_document(entry.article),
        keeping_back(filters, entry.article, entry.categories),
    )


def asked_to_wait(error: FetchError) -> timedelta | None:
    """How long the site asks not to be asked again, if it does."""
    return error.retry_after if isinstance(error, BusyError) else None
