"""Feeds, what of them was seen before, and the articles that they brought.

A feed that is removed keeps its rows: what was seen stays seen should it be added again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.servers.filters import EntryFilter
from bot.storage.rows import inserted
from bot.storage.schema import feed_articles, feed_entries, feeds


class Stage(StrEnum):
    """Where an article of a feed stands on its way to the feed's channel."""

    OFFERED = "offered"
    """The newest at the first contact: the admin says whether it is posted."""
    HELD = "held"
    """More came at once than are posted at once: the admins decide."""
    DUE = "due"
    POSTED = "posted"
    SKIPPED = "skipped"
    OLD = "old"
    FILTERED = "filtered"
    """One of the feed's filters keeps it back."""


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """A feed whose articles go to a channel.

    `republish` is whether the server may republish its articles in full; None while nobody said.
    `failure` is the message's key and values of why it cannot be read, since `failing_since`;
    `parked_at` is when the bot gave up. `notice_message_id` asks the admins about held articles.
    `ttl_minutes` is how long the feed itself asks to be kept.
    """

    id: int
    source_id: int
    server_id: int
    channel_id: int
    url: str
    title: str
    republish: bool | None
    interval_minutes: int
    oldest_hours: int
    removed_at: datetime | None
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    read_at: datetime | None
    failing_since: datetime | None
    failures: int
    failure: Mapping[str, Any] | None
    parked_at: datetime | None
    notice_message_id: int | None
    ttl_minutes: int | None
    filters: tuple[EntryFilter, ...]


_COLUMNS = tuple(feeds.c[field.name] for field in fields(WatchedFeed))

# Built once, as each reading runs them: building one costs more than running it.
_GET = select(*_COLUMNS).where(feeds.c.id == bindparam("feed"))
_READ = (
    update(feeds)
    .where(feeds.c.id == bindparam("feed"))
    .values(read_at=bindparam("at"), failing_since=None, failures=0, failure=None, parked_at=None)
)


class Feeds:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> int:
        """A new feed; the values are columns of the table."""
        return inserted(self._connection, feeds, **values)

    def get(self, feed_id: int) -> WatchedFeed | None:
        """The feed, removed or not."""
        row = self._connection.execute(_GET, {"feed": feed_id}).first()
        return _feed(row) if row else None

    def of_source(self, source_id: int, channel_id: int) -> WatchedFeed | None:
        """The source's feed in that channel, removed or not."""
        row = self._connection.execute(
            select(*_COLUMNS).where(
                feeds.c.source_id == source_id, feeds.c.channel_id == channel_id
            )
        ).first()
        return _feed(row) if row else None

    def of_server(self, server_id: int) -> list[WatchedFeed]:
        """The server's feeds, oldest first, without those that were removed."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(feeds.c.server_id == server_id, feeds.c.removed_at.is_(None))
            .order_by(feeds.c.id)
        )
        return [_feed(row) for row in rows]

    def was_read(self, feed_id: int, now: datetime) -> None:
        """It could be read: whatever was wrong with it is over."""
        self._connection.execute(_READ, {"feed": feed_id, "at": now})

    def change(self, feed_id: int, **values: Any) -> None:
        self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(**values))

    def seen(self, feed_id: int, keys: Collection[str]) -> set[str]:
        """Which of the keys are those of entries that the feed had before."""
        found: set[str] = set()
        wanted = list(keys)
        for start in range(0, len(wanted), 500):  # SQLite takes a bounded number of values
            rows = self._connection.execute(
                select(feed_entries.c.key).where(
                    feed_entries.c.feed_id == feed_id,
                    feed_entries.c.key.in_(wanted[start : start + 500]),
                )
            )
            found.update(rows.scalars())
        return found

    def see(
        self, feed_id: int, keys: Iterable[str], now: datetime, article_id: int | None = None
    ) -> None:
        """Know entries by these keys from now on, and as that article."""
        about = {"feed_id": feed_id, "seen_at": now, "article_id": article_id}
        rows = [{"key": key, **about} for key in dict.fromkeys(keys)]
        if rows:
            self._connection.execute(insert(feed_entries).on_conflict_do_nothing(), rows)

    def article_of(self, feed_id: int, keys: Collection[str]) -> int | None:
        """The article as which the feed's entries of those keys are known."""
        return self._connection.execute(
            select(feed_entries.c.article_id)
            .where(
                feed_entries.c.feed_id == feed_id,
                feed_entries.c.key.in_(keys),
                feed_entries.c.article_id.is_not(None),
            )
            .limit(1)
        ).scalar()

    def ids_of(self, feed_id: int, article_id: int) -> list[str]:
        """The ids by which the feed's entries announced the article."""
        keys = self._connection.execute(
            select(feed_entries.c.key).where(
                feed_entries.c.article_id == article_id,
                feed_entries.c.feed_id == feed_id,
                feed_entries.c.key.startswith("id:"),
            )
        )
        return [key.removeprefix("id:") for key in keys.scalars()]

    def key_count(self, article_id: int) -> int:
        """By how many keys of feeds the article is known."""
        return self._connection.execute(
            select(func.count())
            .select_from(feed_entries)
            .where(feed_entries.c.article_id == article_id)
        ).scalar_one()

    def bring(self, feed_id: int, article_id: int, stage: Stage, now: datetime) -> bool:
        """Note that the feed brought the article; False where it did so before."""
        added = self._connection.execute(
            insert(feed_articles)
            .values(feed_id=feed_id, article_id=article_id, found_at=now, stage=stage)
            .on_conflict_do_nothing()
        )
        return added.rowcount > 0

    def move(self, feed_id: int, article_ids: Collection[int], stage: Stage) -> None:
        """Have those articles of the feed stand at that stage."""
        self._connection.execute(
            update(feed_articles)
            .where(feed_articles.c.feed_id == feed_id, feed_articles.c.article_id.in_(article_ids))
            .values(stage=stage)
        )

    def keep_back(self, feed_id: int, article_id: int, by: EntryFilter) -> None:
        """Note the filter that keeps the feed's article from being posted."""
        self._connection.execute(
            update(feed_articles)
            .where(feed_articles.c.feed_id == feed_id, feed_articles.c.article_id == article_id)
            .values(stage=Stage.FILTERED, kept_back_by=asdict(by))
        )

    def kept_back(self, feed_id: int) -> dict[EntryFilter, int]:
        """Each filter that keeps articles of the feed back, and how many."""
        rows = self._connection.execute(
            select(feed_articles.c.kept_back_by, func.count())
            .where(feed_articles.c.feed_id == feed_id, feed_articles.c.stage == Stage.FILTERED)
            .group_by(feed_articles.c.kept_back_by)
        )
        return {EntryFilter.of(each): count for each, count in rows}

    def at_stage(self, feed_id: int, stage: Stage) -> list[int]:
        """The ids of the feed's articles at that stage, the oldest first."""
        rows = self._connection.execute(
            select(feed_articles.c.article_id)
            .where(feed_articles.c.feed_id == feed_id, feed_articles.c.stage == stage)
            .order_by(feed_articles.c.article_id)
        )
        return list(rows.scalars())

    def held(self, feed_id: int) -> int:
        """How many articles wait for the admins' decision."""
        return self._connection.execute(
            select(func.count())
            .select_from(feed_articles)
            .where(feed_articles.c.feed_id == feed_id, feed_articles.c.stage == Stage.HELD)
        ).scalar_one()


def _feed(row: Row[Any]) -> WatchedFeed:
    values = dict(row._mapping)
    filters = tuple(map(EntryFilter.of, values.pop("filters") or ()))
    return WatchedFeed(**values, filters=filters)
