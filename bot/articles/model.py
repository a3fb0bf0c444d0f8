"""What an article is.

Text fields (titles, names, captions) are plain text. Inline text in blocks is Markdown as Discord
shows it: characters of the source that Markdown would act on are escaped with a backslash, and
emphasis, code and links are written as Markdown. A fact that the source does not state is None;
nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of prose as inline Markdown, without line breaks except hard ones."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the body; `level` is 1 to 3, as Discord shows no deeper ones."""

    level: int
    markdown: str


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: `depth` counts from 0; `number` is None in an unnumbered list."""

    depth: int
    number: int | None
    markdown: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; several paragraphs are parted by a blank line."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text, verbatim (not escaped). Also how a table is laid out in columns."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at its place in the text. `caption` is plain text.

    `url` is None where the source shows a caption but names no picture, as saved text does.
    """

    url: str | None
    caption: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule between sections."""


Block = Paragraph | Heading | ListItem | Quote | Code | Picture | Rule


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its source states it.

    `source` is the publication. Times are aware and in UTC. `images` holds each picture once, the
    lead picture first. `excerpt` is plain text, a sentence or two. `whole` is what a feed tells
    about its text: all of the article, only its beginning, or (None) neither.
    """

    title: str
    body: Sequence[Block]
    byline: str | None = None
    source: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    url: str | None = None
    language: str | None = None
    images: Sequence[Picture] = ()
    excerpt: str | None = None
    whole: bool | None = None


@dataclass(frozen=True, slots=True)
class PageComment:
    """A reader's comment found on a page; `in_reply_to` is the index of its parent in the list."""

    text_markdown: str
    author: str | None = None
    published: datetime | None = None
    in_reply_to: int | None = None


class Remark(StrEnum):
    """What a page's readers should know about its text."""

    PAYWALL = "paywall"
    """Only the beginning is there; the rest is for subscribers."""
    LIVE = "live"
    """A running report, which goes on changing."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with the comments that its page shows.

    `comment_count` is what the page's heading states, else the number found.
    `comments_elsewhere` names the system that loads the comments by script (they are then not in
    the page, which is not the same as "no comments").
    """

    article: Article
    comments: Sequence[PageComment] = ()
    comment_count: int = 0
    comments_closed: bool = False
    comments_elsewhere: str | None = None
    remarks: Sequence[Remark] = ()
    post_url: str | None = None
    """Where WordPress gives the same article without the page around it."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article as its feed announces it.

    `id` is the same at every fetch: the first thing that is stable and, in its feed, unique.
    `body` is the feed's own text, which may be shorter than the article; empty where there is
    none; `whole` as in `Article`. Times are aware and in UTC.

    `carried_hash` is None, except in an entry in brief (`bot.articles.reading.known_entries`): then
    it stands for the article, of which all is missing but what tells it apart from others.
    """

    id: str
    title: str
    url: str | None = None
    byline: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    excerpt: str | None = None
    body: Sequence[Block] = ()
    images: Sequence[Picture] = ()
    categories: Sequence[str] = ()
    whole: bool | None = None
    carried_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and its entries, in its own order. `url` is the site that it belongs to.

    `ttl_minutes` is how long it asks to be kept before it is read again.
    """

    title: str | None
    entries: Sequence[FeedEntry]
    url: str | None = None
    language: str | None = None
    ttl_minutes: int | None = None


class Mirror(StrEnum):
    """How much of an article goes into its thread."""

    FULL = "full"
    FEED = "feed"
    """Full, where the text is only what the source's feed carries; it ends by saying so."""
    RESERVED = "reserved"
    """The same, where the source keeps programs from the page that has the whole text."""
    OPENING = "opening"
    OFF = "off"
