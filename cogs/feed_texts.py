"""What is said about feeds to the admins who ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.services.feeds.desk import FeedFailed, FeedNews, FeedState, WatchedFeed
from bot.services.feeds.filters import worded
from bot.services.titles import quoted
from bot.wording import Reason, Words, feed_failure, moment
from cogs.answers import fitting


def title_of(feed: WatchedFeed) -> str:
    """The feed's title as Markdown."""
    return f"**{quoted(feed.title)}**"


def panel_text(words: Words, state: FeedState) -> str:
    """The answer to `/feed add`: what is watched, and the questions that are still open."""
    feed = state.feed
    lines = [words("feed.added", feed=title_of(feed), channel=f"<#{feed.channel_id}>")]
    if feed.republish is None:
        lines.append(words("feed.may_republish"))
    else:
        lines.append(republish_text(words, feed))
    lines.append(words("feed.first") if state.offered else words("feed.waiting"))
    return "\n".join(lines)


def republish_text(words: Words, feed: WatchedFeed) -> str:
    """How much of its articles is mirrored."""
    return words("feed.republishes") if feed.republish else words("feed.does_not_republish")


def line(words: Words, state: FeedState) -> str:
    """One feed in `/feed list`."""
    feed = state.feed
    every = words.plural("feed.every", feed.interval_minutes)
    parts = [f"{title_of(feed)} → <#{feed.channel_id}>", every, republish_text(words, feed)]
    parts.append(words.plural("config.feed_oldest", feed.oldest_hours))
    if feed.read_at is not None:
        parts.append(words("feed.read_at", time=moment(feed.read_at, "R")))
    if state.next_at is not None:
        parts.append(words("feed.next_at", time=moment(state.next_at, "R")))
    text = f"- {' · '.join(parts)}"
    if feed.failure is not None:
        text += f"\n  {failing_text(words, feed)}"
    if state.feed.filters:
        text += "\n  " + words.plural("feed.filters", len(state.feed.filters))
    if state.held:
        text += "\n  " + words.plural("feed.held", state.held)
    return text


def failing_text(words: Words, feed: WatchedFeed) -> str:
    """Why it cannot be read, and whether the bot still tries."""
    why = feed_failure(words, Reason(**feed.failure)) if feed.failure else ""
    since = moment(feed.failing_since, "R") if feed.failing_since else ""
    if feed.parked_at is not None:
        return words("feed.parked_since", since=since, why=why)
    return words("feed.failing_since", since=since, why=why)


def check_text(words: Words, feed: WatchedFeed, found: FeedNews | FeedFailed) -> str:
    """What reading it now gave."""
    if isinstance(found, FeedFailed):
        why = feed_failure(words, Reason(found.key, found.values))
        return words("feed.check_failed", feed=title_of(feed), why=why)
    if not (found.posted or found.held or found.old or found.kept_back_by):
        return words("feed.check_nothing", feed=title_of(feed))
    lines = [words("feed.check_found", feed=title_of(feed))]
    if found.posted:
        lines.append(words.plural("feed.check_posted", found.posted))
    if found.held:
        lines.append(words.plural("feed.held", found.held))
    if found.old:
        lines.append(words.plural("feed.check_old", found.old))
    kept_back = Counter(found.kept_back_by)
    for each, count in kept_back.items():
        lines.append(words.plural("feed.check_filtered", count, filter=worded(words, each)))
    shown = fitting(lines)
    if left := len(lines) - len(shown):
        shown.append(words.plural("config.more", left))
    return "\n".join(shown)


def list_text(words: Words, states: Sequence[FeedState]) -> str:
    """The answer to `/feed list`."""
    lines = [line(words, state) for state in states]
    if not lines:
        return words("feed.none")
    shown = fitting(lines)
    if left := len(lines) - len(shown):
        shown.append(words.plural("feed.more", left))
    return "\n".join(shown)


def filters_text(words: Words, state: FeedState) -> str:
    """The feed's filters, numbered, each with how much it keeps back."""
    if not state.feed.filters:
        return words("feed.no_filters", feed=title_of(state.feed))
    lines = [words("feed.filters_of", feed=title_of(state.feed))]
    for number, each in enumerate(state.feed.filters, 1):
        count = state.kept_back.get(each, 0)
        lines.append(f"{number}. {words.plural('feed.filter', count, filter=worded(words, each))}")
    shown = fitting(lines)
    if left := len(lines) - len(shown):
        shown.append(words.plural("feed.more_filters", left))
    return "\n".join(shown)


def decided_text(words: Words, count: int | None) -> str:
    """What was decided about held articles."""
    if count is None:
        return words("feed.decided_before")
    return words.plural("feed.posting_held", count) if count else words("feed.skipped_held")
