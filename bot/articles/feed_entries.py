"""What tells a feed's entries apart, in which order they come, and the articles that they announce.

Feeds repeat stories: with a new id at each fetch, with a bumped date, at a second address, or in a
second feed. So an entry has several keys, and is known when any of them is.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.articles.addresses import plain_url
from bot.articles.model import (
    Article,
    Block,
    Feed,
    FeedEntry,
    Heading,
    ListItem,
    Paragraph,
    Quote,
)

TELLING_WORDS = 3
"""A title of fewer words (*Weather*, *Letters today*) may well stand over two stories of a day."""
WHOLE = 1200
"""Characters. A text of a feed that is shorter is seldom the whole article; ours."""
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\\?\[\W*\\?\]|(?:read|continue|learn) more|continue reading|leer más|"
    r"seguir leyendo|sigue leyendo)[\s\W]*$",
    re.IGNORECASE,
)
_TARGETS = re.compile(r"\]\([^)]*\)")


class InBriefError(Exception):
    """An entry's text is asked for that was left out, as it was read before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with its keys.

    `own` are those that count within its feed, `shared` those that lead to the same article from
    other feeds and pages of the server too. `carried_hash` is None, except where the entry came in
    brief: then it stands for the article.
    """

    own: tuple[str, ...]
    shared: tuple[str, ...]
    stated: Article | None
    categories: tuple[str, ...] = ()
    carried_hash: str | None = None

    @property
    def article(self) -> Article:
        """The article that it announces; InBriefError where it came in brief."""
        if self.stated is None:
            raise InBriefError
        return self.stated

    @property
    def keys(self) -> tuple[str, ...]:
        """All of them."""
        return self.own + self.shared


def entries_of(feed: Feed) -> tuple[Entry, ...]:
    """The feed's entries with their keys, the oldest first.

    By date where each entry states one, else in the reverse of the feed's order, as feeds begin
    with what is new. One that the feed holds twice, alike in all that a card shows, comes once.
    """
    alike: dict[tuple[object, ...], FeedEntry] = {}
    for entry in feed.entries:
        alike.setdefault((entry.title, entry.url, entry.published, entry.excerpt), entry)
    oldest_first = list(reversed(alike.values()))
    dated = [(entry.published, entry) for entry in oldest_first if entry.published]
    if len(dated) == len(oldest_first):
        oldest_first = [entry for _, entry in sorted(dated, key=lambda pair: pair[0])]
    plain = [plain_url(entry.url) if entry.url else "" for entry in oldest_first]
    titles = [_comparable(entry.title) for entry in oldest_first]
    used, named = Counter(plain), Counter(titles)
    return tuple(
        _entry(entry, feed, _address(each) if used[each] == 1 else None, is_named=named[title] == 1)
        for entry, each, title in zip(oldest_first, plain, titles, strict=True)
    )


def _entry(entry: FeedEntry, feed: Feed, address: str | None, *, is_named: bool) -> Entry:
    """The entry; `address` is its key where that is its alone, `is_named` if its title is."""
    titled = _titled(entry)
    shared = tuple(key for key in (address, titled) if key)
    own = [f"id:{entry.id}"]
    if not shared:
        own.append(_worded(entry))
    elif address and not titled:
        own.append(_placed(entry, address))
    if is_named and (text := _told(entry)):
        own.append(text)
    stated = article_of(entry, feed) if entry.carried_hash is None else None
    return Entry(tuple(own), shared, stated, tuple(entry.categories), entry.carried_hash)


def _address(plain: str) -> str | None:
    """The key of an address; a front page is no article's (some feeds link all of theirs there)."""
    return f"url:{plain}" if {"/", "?"} & set(plain) else None


def _titled(entry: FeedEntry) -> str | None:
    """Title and day, in the form that `identity` gives to articles without an address."""
    title = _comparable(entry.title)
    if entry.published is None or len(title.split()) < TELLING_WORDS:
        return None
    return f"title:{title}|{entry.published.date().isoformat()}"


def _placed(entry: FeedEntry, address: str) -> str:
    """Title and place on its site: when the site moves, its stories are where they were there."""
    return f"place:{_comparable(entry.title)}|{address.partition('/')[2]}"


def _worded(entry: FeedEntry) -> str:
    """What is left for an entry whose address and date tell nothing."""
    return f"words:{_comparable(entry.title)}|{_comparable(entry.excerpt or '')[:200]}"


def _told(entry: FeedEntry) -> str | None:
    """Title and text, if that is an article's: a site that moves may change id, address and day.

    What is said of each instalment of a column is shorter; and where two in the feed have one
    title, this is not asked.
    """
    if text_length(entry.body) < WHOLE:
        return None
    said = "\n".join(_TARGETS.sub("]", text) for text in (entry.title, *map(_text, entry.body)))
    return f"text:{hashlib.sha256(_comparable(said).encode()).hexdigest()[:32]}"


def _comparable(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def article_of(entry: FeedEntry, feed: Feed) -> Article:
    """The article as its feed carries it."""
    return Article(
        title=entry.title,
        body=tuple(entry.body),
        byline=entry.byline,
        source=feed.title,
        published=entry.published,
        updated=entry.updated,
        url=entry.url,
        language=feed.language,
        images=tuple(entry.images),
        excerpt=entry.excerpt,
        whole=entry.whole,
    )


def text_length(body: Sequence[Block]) -> int:
    """Characters of the text in those blocks, without the addresses of its links."""
    return sum(len(_TARGETS.sub("]", text)) for text in map(_text, body))


def carries_all(article: Article) -> bool:
    """Whether what its feed carries is all of the article: as the feed tells, else as it looks."""
    return is_whole(article.body) if article.whole is None else article.whole


def is_whole(body: Sequence[Block]) -> bool:
    """Whether a feed's text looks like all of the article: long, and not broken off."""
    last = next((text for text in map(_text, reversed(body)) if text.strip()), "")
    return text_length(body) >= WHOLE and _CUT_OFF.search(_TARGETS.sub("]", last)) is None


def _text(block: Block) -> str:
    return block.markdown if isinstance(block, Paragraph | Heading | ListItem | Quote) else ""
