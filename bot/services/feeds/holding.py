"""What admins decide: about a new feed's newest entry, and about articles that are held.

Whoever decides first decides: what was held is then held no more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.model import holding_lane, publishing_lane
from bot.services.feeds.facts import Choice, DecideFirst, DecideHeld, HeldAsked
from bot.services.feeds.watching import MOST_CARDS, ask, owe_posting
from bot.storage.feeds import Stage, WatchedFeed
from bot.storage.transaction import Transaction

BETWEEN_HELD = timedelta(minutes=10)


def decide_first(fact: DecideFirst, tx: Transaction, now: datetime) -> bool:
    """Post the newest entry, or leave it; False where that was decided before."""
    feed = tx.feeds.get(fact.feed_id)
    offered = tx.feeds.at_stage(fact.feed_id, Stage.OFFERED)
    if feed is None or not offered:
        return False
    tx.feeds.move(feed.id, offered, Stage.DUE if fact.post else Stage.SKIPPED)
    if fact.post:
        for article_id in offered:
            owe_posting(feed, article_id, publishing_lane(feed.id), now, tx, now)
    return True


def decide_held(fact: DecideHeld, tx: Transaction, now: datetime) -> int | None:
    """How many articles will be posted; None where nothing is held any more."""
    feed = tx.feeds.get(fact.feed_id)
    held = tx.feeds.at_stage(fact.feed_id, Stage.HELD)
    if feed is None or not held:
        return None
    chosen = _chosen(held, fact.choice)
    tx.feeds.move(feed.id, held, Stage.SKIPPED)
    tx.feeds.move(feed.id, chosen, Stage.DUE)
    if fact.choice is Choice.ALL:
        _spread(feed, chosen, tx, now)
    else:
        for article_id in chosen:
            owe_posting(feed, article_id, publishing_lane(feed.id), now, tx, now)
    if feed.notice_message_id is not None:
        ask(feed, tx, now)
    return len(chosen)


def _spread(feed: WatchedFeed, chosen: list[int], tx: Transaction, now: datetime) -> None:
    """Post them at intervals, after those that were spread before and still wait."""
    lane = holding_lane(feed.id)
    waiting = tx.actions.unfinished(lane)
    start = max(now, waiting[-1].due_at + BETWEEN_HELD) if waiting else now
    for number, article_id in enumerate(chosen):
        owe_posting(feed, article_id, lane, start + number * BETWEEN_HELD, tx, now)


def _chosen(held: list[int], choice: Choice) -> list[int]:
    if choice is Choice.SKIP:
        return []
    return held[-MOST_CARDS:] if choice is Choice.NEWEST else held


def asked(fact: HeldAsked, tx: Transaction, now: datetime) -> None:
    """The notice stands, or has done its work."""
    tx.feeds.change(fact.feed_id, notice_message_id=fact.message_id)
