"""The way in: bytes from somewhere, and what they turn out to be."""

from __future__ import annotations

import re

from bot.articles.model import ArticlePage, Feed
from bot.articles.reading.decoding import decode
from bot.articles.reading.errors import Unreadable
from bot.articles.reading.feeds import read_feed
from bot.articles.reading.json_feed import is_json_feed, read_json_feed
from bot.articles.reading.known_entries import KnownEntries
from bot.articles.reading.page import read_page
from bot.articles.reading.saved_text import read_saved_text
from bot.articles.reading.wordpress import is_post, read_post

__all__ = ["Feed", "read_source"]

LARGEST = 5_000_000
"""Bytes. The biggest article pages of newspapers have two million."""
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|RDF|channel|entry)[\s>/]")
# Some servers wrap their feed into a page.
_SURE_FEED = re.compile(rb"<feed\s[^>]*www\.w3\.org/2005/Atom|<rss\s[^>]*version", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|p|div|h1|article|title|meta|section|main|table|br|a|span|ul)\b[^<]*>",
    re.IGNORECASE,
)
# PDF, PNG, JPEG, GIF, WebP and WAV, ZIP, gzip, ELF, MP3, MP4
_SIGNATURES = (
    *(b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b"),
    *(b"\x7fELF", b"ID3", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp"),
)
_HEAD = 4000
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")


def read_source(
    data: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    known: KnownEntries | None = None,
) -> ArticlePage | Feed:
    """The article page or the feed that `data` is.

    `url` is where it was found and `content_type` the header that came with it; both may be
    unknown. With `known`, a feed's entries that were read before may come in brief. Raises
    Unreadable and NotAnArticle.
    """
    if len(data) > LARGEST:
        raise Unreadable(
            "too-big", megabytes=-(-len(data) // 1_000_000), limit=LARGEST // 1_000_000
        )
    if not data.strip(b"\x00 \t\r\n\f\v"):
        raise Unreadable("empty")
    _refuse_binary(data)
    if _is_feed(data):
        return read_feed(data, url=url, content_type=content_type, known=known)
    text = decode(data, content_type)
    if is_post(text):
        return read_post(text)
    if is_json_feed(text):
        return read_json_feed(text, url=url, known=known)
    if _is_markup(text, content_type):
        return read_page(text, url=url, content_type=content_type)
    return read_saved_text(text, url=url)


def _refuse_binary(data: bytes) -> None:
    if data.startswith(_SIGNATURES):
        raise Unreadable("binary")
    head = data[:_HEAD]
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    control = len(head) - len(head.translate(None, _CONTROLS))
    if not is_wide and control > len(head) * 0.02:
        raise Unreadable("binary")


def _is_feed(data: bytes) -> bool:
    """Whether an XML feed begins here; a page that shows one as an example does not."""
    head = data[:_HEAD].replace(b"\x00", b"")
    found = _FEED.search(head)
    if found is None:
        return False
    in_page = re.search(rb"<(?:html|body)\b", head[: found.start()], re.IGNORECASE)
    return in_page is None or _SURE_FEED.match(head, found.start()) is not None


def _is_markup(text: str, content_type: str | None) -> bool:
    """Whether text is a page in HTML and not one saved as plain text."""
    said = (content_type or "").lower()
    head = text[:_HEAD]
    if re.match(
        r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", head, re.IGNORECASE
    ):
        return True
    if "text/plain" in said:
        return False
    tags = len(_MARKUP.findall(text[:50_000]))
    return tags > 0 if "html" in said else tags > 2
