"""RSS, RDF and Atom feeds, read with feedparser and cleaned by our own rules.

feedparser's own sanitising and resolving of links are off: our walk of the markup keeps only what
Discord can show, and makes addresses absolute itself (`xml:base` counts, then the feed's address).
`bozo` is no failure: feedparser sets it for a missing header too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import feedparser  # type: ignore[import-untyped] # it ships no types

from bot.articles.model import Block, Feed, FeedEntry, Picture
from bot.articles.reading.bylines import joined_names, split_names
from bot.articles.reading.characters import one_line
from bot.articles.reading.dates import machine_date
from bot.articles.reading.decoding import decode
from bot.articles.reading.dom import absolute
from bot.articles.reading.entry_ids import with_ids
from bot.articles.reading.errors import Unreadable
from bot.articles.reading.excerpts import excerpt_of, shortened
from bot.articles.reading.feed_document import is_bottomless, mended
from bot.articles.reading.fragments import blocks_of_markup, plain_of_markup
from bot.articles.reading.wholeness import wholeness

Fields = Mapping[str, object]

_MOST_ENTRIES = 2000
_PICTURE_TYPES = re.compile(r"^image/", re.IGNORECASE)
_PICTURE_NAMES = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)


def read_feed(data: bytes, *, url: str | None, content_type: str | None) -> Feed:
    """The feed in `data`; `url` is where it was found.

    Raises Unreadable("broken-feed") where nothing of a feed can be made out, and "endless-feed"
    where its elements have no end.
    """
    text = mended(decode(data, content_type))
    if is_bottomless(text):
        raise Unreadable("endless-feed")
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = _list(parsed.get("entries"))
    about = _fields(parsed.get("feed"))
    if not parsed.get("version") and not entries:
        raise Unreadable("broken-feed")
    base = _base(about, url)
    language = one_line(_text(about.get("language"))) or None
    stated = (fields for entry in entries[:_MOST_ENTRIES] if (fields := _fields(entry)))
    read = [_entry(fields, base) for fields in stated]
    return Feed(
        title=plain_of_markup(_text(about.get("title")), _kind(about, "title")) or None,
        entries=with_ids(read),
        url=absolute(_text(about.get("link")), url),
        language=language,
        ttl_minutes=_ttl(_text(about.get("ttl"))),
    )


def _ttl(stated: str) -> int | None:
    """RSS 2.0's `ttl`: minutes that the feed may be kept before it is asked for again."""
    found = re.fullmatch(r"\s*(\d{1,6})\s*", stated, re.ASCII)
    return int(found[1]) if found else None


def _entry(fields: Fields, feed_base: str | None) -> FeedEntry:
    link = _link(fields, feed_base)
    content, base = _content(fields, link or feed_base)
    summary = _text(fields.get("summary"))
    body = blocks_of_markup(content or summary, base)
    published, updated = _dates(fields)
    return FeedEntry(
        id=one_line(_text(fields.get("id"))),
        title=_title(fields, body),
        url=link,
        byline=_byline(fields),
        published=published,
        updated=updated,
        excerpt=_excerpt(summary, body, is_body=summary == content),
        body=body,
        images=tuple(_pictures(fields, body, base)),
        categories=tuple(_categories(fields)),
        whole=wholeness(_given(fields), summary),
    )


def _title(fields: Fields, body: Sequence[Block]) -> str:
    """The title, or what the entry begins with where it has none, as short posts do."""
    title = plain_of_markup(_text(fields.get("title")), _kind(fields, "title"))
    return title or shortened(excerpt_of(body) or "", 100) or "…"


def _link(fields: Fields, base: str | None) -> str | None:
    """The address of the article: the alternate link, else a guid that is one."""
    links = [_fields(link) for link in _list(fields.get("links"))]
    alternates = [link for link in links if link.get("rel") in ("alternate", None)]
    pages = [link for link in alternates if "html" in _text(link.get("type") or "html")]
    stated = [
        _text(fields.get("feedburner_origlink")),
        *(_text(link.get("href")) for link in [*pages, *alternates]),
        _text(fields.get("link")),
    ]
    found = next(
        (url for href in stated if href and (url := absolute(href, _xml_base(fields) or base))),
        None,
    )
    guid = _text(fields.get("id"))
    return found or (guid if urlsplit(guid).scheme in ("http", "https") else None)


def _longest(fields: Fields) -> Fields:
    """The longest of the entry's contents that is markup or plain text; empty without one."""
    contents = [_fields(content) for content in _list(fields.get("content"))]
    texts = [
        content
        for content in contents
        if re.match(r"text/|application/xhtml|$", _text(content.get("type")))
    ]
    return max(texts, key=lambda content: len(_text(content.get("value"))), default={})


