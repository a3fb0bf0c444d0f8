"""Feeds are added, changed and removed by admins. Every change is kept as a version."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from bot.actions.model import asking_lane, feed_lane, holding_lane, publishing_lane
from bot.servers.filters import MOST_FILTERS
from bot.services.feeds.facts import (
    AddFeed,
    ChangeFilters,
    EditFeed,
    EntryFound,
    FeedAdded,
    RemoveFeed,
)
from bot.services.feeds.watching import article_of, owe_reading
from bot.storage.feeds import Stage, WatchedFeed
from bot.storage.transaction import Transaction

INTERVAL_MINUTES = 10
OLDEST_HOURS = 48


def add(fact: AddFeed, tx: Transaction, now: datetime) -> FeedAdded:
    """Watch the feed from now on. What it holds now is not posted, but the newest is offered."""
    source_id = tx.articles.source(fact.server_id, "feed", fact.url, fact.by, now)
    known = tx.feeds.of_source(source_id, fact.channel_id)
    if known is not None and known.removed_at is None:
        return FeedAdded(known.id, again=True)
    feed = _watched(fact, source_id, known, tx, now)
    if fact.newest is not None:
        _offer(feed, fact.newest, tx, now)
    tx.feeds.see(feed.id, fact.keys, now)
    owe_reading(feed, now + timedelta(minutes=feed.interval_minutes), tx, now)
    tx.servers.record_version(fact.server_id, "feed added", fact.by, now)
    return FeedAdded(feed.id, again=False)


def _watched(
    fact: AddFeed, source_id: int, known: WatchedFeed | None, tx: Transaction, now: datetime
) -> WatchedFeed:
    """The feed's row: a new one, or the one that it had before it was removed."""
    values = {
        "url": fact.url,
        "title": fact.title,
        "etag": fact.validators.etag,
        "last_modified": fact.validators.last_modified,
        "body_hash": fact.validators.body_hash,
        "read_at": now,
    }
    clean = {"removed_at": None, "failing_since": None, "failure": None, "parked_at": None}
    if known is not None:
        tx.feeds.change(known.id, **values, **clean, failures=0, republish=None)
    feed_id = (
        known.id
        if known is not None
        else tx.feeds.add(
            source_id=source_id,
            server_id=fact.server_id,
            channel_id=fact.channel_id,
            interval_minutes=INTERVAL_MINUTES,
            oldest_hours=OLDEST_HOURS,
            added_at=now,
            added_by=fact.by,
            **values,
        )
    )
    feed = tx.feeds.get(feed_id)
    if feed is None:
        raise LookupError("a feed that was just written is gone")
    return feed


def _offer(feed: WatchedFeed, newest: EntryFound, tx: Transaction, now: datetime) -> None:
    article_id = article_of(feed, newest, tx, now)
    tx.feeds.see(feed.id, (*newest.own, *newest.shared), now, article_id)
    if tx.postings.of_article(article_id, feed.channel_id) is not None:
        return
    if not tx.feeds.bring(feed.id, article_id, Stage.OFFERED, now):
        tx.feeds.move(feed.id, [article_id], Stage.OFFERED)


def edit(fact: EditFeed, tx: Transaction, now: datetime) -> bool:
    """Change how the feed is watched; False where another feed stands in the way of the channel."""
    feed = tx.feeds.get(fact.feed_id)
    if feed is None:
        return False
    if fact.channel_id not in (None, feed.channel_id):
        other = tx.feeds.of_source(feed.source_id, fact.channel_id or 0)
        if other is not None:
            return False
    wanted = {
        "channel_id": fact.channel_id,
        "republish": fact.republish,
        "interval_minutes": fact.interval_minutes,
        "oldest_hours": fact.oldest_hours,
    }
    changed = {name: value for name, value in wanted.items() if value is not None}
    if changed:
        tx.feeds.change(feed.id, **changed)
        tx.servers.record_version(feed.server_id, "feed changed", fact.by, now)
    if fact.interval_minutes is not None and feed.parked_at is None and not feed.failures:
        owe_reading(feed, now + timedelta(minutes=fact.interval_minutes), tx, now)
    return True


def change_filters(fact: ChangeFilters, tx: Transaction, now: datetime) -> bool:
    """Add or take away a filter; False where that is so already, or there are too many."""
    feed = tx.feeds.get(fact.feed_id)
    if feed is None:
        return False
    if fact.wanted == (fact.filter in feed.filters):
        return False
    if fact.wanted and len(feed.filters) >= MOST_FILTERS:
        return False
    others = [each for each in feed.filters if each != fact.filter]
    wanted = [*others, fact.filter] if fact.wanted else others
    tx.feeds.change(feed.id, filters=[asdict(each) for each in wanted])
    tx.servers.record_version(feed.server_id, "feed changed", fact.by, now)
    return True


def remove(fact: RemoveFeed, tx: Transaction, now: datetime) -> None:
    """Read it no more, and post nothing further of it; what was posted stays."""
    feed = tx.feeds.get(fact.feed_id)
    if feed is None:
        return
    stop(feed, tx, now)
    tx.servers.record_version(feed.server_id, "feed removed", fact.by, now)


def stop(feed: WatchedFeed, tx: Transaction, now: datetime) -> None:
    """Have it removed, with all that is owed of it."""
    tx.feeds.change(feed.id, removed_at=now)
    for stage in (Stage.OFFERED, Stage.HELD, Stage.DUE):
        tx.feeds.move(feed.id, tx.feeds.at_stage(feed.id, stage), Stage.SKIPPED)
    for lane in (feed_lane, publishing_lane, holding_lane, asking_lane):
        tx.actions.withdraw(lane(feed.id), now)
        tx.actions.give_up_parked(lane(feed.id), now)
