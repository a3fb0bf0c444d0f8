"""What follows when a feed was read, or could not be.

Each feed has one action that reads it, which is owed anew after each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from bot.actions.model import (
    Kind,
    NewAction,
    State,
    Subject,
    asking_lane,
    feed_lane,
    publishing_lane,
)
from bot.actions.outcomes import FEED_FAILING
from bot.servers.model import BY_ITSELF
from bot.services import posting
from bot.services.acting import owe_again
from bot.services.corrections import rereading
from bot.services.feeds.facts import EntryFound, EntryReady, FeedFailed, FeedNews, FeedRead
from bot.storage.feeds import Stage, WatchedFeed
from bot.storage.transaction import Transaction

MOST_CARDS = 5
"""New cards of a feed at one reading; what is more waits for the admins."""
MOST_KEYS = 50
"""Of an article, in feeds: some give it another address at each fetch; ours."""
LONGEST_WAIT = timedelta(hours=6)
LONGEST_FRESH = timedelta(hours=1)
"""What sites may ask for between two readings."""
GIVING_UP = timedelta(days=1)


def read(fact: FeedRead, tx: Transaction, now: datetime) -> FeedNews | None:
    """Post what is new, up to a limit; hold the rest, note what is filtered or too old."""
    feed = tx.feeds.get(fact.feed_id)
    if feed is None or feed.removed_at is not None:
        return None
    _note_success(feed, fact, tx, now)
    if feed.read_at is None:
        return _meet(feed, fact, tx, now)
    new = [
        (article_id, entry)
        for entry in fact.entries
        if (article_id := take_in(feed, entry, tx, now)) is not None
    ]
    oldest = now - timedelta(hours=feed.oldest_hours)
    stages = sorted_out([entry for _, entry in new], oldest)
    for (article_id, entry), stage in zip(new, stages, strict=True):
        _place(feed, article_id, entry, stage, tx, now)
    for change in fact.changed:
        rereading.entry_changed(change, tx, now)
    count = Counter(stages)
    if count[Stage.HELD]:
        ask(feed, tx, now)
    kept_back = tuple(entry.kept_back_by for _, entry in new if entry.kept_back_by is not None)
    return FeedNews(fact.total, count[Stage.DUE], count[Stage.HELD], count[Stage.OLD], kept_back)


def _meet(feed: WatchedFeed, fact: FeedRead, tx: Transaction, now: datetime) -> FeedNews:
    """The first reading of a feed that came with a configuration: all it holds counts as seen."""
    for entry in fact.entries:
        tx.feeds.see(feed.id, (*entry.own, *entry.shared), now)
    return FeedNews(fact.total)


def sorted_out(entries: Sequence[EntryFound], oldest: datetime) -> list[Stage]:
    """What becomes of new entries, the oldest first; `oldest` is when none may be from before."""
    stages: list[Stage] = []
    for entry in entries:
        if entry.kept_back_by is not None:
            stages.append(Stage.FILTERED)
        elif entry.published is not None and entry.published < oldest:
            stages.append(Stage.OLD)
        else:
            stages.append(Stage.DUE if stages.count(Stage.DUE) < MOST_CARDS else Stage.HELD)
    return stages


def _place(
    feed: WatchedFeed,
    article_id: int,
    entry: EntryFound,
    stage: Stage,
    tx: Transaction,
    now: datetime,
) -> None:
    """Have the article stand at its stage, and owe what follows."""
    if entry.kept_back_by is not None:
        tx.feeds.keep_back(feed.id, article_id, entry.kept_back_by)
        return
    tx.feeds.move(feed.id, [article_id], stage)
    if stage is Stage.DUE:
        owe_posting(feed, article_id, publishing_lane(feed.id), now, tx, now)


def take_in(feed: WatchedFeed, entry: EntryFound, tx: Transaction, now: datetime) -> int | None:
    """The article of an entry that is new to the feed and its channel; None for any other."""
    keys = (*entry.own, *entry.shared)
    if known := tx.feeds.seen(feed.id, keys):
        _learn(feed, entry, known, tx, now)
        return None
    article_id = article_of(feed, entry, tx, now)
    tx.feeds.see(feed.id, keys, now, article_id)
    if tx.postings.of_article(article_id, feed.channel_id) is not None:
        return None
    return article_id if tx.feeds.bring(feed.id, article_id, Stage.DUE, now) else None


def _learn(
    feed: WatchedFeed, entry: EntryFound, known: set[str], tx: Transaction, now: datetime
) -> None:
    """Know a story by its further keys too: it has another address now, or another id."""
    article_id = tx.feeds.article_of(feed.id, known)
    if article_id is not None and tx.feeds.key_count(article_id) >= MOST_KEYS:
        return
    tx.feeds.see(feed.id, (*entry.own, *entry.shared), now, article_id)
    if article_id is not None:
        tx.articles.add_keys(feed.server_id, article_id, entry.shared)


def article_of(feed: WatchedFeed, entry: EntryFound, tx: Transaction, now: datetime) -> int:
    """The server's article that the entry announces, written down if it is not yet."""
    article_id = tx.articles.find_any(feed.server_id, entry.shared)
    if article_id is None:
        # What counts within the feed only must not meet another feed's.
        identity = entry.shared[0] if entry.shared else f"feed:{feed.id}|{entry.own[0]}"
        article_id = tx.articles.find(feed.server_id, identity) or tx.articles.add(
            feed.server_id, feed.source_id, identity, entry.document, now
        )
    tx.articles.add_keys(feed.server_id, article_id, entry.shared)
    return article_id


