"""The feeds that a page announces, for people who give a site's address instead of its feed's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.articles.reading.characters import one_line
from bot.articles.reading.decoding import decode
from bot.articles.reading.dom import absolute, base_url, find, parse

_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/json",
)
# WordPress announces a feed of each article's comments beside the site's own.
_COMMENTS = ("comments", "kommentare", "comentarios", "commentaires", "commenti", "reacties")


@dataclass(frozen=True, slots=True)
class LinkedFeed:
    """A feed that a page links to."""

    url: str
    title: str | None


def linked_feeds(
    html: bytes | str, *, url: str | None = None, content_type: str | None = None
) -> tuple[LinkedFeed, ...]:
    """The feeds in `<link rel="alternate">`, in order, those of comments last.

    `url` is where the page was found. Raises Unreadable where there is no page.
    """
    root = parse(html if isinstance(html, str) else decode(html, content_type))
    base = base_url(root, url)
    found = [
        LinkedFeed(address, one_line(link.get("title") or "") or None)
        for link in find(root, "//link[@rel and @type and @href]")
        if "alternate" in link.get("rel", "").lower().split()
        and link.get("type", "").strip().lower() in _TYPES
        and (address := absolute(link.get("href"), base))
    ]
    return tuple(sorted(dict.fromkeys(found), key=_is_of_comments))


def _is_of_comments(feed: LinkedFeed) -> bool:
    text = f"{feed.url} {feed.title or ''}".lower()
    return any(word in text for word in _COMMENTS)
