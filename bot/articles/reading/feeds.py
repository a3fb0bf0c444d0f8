"""RSS, RDF and Atom feeds, read with feedparser and cleaned by our own rules.

feedparser's own sanitising and resolving of links are off: our walk of the markup keeps only what
Discord can show, and makes addresses absolute itself (`xml:base` counts, then the feed's address).
`bozo` is no failure: feedparser sets it for a missing header too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import feedparser  # type: ignore[import-untyped] # it ships no types

from bot.articles.model import Feed
from bot.articles.reading.characters import one_line
from bot.articles.reading.decoding import decode
from bot.articles.reading.dom import absolute
from bot.articles.reading.entry_fields import (
    Fields,
    entry_of,
    fields_of,
    kind_of,
    list_of,
    text_in,
    xml_base,
)
from bot.articles.reading.entry_ids import with_ids
from bot.articles.reading.errors import Unreadable
from bot.articles.reading.feed_document import is_bottomless, mended
from bot.articles.reading.feed_pieces import Pieces, pieces_of
from bot.articles.reading.fragments import plain_of_markup
from bot.articles.reading.known_entries import KnownEntries

_MOST_ENTRIES = 2000


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What feedparser makes of a document.

    `version` is empty where that is none of a feed, `is_sound` true where it is XML without fault.
    """

    about: Fields
    entries: Sequence[Fields]
    version: str
    is_sound: bool


def read_feed(
    data: bytes, *, url: str | None, content_type: str | None, known: KnownEntries | None = None
) -> Feed:
    """The feed in `data`; `url` is where it was found.

    With `known`, entries that were read before may come in brief. Raises Unreadable("broken-feed")
    where nothing of a feed can be made out, and "endless-feed" where its elements have no end.
    """
    text = mended(decode(data, content_type))
    if is_bottomless(text):
        raise Unreadable("endless-feed")
    pieces = pieces_of(text) if known is not None else None
    if known is None or pieces is None or len(pieces.entries) > _MOST_ENTRIES:
        return _whole(_parsed(text, url), url)
    return _in_pieces(text, pieces, url, known)


def _whole(parsed: _Parsed, url: str | None) -> Feed:
    if not parsed.version and not parsed.entries:
        raise Unreadable("broken-feed")
    feed, base = _about(parsed, url)
    return replace(feed, entries=with_ids([entry_of(fields, base) for fields in parsed.entries]))


def _in_pieces(text: str, pieces: Pieces, url: str | None, known: KnownEntries) -> Feed:
    """The feed, with entries that are known in brief; read as a whole where there is any doubt."""
    frame = f"{url}\n{pieces.frame}"
    unknown = known.unknown(frame, pieces.entries)
    parsed = _parsed(pieces.only(set(unknown)), url)
    if not parsed.is_sound or not parsed.version or len(parsed.entries) != len(unknown):
        known.forget()
        is_all = len(unknown) == len(pieces.entries)
        return _whole(parsed if is_all else _parsed(text, url), url)
    feed, base = _about(parsed, url)
    read = [entry_of(fields, base) for fields in parsed.entries]
    return known.joined(frame, pieces.entries, dict(zip(unknown, read, strict=True)), feed)


def _parsed(text: str, url: str | None) -> _Parsed:
    headers = {"content-type": "application/xml; charset=utf-8"}
    if url and "xml:base" in text:
        headers["content-location"] = url  # or an entry's base would hold for the next ones, too
    found = feedparser.parse(
        io.BytesIO(text.encode("utf-8")),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = list_of(found.get("entries"))[:_MOST_ENTRIES]
    stated = [fields for entry in entries if (fields := fields_of(entry))]
    version, is_sound = text_in(found.get("version")), not found.get("bozo")
    return _Parsed(fields_of(found.get("feed")), stated, version, is_sound)


def _about(parsed: _Parsed, url: str | None) -> tuple[Feed, str | None]:
    """The feed without its entries, and what their addresses are relative to."""
    about = parsed.about
    feed = Feed(
        title=plain_of_markup(text_in(about.get("title")), kind_of(about, "title")) or None,
        entries=(),
        url=absolute(text_in(about.get("link")), url),
        language=one_line(text_in(about.get("language"))) or None,
        ttl_minutes=_ttl(text_in(about.get("ttl"))),
    )
    return feed, _base(about, url)


def _ttl(stated: str) -> int | None:
    """RSS 2.0's `ttl`: minutes that the feed may be kept before it is asked for again."""
    found = re.fullmatch(r"\s*(\d{1,6})\s*", stated, re.ASCII)
    return int(found[1]) if found else None


def _base(about: Fields, url: str | None) -> str | None:
    """What the feed's addresses are relative to: its `xml:base`, its own address, its site's."""
    own = [
        text_in(fields_of(link).get("href"))
        for link in list_of(about.get("links"))
        if fields_of(link).get("rel") == "self"
    ]
    stated = (
        absolute(href, url) for href in [xml_base(about), url, *own, text_in(about.get("link"))]
    )
    return next((address for address in stated if address), None)
