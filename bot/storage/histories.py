"""What the record knows of an article, from the feeds that carried it to what Discord answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select, union

from bot.actions.model import Action, Kind
from bot.servers.filters import EntryFilter
from bot.storage.actions import action_of
from bot.storage.corrections import Correction
from bot.storage.feeds import Stage
from bot.storage.postings import Posting
from bot.storage.schema import (
    actions,
    article_keys,
    article_versions,
    articles,
    attempts,
    corrections,
    feed_articles,
    feed_entries,
    feeds,
    postings,
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A feed carried the article since then; `stage` is how it stands there.

    `stage` is None where the feed had it when it was added, or another source was first.
    `kept_back_by` is the feed's filter that keeps it back, if one does.
    """

    feed_id: int
    seen_at: datetime
    stage: Stage | None
    kept_back_by: EntryFilter | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of an action; `outcome` None where nobody knows how it ended, `code` as Discord's."""

    number: int
    began_at: datetime
    outcome: str | None
    code: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """An action with its attempts, the first one first."""

    action: Action
    attempts: tuple[Attempt, ...]


class Histories:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def channels(self, server_id: int) -> set[int]:
        """The channels that the server's articles are in, or are brought for."""
        ways = union(
            select(postings.c.channel_id).where(postings.c.server_id == server_id),
            select(feeds.c.channel_id).where(feeds.c.server_id == server_id),
        )
        return set(self._connection.execute(ways).scalars())

    def titled(
        self, server_id: int, text: str, channels: Collection[int], limit: int = 25
    ) -> list[tuple[int, str]]:
        """Id and title of the server's latest articles whose title contains the text.

        Of those that are in one of these channels, or were brought for one.
        """
        title = func.json_extract(article_versions.c.document, "$.title")
        first = (article_versions.c.article_id == articles.c.id) & (article_versions.c.number == 1)
        posted = exists().where(
            postings.c.article_id == articles.c.id, postings.c.channel_id.in_(channels)
        )
        brought = exists().where(
            feed_articles.c.article_id == articles.c.id,
            feeds.c.id == feed_articles.c.feed_id,
            feeds.c.channel_id.in_(channels),
        )
        rows = self._connection.execute(
            select(articles.c.id, title)
            .join(article_versions, first)
            .where(
                articles.c.server_id == server_id,
                title.icontains(text, autoescape=True),
                posted | brought,
            )
            .order_by(articles.c.id.desc())
            .limit(limit)
        )
        return [(article_id, found) for article_id, found in rows]

    def known_as(self, server_id: int, keys: Collection[str]) -> int | None:
        """The article that a feed of the server announced under one of the keys."""
        return self._connection.execute(
            select(feed_entries.c.article_id)
            .join(feeds, feeds.c.id == feed_entries.c.feed_id)
            .where(
                feeds.c.server_id == server_id,
                feed_entries.c.key.in_(keys),
                feed_entries.c.article_id.is_not(None),
            )
            .limit(1)
        ).scalar()

    def keys(self, article_id: int) -> set[str]:
        """What the article is known by in the whole server."""
        ways = union(
            select(articles.c.identity).where(articles.c.id == article_id),
            select(article_keys.c.key).where(article_keys.c.article_id == article_id),
        )
        return set(self._connection.execute(ways).scalars())

    def sightings(
        self, server_id: int, keys: Collection[str], article_id: int | None
    ) -> list[Sighting]:
        """The feeds that carried the article, or an entry of those keys, in that order."""
        ways = [_by_key(server_id, keys)]
        if article_id is not None:
            ways.append(_by_article(server_id, article_id))
        entries = union(*ways).subquery()
        rows = self._connection.execute(
            select(
                entries.c.feed_id,
                func.min(entries.c.seen_at),
                feed_articles.c.stage,
                feed_articles.c.kept_back_by,
            )
            .outerjoin(
                feed_articles,
                (feed_articles.c.feed_id == entries.c.feed_id)
                & (feed_articles.c.article_id == article_id),
            )
            .group_by(entries.c.feed_id)
            .order_by(func.min(entries.c.seen_at))
        )
        return [
            Sighting(
                feed_id,
                seen_at,
                Stage(stage) if stage else None,
                EntryFilter.of(kept_back_by) if kept_back_by else None,
            )
            for feed_id, seen_at, stage, kept_back_by in rows
        ]

    def postings(self, article_id: int) -> list[Posting]:
        """The channels that the article was posted to, in that order."""
        rows = self._connection.execute(
            select(postings).where(postings.c.article_id == article_id).order_by(postings.c.id)
        )
        return [Posting(**row._mapping) for row in rows]

    def corrections(self, posting_id: int) -> list[Correction]:
        """The posting's corrections, oldest first."""
        rows = self._connection.execute(
            select(corrections)
            .where(corrections.c.posting_id == posting_id)
            .order_by(corrections.c.id)
        )
        return [Correction(**row._mapping) for row in rows]

    def steps(self, posting_id: int) -> list[Step]:
        """What was and is owed to a posting, in order."""
        return self._steps(select(actions).where(actions.c.posting_id == posting_id))

    def publishing(self, feed_id: int, article_id: int, lanes: Collection[str]) -> list[Step]:
        """What was and is owed for a feed's article before it becomes a posting, in order."""
        return self._steps(
            select(actions).where(
                actions.c.lane.in_(lanes),
                actions.c.kind == Kind.PUBLISH,
                actions.c.feed_id == feed_id,
                actions.c.article_id == article_id,
            )
        )

    def _steps(self, chosen: Select[Any]) -> list[Step]:
        found = [
            action_of(row._mapping)
            for row in self._connection.execute(chosen.order_by(actions.c.id))
        ]
        tries = self._attempts([action.id for action in found])
        return [Step(action, tuple(tries[action.id])) for action in found]

    def _attempts(self, action_ids: Collection[int]) -> dict[int, list[Attempt]]:
        rows = self._connection.execute(
            select(attempts)
            .where(attempts.c.action_id.in_(action_ids))
            .order_by(attempts.c.action_id, attempts.c.number)
        )
        tries = defaultdict(list)
        for row in rows:
            tries[row.action_id].append(Attempt(row.number, row.began_at, row.outcome, row.code))
        return tries


def _by_key(server_id: int, keys: Collection[str]) -> Select[Any]:
    mine = select(feeds.c.id).where(feeds.c.server_id == server_id)
    return select(feed_entries.c.feed_id, feed_entries.c.seen_at).where(
        feed_entries.c.feed_id.in_(mine), feed_entries.c.key.in_(keys)
    )


def _by_article(server_id: int, article_id: int) -> Select[Any]:
    return (
        select(feed_entries.c.feed_id, feed_entries.c.seen_at)
        .join(feeds, feeds.c.id == feed_entries.c.feed_id)
        .where(feeds.c.server_id == server_id, feed_entries.c.article_id == article_id)
    )
