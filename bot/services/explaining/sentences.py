"""A history in words: seen when and by which feed, what became of it, what Discord said.

Pure. Titles and addresses are escaped; times are Discord's own timestamps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.articles.addresses import plain_url
from bot.articles.layout import escape
from bot.services.explaining.history import Carried, History, Posted
from bot.services.explaining.steps import told_steps
from bot.services.feeds.filters import worded
from bot.services.titles import quoted
from bot.storage.feeds import Stage, WatchedFeed
from bot.wording import Reason, Words, feed_failure, moment, person, rereading_failure, what_changed

STAGES: Mapping[Stage, str] = {
    Stage.OFFERED: "why.offered",
    Stage.HELD: "why.held",
    Stage.DUE: "why.due",
    Stage.POSTED: "why.brought",
    Stage.SKIPPED: "why.skipped",
    Stage.OLD: "why.old",
    Stage.FILTERED: "why.filtered",
}


def told(words: Words, history: History) -> list[str]:
    """The history line by line, as Markdown."""
    lines = list(_heading(words, history))
    for carried in history.carried:
        lines.append(f"- {_carried(words, history, carried)}")
        lines += (f"  - {line}" for line in told_steps(words, carried.steps))
    for posted in history.posted:
        lines.append(f"- {_posted(words, posted)}")
        lines += (f"  - {line}" for line in _since(words, posted))
    if not history.carried and not history.posted:
        lines += _never(words, history)
    return lines


def _heading(words: Words, history: History) -> Iterator[str]:
    if history.article is None:
        yield escape(history.asked or "")
        return
    yield f"**{quoted(history.article.title)}**"
    url = history.article.url
    if history.asked and url and plain_url(url) != plain_url(history.asked):
        yield words("why.other_address", asked=escape(history.asked), url=escape(url))


def _carried(words: Words, history: History, carried: Carried) -> str:
    feed = carried.feed
    values = {
        "feed": quoted(feed.title),
        "channel": f"<#{feed.channel_id}>",
        "time": moment(carried.seen_at, "f"),
    }
    if carried.kept_back_by is not None:
        values["filter"] = worded(words, carried.kept_back_by)
    if carried.stage is not None:
        return words(STAGES[carried.stage], **values, **_age(words, history, feed))
    there = {each.posting.channel_id for each in history.posted}
    if feed.channel_id in there:
        return words("why.there_before", **values)
    return words("why.first_contact", **values)


def _age(words: Words, history: History, feed: WatchedFeed) -> dict[str, str]:
    """When it was published, and how old it may be: for what is too old."""
    published = history.article.published if history.article else None
    return {
        "published": moment(published, "f") if published else "?",
        "hours": words.number(feed.oldest_hours),
    }


def _posted(words: Words, posted: Posted) -> str:
    posting = posted.posting
    values = {"channel": f"<#{posting.channel_id}>", "time": moment(posting.made_at, "f")}
    if posting.made_by is None:
        line = words("why.posted", **values)
    else:
        line = words("why.posted_by_hand", who=person(words, posting.made_by), **values)
    if posting.card_message_id is None:
        return line
    place = f"{posting.server_id}/{posting.channel_id}/{posting.card_message_id}"
    return f"{line} https://discord.com/channels/{place}"


def _since(words: Words, posted: Posted) -> Iterator[str]:
    """What was done for it, and what its source said since."""
    yield from told_steps(words, posted.steps)
    for correction in posted.corrections:
        change = what_changed(words, correction.summary)
        yield words("why.corrected", time=moment(correction.made_at, "f"), change=change)
    read = posted.rereading
    if read is None or read.read_at is None:
        return
    if read.failure is None:
        yield words("why.reread", time=moment(read.read_at, "f"))
    else:
        why = rereading_failure(words, Reason(**read.failure))
        yield words("why.not_reread", time=moment(read.read_at, "f"), why=why)


def _never(words: Words, history: History) -> Iterator[str]:
    """Nobody saw it: when each feed was last read, or why it is not."""
    yield words("why.never")
    for feed in history.feeds:
        if feed.failure is not None:
            why = feed_failure(words, Reason(**feed.failure))
            yield f"- {words('why.feed_failing', feed=quoted(feed.title), why=why)}"
        elif feed.read_at is not None:
            time = moment(feed.read_at, "f")
            yield f"- {words('why.feed_read', feed=quoted(feed.title), time=time)}"
