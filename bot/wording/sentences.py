"""The public sentences whose grammar depends on numbers and states.

Titles come in as Markdown, already escaped. Times are aware and shown through Discord's own
timestamps, so that every reader sees them in their zone (docs: reference, Message Formatting).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.wording.catalogue import Words


def moment(at: datetime, style: str = "D") -> str:
    """A time as Discord shows it to each reader: `D` a date, `t` a time of day, `R` how long."""
    return f"<t:{int(at.timestamp())}:{style}>"


def person(words: Words, user_id: int | None) -> str:
    """A mention (who reads it is pinged only if the message says so); of who is erased, words."""
    return words("person.erased") if user_id is None or user_id < 0 else f"<@{user_id}>"


def heading(words: Words, count: int, title: str) -> str:
    """*11 thoughts on “Title”*: the heading over a discussion."""
    if count == 0:
        return words("heading.none", title=title)
    return words.plural("heading.thoughts", count, title=title)


def state_line(words: Words, count: int, closes_at: datetime | None, closed: bool) -> str:
    """*11 thoughts · open until …*: how a discussion stands, for the card.

    `closes_at` is when it will close by itself (None: by hand only). Without thoughts only the
    state is said.
    """
    if count == 0:
        return _state_alone(words, closes_at, closed)
    thoughts = words.plural("state.thoughts", count)
    if closed:
        return words("state.thoughts_closed", thoughts=thoughts)
    if closes_at is None:
        return words("state.thoughts_open", thoughts=thoughts)
    return words("state.thoughts_open_until", thoughts=thoughts, date=moment(closes_at))


def _state_alone(words: Words, closes_at: datetime | None, closed: bool) -> str:
    if closed:
        return words("state.closed")
    if closes_at is None:
        return words("state.open")
    return words("state.open_until", date=moment(closes_at))


def closing_words(words: Words, count: int, title: str) -> str:
    """The message that ends a discussion: heading, *Comments are closed.*, and what still works."""
    return words("closing.words", heading=heading(words, count, title))


def reopened_words(words: Words, count: int, title: str, closes_at: datetime | None = None) -> str:
    """What the closing message says once the discussion is open again."""
    above = heading(words, count, title)
    if closes_at is None:
        return words("closing.reopened", heading=above)
    return words("closing.reopened_until", heading=above, date=moment(closes_at))


def invitation(words: Words, updated: str | None = None) -> str:
    """The last message of a mirrored article; `updated` is a line of `updated_line`."""
    asked = f"{words('invitation')} {words('invitation.mydata')}"
    return f"{asked}\n-# {updated}" if updated else asked


def rest_at_source(words: Words, url: str | None = None) -> str:
    """*The rest is at the source.*, linked where the address is known and fit for a link."""
    sentence = words("article.rest_at_source")
    return f"*[{sentence}]({url})*" if url else f"*{sentence}*"


def feed_carries_this(words: Words, url: str | None = None, *, is_reserved: bool = False) -> str:
    """That the text above is the feed's, with a link to the whole where its address is known.

    `is_reserved` where the site keeps programs from the whole.
    """
    sentences = [words("article.feed_carries_this")]
    if is_reserved:
        sentences.append(words("article.page_is_reserved"))
    if url is not None:
        sentences.append(f"[{words('article.whole_at_source')}]({url})")
    return f"*{' '.join(sentences)}*"


def part_taken_out(words: Words) -> str:
    """What a message of a mirrored article says whose text was taken out."""
    return f"-# *{words('article.part_taken_out')}*"


def continued_at(words: Words, url: str) -> str:
    """The link to the message in which a corrected article goes on."""
    return f"-# [{words('article.continued')}]({url})"


def what_changed(words: Words, summary: Mapping[str, int]) -> str:
    """*title and 2 paragraphs changed* …: what a correction changed, counted.

    `summary` counts `changed`, `added` and `removed` paragraphs and `pictures`; `title` and
    `byline` are true where they changed.
    """
    said = [
        words("changes.title") if summary["title"] else "",
        words("changes.byline") if summary["byline"] else "",
        words.plural("changes.changed", summary["changed"]) if summary["changed"] else "",
        words.plural("changes.added", summary["added"]) if summary["added"] else "",
        words.plural("changes.removed", summary["removed"]) if summary["removed"] else "",
        words.plural("changes.pictures", summary["pictures"]) if summary["pictures"] else "",
    ]
    return ", ".join(filter(None, said))


def updated_line(words: Words, at: datetime, change: str) -> str:
    """*Updated 14:05 · what changed*; `change` is Markdown in the same language."""
    return words("article.updated", time=moment(at, "t"), change=change)
