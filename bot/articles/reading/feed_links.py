"""The feeds that a page names for its readers' programs."""

from __future__ import annotations

from bot.articles.reading.decoding import decode
from bot.articles.reading.dom import absolute, base_url, parse

_TYPES = (
    "application/atom+xml",
    "application/rss+xml",
    "application/feed+json",
    "application/rdf+xml",
)
# WordPress announces a feed of each article's comments beside the site's own.
_COMMENTS = ("comment", "kommentare", "comentario", "commenti", "reacties")


def feed_links(data: bytes, *, url: str | None, content_type: str | None) -> tuple[str, ...]:
    """Addresses of the page's feeds as its head names them, in its order; a comment feed last.

    (HTML, 4.6.6.1: `link` with `rel="alternate"` and the type of a feed.) Raises Unreadable.
    """
    root = parse(decode(data, content_type))
    base = base_url(root, url)
    found: dict[str, str] = {}
    for link in root.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        address = absolute(link.get("href") or "", base)
        if "alternate" in (link.get("rel") or "").lower().split() and kind in _TYPES and address:
            found.setdefault(address, link.get("title") or "")
    return tuple(sorted(found, key=lambda address: _is_of_comments(address, found[address])))


def _is_of_comments(address: str, title: str) -> bool:
    said = f"{address} {title}".lower()
    return any(word in said for word in _COMMENTS)
