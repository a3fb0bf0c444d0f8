"""An entry of a feed from the fields that feedparser makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bot.articles.model import Block, FeedEntry, Picture
from bot.articles.reading.bylines import joined_names, split_names
from bot.articles.reading.characters import one_line
from bot.articles.reading.dates import machine_date
from bot.articles.reading.dom import absolute
from bot.articles.reading.excerpts import excerpt_of, shortened
from bot.articles.reading.fragments import blocks_of_markup, plain_of_markup
from bot.articles.reading.wholeness import wholeness

Fields = Mapping[str, object]

_PICTURE_TYPES = re.compile(r"^image/", re.IGNORECASE)
_PICTURE_NAMES = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.IGNORECASE)


def entry_of(fields: Fields, feed_base: str | None) -> FeedEntry:
    """The entry with the id that the feed states; `feed_base` is what addresses are relative to."""
    link = _link(fields, feed_base)
    content, base = _content(fields, link or feed_base)
    summary = text_in(fields.get("summary"))
    body = blocks_of_markup(content or summary, base)
    published, updated = _dates(fields)
    return FeedEntry(
        id=one_line(text_in(fields.get("id"))),
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
    title = plain_of_markup(text_in(fields.get("title")), kind_of(fields, "title"))
    return title or shortened(excerpt_of(body) or "", 100) or "…"


def _link(fields: Fields, base: str | None) -> str | None:
    """The address of the article: the alternate link, else a guid that is one."""
    links = [fields_of(link) for link in list_of(fields.get("links"))]
    alternates = [link for link in links if link.get("rel") in ("alternate", None)]
    pages = [link for link in alternates if "html" in text_in(link.get("type") or "html")]
    stated = [
        text_in(fields.get("feedburner_origlink")),
        *(text_in(link.get("href")) for link in [*pages, *alternates]),
        text_in(fields.get("link")),
    ]
    found = next(
        (url for href in stated if href and (url := absolute(href, xml_base(fields) or base))),
        None,
    )
    guid = text_in(fields.get("id"))
    return found or (guid if urlsplit(guid).scheme in ("http", "https") else None)


def _longest(fields: Fields) -> Fields:
    """The longest of the entry's contents that is markup or plain text; empty without one."""
    contents = [fields_of(content) for content in list_of(fields.get("content"))]
    texts = [
        content
        for content in contents
        if re.match(r"text/|application/xhtml|$", text_in(content.get("type")))
    ]
    return max(texts, key=lambda content: len(text_in(content.get("value"))), default={})


def _given(fields: Fields) -> str:
    return text_in(_longest(fields).get("value"))


def _content(fields: Fields, base: str | None) -> tuple[str, str | None]:
    """The longest text of the entry, its summary perhaps, and what it is relative to."""
    best = _longest(fields)
    summary = text_in(fields.get("summary"))
    value = text_in(best.get("value"))
    chosen = value if len(value) >= len(summary) else summary
    if text_in(best.get("type")) == "text/plain" and chosen == value:
        chosen = re.sub(r"&", "&amp;", chosen).replace("<", "&lt;").replace("\n\n", "<p>")
    return chosen, absolute(text_in(best.get("base")), base) or base


def _excerpt(summary: str, body: Sequence[Block], *, is_body: bool) -> str | None:
    """From the summary, which `is_body` where the entry has no other text; else from the body."""
    blocks = body if is_body else blocks_of_markup(summary, None)
    words = excerpt_of(blocks) or plain_of_markup(summary, "text/html")
    return shortened(words) if words else excerpt_of(body)


def _byline(fields: Fields) -> str | None:
    """All authors, in order; feeds write *mail@example.com (Name)* and *Name, Name* too."""
    whole = text_in(fields.get("author"))
    stated = [text_in(fields_of(author).get("name")) for author in list_of(fields.get("authors"))]
    # feedparser cuts an address of a long top-level domain in two, and takes the rest for a name.
    named = [name for name in stated if name and not (len(stated) == 1 and "@" in whole)] or [whole]
    named += [
        text_in(fields_of(person).get("name")) for person in list_of(fields.get("contributors"))
    ]
    return joined_names(
        [name for text in named for name in split_names(plain_of_markup(text, "text/html"))]
    )


def _dates(fields: Fields) -> tuple[datetime | None, datetime | None]:
    """When it was published, and when it was changed after that (UTC)."""
    published = machine_date(text_in(fields.get("published"))) or machine_date(
        text_in(fields.get("created"))
    )
    updated = machine_date(text_in(fields.get("updated")))
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
    for medium in map(fields_of, list_of(fields.get("media_content"))):
        address = text_in(medium.get("url"))
        if (
            medium.get("medium") == "image"
            or _PICTURE_TYPES.match(text_in(medium.get("type")))
            or _PICTURE_NAMES.search(address)
        ):
            yield address
    for medium in map(fields_of, list_of(fields.get("media_thumbnail"))):
        yield text_in(medium.get("url"))
    for link in map(fields_of, list_of(fields.get("links"))):
        if link.get("rel") == "enclosure" and _PICTURE_TYPES.match(text_in(link.get("type"))):
            yield text_in(link.get("href") or link.get("url"))


def _categories(fields: Fields) -> Iterator[str]:
    labels = (
        plain_of_markup(
            text_in(fields_of(tag).get("label") or fields_of(tag).get("term")), "text/html"
        )
        for tag in list_of(fields.get("tags"))
    )
    yield from dict.fromkeys(label for label in labels if label)


def xml_base(fields: Fields) -> str | None:
    """What the document says that addresses are relative to, where its title stands."""
    detail = fields_of(fields.get("title_detail"))
    return absolute(text_in(detail.get("base")), None)


def kind_of(fields: Fields, name: str) -> str:
    """The media type that is stated for a field."""
    return text_in(fields_of(fields.get(f"{name}_detail")).get("type")) or "text/html"


def fields_of(value: object) -> Fields:
    """A plain dict: feedparser's own looks for each name under several, and warns of some."""
    return dict(value) if isinstance(value, dict) else {}


def list_of(value: object) -> list[object]:
    """The value where it is a list, else an empty one."""
    return list(value) if isinstance(value, (list, tuple)) else []


def text_in(value: object) -> str:
    """The value where it is a text, else an empty one."""
    return value if isinstance(value, str) else ""
