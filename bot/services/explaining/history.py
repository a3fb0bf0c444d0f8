"""What became of an article or an address: gathered from the record, told by `sentences`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.actions.model import holding_lane, publishing_lane
from bot.articles.addresses import plain_url
from bot.articles.document import from_document
from bot.articles.model import Article
from bot.servers.filters import EntryFilter
from bot.storage.corrections import Correction
from bot.storage.feeds import Stage, WatchedFeed
from bot.storage.histories import Sighting, Step
from bot.storage.postings import Posting
from bot.storage.rereadings import Rereading
from bot.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Carried:
    """A feed that carried it, how it stands there, and what was owed before it was a posting."""

    feed: WatchedFeed
    seen_at: datetime
    stage: Stage | None
    kept_back_by: EntryFilter | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Posted:
    """A channel that it was posted to, and what happened there since."""

    posting: Posting
    steps: tuple[Step, ...]
    corrections: tuple[Correction, ...]
    rereading: Rereading | None


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of an article, or of an address that is none of any article.

    `asked` is the address that was asked about, None where the article was picked. `feeds` are
    those that are watched: they may say why nobody has seen it.
    """

    asked: str | None
    article: Article | None
    carried: tuple[Carried, ...]
    posted: tuple[Posted, ...]
    feeds: tuple[WatchedFeed, ...]

    def within(self, is_open: Callable[[int], bool]) -> History:
        """What of it took place in channels of which that is true."""
        carried = tuple(each for each in self.carried if is_open(each.feed.channel_id))
        posted = tuple(each for each in self.posted if is_open(each.posting.channel_id))
        return replace(
            self,
            article=self.article if carried or posted else None,
            carried=carried,
            posted=posted,
            feeds=tuple(feed for feed in self.feeds if is_open(feed.channel_id)),
        )


def of_address(server_id: int, url: str, tx: Transaction) -> History:
    """What became of what is at an address."""
    key = f"url:{plain_url(url)}"
    article_id = tx.articles.find(server_id, key) or tx.histories.known_as(server_id, [key])
    return replace(_history(server_id, article_id, {key}, tx), asked=url)


def of_article(server_id: int, article_id: int, tx: Transaction) -> History | None:
    """What became of an article of the server; None where there is none of that id."""
    if tx.articles.server_of(article_id) != server_id:
        return None
    return _history(server_id, article_id, set(), tx)


def _history(server_id: int, article_id: int | None, keys: set[str], tx: Transaction) -> History:
    if article_id is not None:
        keys = keys | tx.histories.keys(article_id)
    sightings = tx.histories.sightings(server_id, keys, article_id)
    return History(
        asked=None,
        article=_article(article_id, tx),
        carried=tuple(
            carried for each in sightings if (carried := _carried(each, article_id, tx)) is not None
        ),
        posted=_posted(article_id, tx),
        feeds=tuple(tx.feeds.of_server(server_id)),
    )


def _article(article_id: int | None, tx: Transaction) -> Article | None:
    if article_id is None:
        return None
    version = tx.articles.version(article_id, tx.articles.last_version(article_id))
    return from_document(version.document) if version else None


def _carried(sighting: Sighting, article_id: int | None, tx: Transaction) -> Carried | None:
    feed = tx.feeds.get(sighting.feed_id)
    if feed is None:
        return None
    lanes = (publishing_lane(feed.id), holding_lane(feed.id))
    steps = tx.histories.publishing(feed.id, article_id, lanes) if article_id is not None else ()
    return Carried(feed, sighting.seen_at, sighting.stage, sighting.kept_back_by, tuple(steps))


def _posted(article_id: int | None, tx: Transaction) -> tuple[Posted, ...]:
    if article_id is None:
        return ()
    return tuple(
        Posted(
            posting,
            tuple(tx.histories.steps(posting.id)),
            tuple(tx.histories.corrections(posting.id)),
            tx.rereadings.get(posting.id),
        )
        for posting in tx.histories.postings(article_id)
    )
