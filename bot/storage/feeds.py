"""Feeds, what of them was seen before, and the articles that they brought.

A feed that is removed keeps its rows: what was seen stays seen should it be added again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.servers.filters import EntryFilter
from bot.storage.prepared import PreparedByName
from bot.storage.rows import inserted
from bot.storage.schema import feed_articles, feed_entries, feeds
from bot.storage.types import Document


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


_TOLD = ("etag", "last_modified", "body_hash", "ttl_minutes")
_COLUMNS = tuple(feeds.c[field.name] for field in fields(WatchedFeed))

_GET = PreparedByName(select(*_COLUMNS).where(feeds.c.id == bindparam("feed")))
_READ = PreparedByName(
    update(feeds)
    .where(feeds.c.id == bindparam("feed"))
    .values(
        read_at=bindparam("at"),
        failing_since=None,
        failures=0,
        failure=None,
        parked_at=None,
        **{name: bindparam(name) for name in _TOLD},
    )
)
_asked = func.json_each(bindparam("keys", type_=Document)).table_valued("value")
_MINE = feed_entries.c.feed_id == bindparam("feed")
_SEEN = PreparedByName(
    select(feed_entries.c.key).where(_MINE, feed_entries.c.key.in_(select(_asked.c.value)))
)
_SEE = PreparedByName(
    insert(feed_entries).on_conflict_do_nothing(), ("feed_id", "key", "seen_at", "article_id")
)
_ARTICLE_OF = PreparedByName(
    select(feed_entries.c.article_id)
    .where(
        _MINE,
        feed_entries.c.key.in_(select(_asked.c.value)),
        feed_entries.c.article_id.is_not(None),
    )
    .limit(1)
)
_KEY_COUNT = PreparedByName(
    select(func.count().label("keys"))
    .select_from(feed_entries)
    .where(feed_entries.c.article_id == bindparam("article"))
)
_BRING = PreparedByName(
    insert(feed_articles).on_conflict_do_nothing(),
    ("feed_id", "article_id", "found_at", "stage"),
)
_MOVE = PreparedByName(
    update(feed_articles)
    .where(
        feed_articles.c.feed_id == bindparam("feed"),
        feed_articles.c.article_id == bindparam("article"),
    )
    .values(stage=bindparam("to"))
)


class Feeds:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> int:
        """A new feed; the values are columns of the table."""
        return inserted(self._connection, feeds, **values)

    def get(self, feed_id: int) -> WatchedFeed | None:
        """The feed, removed or not."""
        row = _GET.first(self._connection, {"feed": feed_id})
        return _feed(row) if row else None

    def of_source(self, source_id: int, channel_id: int) -> WatchedFeed | None:
        """The source's feed in that channel, removed or not."""
        row = self._connection.execute(
            select(*_COLUMNS).where(
                feeds.c.source_id == source_id, feeds.c.channel_id == channel_id
            )
        ).first()
        return _feed(row._mapping) if row else None

    def of_server(self, server_id: int) -> list[WatchedFeed]:
        """The server's feeds, oldest first, without those that were removed."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(feeds.c.server_id == server_id, feeds.c.removed_at.is_(None))
            .order_by(feeds.c.id)
        )
        return [_feed(row._mapping) for row in rows]

    def was_read(self, feed: WatchedFeed, now: datetime) -> None:
        """It could be read, whatever was wrong with it is over, and this is what it told."""
        told = {name: getattr(feed, name) for name in _TOLD}
        _READ.run(self._connection, {"feed": feed.id, "at": now, **told})

    def change(self, feed_id: int, **values: Any) -> None:
        self._connection.execute(update(feeds).where(feeds.c.id == feed_id).values(**values))

    def seen(self, feed_id: int, keys: Collection[str]) -> set[str]:
        """Which of the keys are those of entries that the feed had before."""
        rows = _SEEN.rows(self._connection, {"feed": feed_id, "keys": list(keys)})
        return {row["key"] for row in rows}

    def see(
        self, feed_id: int, keys: Iterable[str], now: datetime, article_id: int | None = None
    ) -> None:
        """Know entries by these keys from now on, and as that article."""
        about = {"feed_id": feed_id, "seen_at": now, "article_id": article_id}
        rows = [{"key": key, **about} for key in dict.fromkeys(keys)]
        _SEE.run_for_each(self._connection, rows)

    def article_of(self, feed_id: int, keys: Collection[str]) -> int | None:
        """The article as which the feed's entries of those keys are known."""
        values = {"feed": feed_id, "keys": list(keys)}
        article_id: int | None = _ARTICLE_OF.scalar(self._connection, values)
        return article_id

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
        return int(_KEY_COUNT.scalar(self._connection, {"article": article_id}))

    def bring(self, feed_id: int, article_id: int, stage: Stage, now: datetime) -> bool:
        """Note that the feed brought the article; False where it did so before."""
        brought = {"feed_id": feed_id, "article_id": article_id, "found_at": now, "stage": stage}
        return _BRING.run(self._connection, brought) > 0

    def move(self, feed_id: int, article_ids: Iterable[int], stage: Stage) -> None:
        """Have those articles of the feed stand at that stage."""
        moved = [{"feed": feed_id, "article": each, "to": stage} for each in article_ids]
        _MOVE.run_for_each(self._connection, moved)

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


def _feed(row: Mapping[str, Any] | RowMapping) -> WatchedFeed:
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    filters = tuple(map(EntryFilter.of, values.pop("filters") or ()))
    return WatchedFeed(**values, filters=filters)
