"""Having a server's feeds be exactly those of a configuration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from bot.servers.configuration import FeedSettings
from bot.services.feeds.arranging import stop
from bot.services.feeds.watching import owe_reading
from bot.storage.feeds import WatchedFeed
from bot.storage.transaction import Transaction


def follow(
    server_id: int, wanted: Sequence[FeedSettings], by: int, tx: Transaction, now: datetime
) -> None:
    """Watch these feeds, as they are to be watched, and no others.

    One that was watched before goes on where it was. What any other holds at its first reading
    counts as seen, so that no flood of old articles comes.
    """
    watched = {_place(feed): feed for feed in tx.feeds.of_server(server_id)}
    for each in wanted:
        feed = watched.pop(_place(each), None)
        if feed is None:
            _begin(server_id, each, by, tx, now)
        elif FeedSettings.of(feed) != each:
            _adjust(feed, each, tx, now)
    for feed in watched.values():
        stop(feed, tx, now)


def _place(feed: WatchedFeed | FeedSettings) -> tuple[str, int]:
    return feed.url, feed.channel_id


def _begin(server_id: int, wanted: FeedSettings, by: int, tx: Transaction, now: datetime) -> None:
    source_id = tx.articles.source(server_id, "feed", wanted.url, by, now)
    known = tx.feeds.of_source(source_id, wanted.channel_id)
    values = asdict(wanted)
    if known is None:
        made = {"source_id": source_id, "server_id": server_id, "added_at": now, "added_by": by}
        feed_id = tx.feeds.add(**made, **values)
    else:
        feed_id = known.id
        clean = {"failing_since": None, "failures": 0, "failure": None, "parked_at": None}
        tx.feeds.change(feed_id, removed_at=None, **clean, **values)
    feed = tx.feeds.get(feed_id)
    if feed is not None:
        owe_reading(feed, now, tx, now)


def _adjust(feed: WatchedFeed, wanted: FeedSettings, tx: Transaction, now: datetime) -> None:
    tx.feeds.change(feed.id, **asdict(wanted))
    is_well = feed.parked_at is None and not feed.failures
    if is_well and wanted.interval_minutes != feed.interval_minutes:
        owe_reading(feed, now + timedelta(minutes=wanted.interval_minutes), tx, now)