def _given(fields: Fields) -> str:
    return _text(_longest(fields).get("value"))


def _content(fields: Fields, base: str | None) -> tuple[str, str | None]:
    """The longest text of the entry, its summary perhaps, and what it is relative to."""
    best = _longest(fields)
    summary = _text(fields.get("summary"))
    value = _text(best.get("value"))
    chosen = value if len(value) >= len(summary) else summary
    if _text(best.get("type")) == "text/plain" and chosen == value:
        chosen = re.sub(r"&", "&amp;", chosen).replace("<", "&lt;").replace("\n\n", "<p>")
    return chosen, absolute(_text(best.get("base")), base) or base


def _excerpt(summary: str, body: Sequence[Block], *, is_body: bool) -> str | None:
    """From the summary, which `is_body` where the entry has no other text; else from the body."""
    blocks = body if is_body else blocks_of_markup(summary, None)
    words = excerpt_of(blocks) or plain_of_markup(summary, "text/html")
    return shortened(words) if words else excerpt_of(body)


def _byline(fields: Fields) -> str | None:
    """All authors, in order; feeds write *mail@example.com (Name)* and *Name, Name* too."""
    whole = _text(fields.get("author"))
    stated = [_text(_fields(author).get("name")) for author in _list(fields.get("authors"))]
    # feedparser cuts an address of a long top-level domain in two, and takes the rest for a name.
    named = [name for name in stated if name and not (len(stated) == 1 and "@" in whole)] or [whole]
    named += [_text(_fields(person).get("name")) for person in _list(fields.get("contributors"))]
    return joined_names(
        [name for text in named for name in split_names(plain_of_markup(text, "text/html"))]
    )


def _dates(fields: Fields) -> tuple[datetime | None, datetime | None]:
    """When it was published, and when it was changed after that (UTC)."""
    published = machine_date(_text(fields.get("published"))) or machine_date(
        _text(fields.get("created"))
    )
    updated = machine_date(_text(fields.get("updated")))
    if published is None:
        return updated, None
    return published, updated if updated is not None and updated > published else None


def _pictures(fields: Fields, body: Sequence[Block], base: str | None) -> Iterator[Picture]:
    """Each picture once: those in the text, else those that stand beside it."""
    inside = [block for block in body if isinstance(block, Picture)]
    yield from inside
    if inside:
        return
    seen: set[str] = set()
    for candidate in _media(fields):
        url = absolute(candidate, base)
        if url and url not in seen:
            seen.add(url)
            yield Picture(url, None)


def _media(fields: Fields) -> Iterator[str]:
    for medium in map(_fields, _list(fields.get("media_content"))):
        address = _text(medium.get("url"))
        if (
            medium.get("medium") == "image"
            or _PICTURE_TYPES.match(_text(medium.get("type")))
            or _PICTURE_NAMES.search(address)
        ):
            yield address
    for medium in map(_fields, _list(fields.get("media_thumbnail"))):
        yield _text(medium.get("url"))
    for link in map(_fields, _list(fields.get("links"))):
        if link.get("rel") == "enclosure" and _PICTURE_TYPES.match(_text(link.get("type"))):
            yield _text(link.get("href") or link.get("url"))


def _categories(fields: Fields) -> Iterator[str]:
    labels = (
        plain_of_markup(_text(_fields(tag).get("label") or _fields(tag).get("term")), "text/html")
        for tag in _list(fields.get("tags"))
    )
    yield from dict.fromkeys(label for label in labels if label)


def _base(about: Fields, url: str | None) -> str | None:
    """What the feed's addresses are relative to: its `xml:base`, its own address, its site's."""
    own = [
        _text(_fields(link).get("href"))
        for link in _list(about.get("links"))
        if _fields(link).get("rel") == "self"
    ]
    stated = (
        absolute(href, url) for href in [_xml_base(about), url, *own, _text(about.get("link"))]
    )
    return next((address for address in stated if address), None)


def _xml_base(fields: Fields) -> str | None:
    detail = _fields(fields.get("title_detail"))
    return absolute(_text(detail.get("base")), None)


def _kind(fields: Fields, name: str) -> str:
    return _text(_fields(fields.get(f"{name}_detail")).get("type")) or "text/html"


def _fields(value: object) -> Fields:
    """A plain dict: feedparser's own looks for each name under several, and warns of some."""
    return dict(value) if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