def owe_posting(
    feed: WatchedFeed, article_id: int, lane: str, due: datetime, tx: Transaction, now: datetime
) -> None:
    """Have an article of the feed posted at that time."""
    subject = Subject(feed.server_id, feed_id=feed.id, article_id=article_id)
    tx.actions.add(NewAction(Kind.PUBLISH, lane, subject, due), now)


def ready(fact: EntryReady, tx: Transaction, now: datetime) -> None:
    """Post it with the text that was found for it, unless its story is in the channel already."""
    server_id, article_id = fact.post.server_id, fact.article_id
    if fact.key is not None:
        # Two addresses may lead to one page: then it is the article that was there first.
        article_id = tx.articles.find(server_id, fact.key) or article_id
        tx.articles.add_keys(server_id, article_id, (fact.key,))
    if tx.postings.of_article(article_id, fact.post.channel_id) is None:
        tx.articles.note_version(article_id, fact.post.document, now)
        identity = tx.articles.identity(article_id) or fact.post.identity
        # A date in the future is a slip of the feed's: it must not keep the discussion open.
        published = min(fact.post.published, now) if fact.post.published else None
        posting.post(replace(fact.post, identity=identity, published=published), tx, now)
    tx.feeds.move(fact.feed_id, [fact.article_id], Stage.POSTED)


def failed(fact: FeedFailed, tx: Transaction, now: datetime) -> None:
    """Try again later and later; after a day, or where it is gone for good, wait for an admin.

    Who are told, once.
    """
    feed = tx.feeds.get(fact.feed_id)
    if feed is None or feed.removed_at is not None:
        return
    since, failures = feed.failing_since or now, feed.failures + 1
    giving_up = fact.gone or feed.parked_at is not None or now - since >= GIVING_UP
    tx.feeds.change(
        feed.id,
        failing_since=since,
        failures=failures,
        failure={"key": fact.key, "values": dict(fact.values)},
        parked_at=(feed.parked_at or now) if giving_up else None,
    )
    if not giving_up:
        interval = timedelta(minutes=feed.interval_minutes)
        owe_reading(feed, now + next_try(failures, interval, fact.wait), tx, now)
        return
    _park(feed, tx, now)
    if feed.parked_at is None:
        subject = Subject(feed.server_id, feed_id=feed.id)
        tx.actions.add(NewAction(Kind.TELL_OF_FEED, asking_lane(feed.id), subject, now), now)


def next_try(failures: int, interval: timedelta, asked: timedelta | None) -> timedelta:
    """How long to wait after that many failures in a row: doubling, up to six hours.

    What the site itself asks for counts where it is longer.
    """
    doubled = interval * (1 << min(failures, 12))
    return min(max(doubled, asked or timedelta(0)), max(LONGEST_WAIT, interval))


def owe_reading(feed: WatchedFeed, due: datetime, tx: Transaction, now: datetime) -> None:
    """Have the feed read at that time. A reading that goes on now will see to it itself."""
    subject = Subject(feed.server_id, feed_id=feed.id)
    owe_again(NewAction(Kind.POLL_FEED, feed_lane(feed.id), subject, due), tx, now)


def ask(feed: WatchedFeed, tx: Transaction, now: datetime) -> None:
    """Have the notice about held articles say how things stand."""
    lane = asking_lane(feed.id)
    waiting = (
        action.kind is Kind.ASK_ABOUT_HELD and action.state is State.WAITING
        for action in tx.actions.unfinished(lane)
    )
    if not any(waiting):
        subject = Subject(feed.server_id, feed_id=feed.id)
        tx.actions.add(NewAction(Kind.ASK_ABOUT_HELD, lane, subject, now), now)


def _note_success(feed: WatchedFeed, fact: FeedRead, tx: Transaction, now: datetime) -> None:
    told = _told(feed, fact)
    tx.feeds.was_read(told, now)
    if fact.moved_to is not None and fact.moved_to != feed.url:
        _follow(feed, fact.moved_to, tx, now)
    wait = next_reading(feed.interval_minutes, told.ttl_minutes, fact.fresh_for)
    owe_reading(feed, now + wait, tx, now)


def _told(feed: WatchedFeed, fact: FeedRead) -> WatchedFeed:
    """The feed with what the answer tells of it; what it does not tell stays as it was."""
    if fact.validators is not None:
        feed = replace(feed, **asdict(fact.validators))
    return feed if fact.ttl_minutes is None else replace(feed, ttl_minutes=fact.ttl_minutes)


def next_reading(
    interval_minutes: int, ttl_minutes: int | None, fresh_for: timedelta | None
) -> timedelta:
    """How long to wait: as the admins chose, or longer where feed or site ask for that.

    Both are heard up to an hour: many state a day without anybody having thought of news.
    """
    asked = max(timedelta(minutes=ttl_minutes or 0), fresh_for or timedelta(0))
    return max(timedelta(minutes=interval_minutes), min(asked, LONGEST_FRESH))


def _follow(feed: WatchedFeed, moved_to: str, tx: Transaction, now: datetime) -> None:
    """Ask at its new address from now on, and know all that was known of it."""
    tx.feeds.change(feed.id, url=moved_to)
    tx.articles.move_source(feed.source_id, moved_to)
    tx.servers.record_version(feed.server_id, "feed moved", BY_ITSELF, now)


def _park(feed: WatchedFeed, tx: Transaction, now: datetime) -> None:
    last = tx.actions.latest(feed_lane(feed.id))
    if last is not None and last.state is not State.OPEN:
        tx.actions.park(last.id, FEED_FAILING, now)
