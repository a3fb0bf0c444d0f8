"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), as feeds write it in fact."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.articles.markdown import escape
from bot.articles.model import Block, Feed, FeedEntry, Paragraph, Picture
from bot.articles.reading.bylines import joined_names
from bot.articles.reading.characters import lines_kept, one_line
from bot.articles.reading.dates import machine_date
from bot.articles.reading.dom import absolute
from bot.articles.reading.entry_ids import with_ids
from bot.articles.reading.errors import Unreadable
from bot.articles.reading.excerpts import excerpt_of, shortened
from bot.articles.reading.fragments import blocks_of_markup
from bot.articles.reading.known_entries import KnownEntries
from bot.articles.reading.wholeness import wholeness

Fields = Mapping[str, object]
_MOST_ENTRIES = 2000
_DECODER = json.JSONDecoder(strict=False)


def is_json_feed(text: str) -> bool:
    """Whether `text` is meant as a JSON Feed, sound or broken."""
    start = text[:2000].lstrip("\ufeff \t\r\n")
    return start.startswith("{") and ("jsonfeed.org" in start or '"items"' in text)


def read_json_feed(text: str, *, url: str | None, known: KnownEntries | None = None) -> Feed:
    """The feed; `url` is where it was found. What a site puts behind it does not count.

    With `known`, entries that were read before may come in brief. Raises Unreadable("broken-json")
    where it is no JSON object.
    """
    try:
        document, _ = _DECODER.raw_decode(text.lstrip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken-json") from error
    about = _fields(document)
    base = (
        absolute(_text(about.get("feed_url")), url)
        or url
        or absolute(_text(about.get("home_page_url")), None)
    )
    stated = [_fields(item) for item in _list(about.get("items"))[:_MOST_ENTRIES]]
    items = [item for item in stated if item]
    feed = Feed(
        title=one_line(_text(about.get("title"))) or None,
        entries=(),
        url=absolute(_text(about.get("home_page_url")), base),
        language=one_line(_text(about.get("language"))) or None,
    )
    if known is None:
        return replace(feed, entries=with_ids([_entry(item, about, base) for item in items]))
    frame = json.dumps([base, {name: about[name] for name in about if name != "items"}])
    texts = list(map(json.dumps, items))
    read = {place: _entry(items[place], about, base) for place in known.unknown(frame, texts)}
    return known.joined(frame, texts, read, feed)


def _entry(item: Fields, about: Fields, base: str | None) -> FeedEntry:
    link = absolute(_text(item.get("url")), base) or absolute(_text(item.get("external_url")), base)
    body = _body(item, link or base)
    published, updated = _dates(item)
    title = one_line(_text(item.get("title")))
    summary = one_line(_text(item.get("summary")))
    return FeedEntry(
        id=_id(item.get("id")),
        title=title or shortened(excerpt_of(body) or summary, 100) or "…",
        url=link,
        byline=joined_names(_names(item) or _names(about)),
        published=published,
        updated=updated,
        excerpt=shortened(summary) if summary else excerpt_of(body),
        body=body,
        images=tuple(_pictures(item, body, base)),
        categories=tuple(
            dict.fromkeys(
                tag for value in _list(item.get("tags")) if (tag := one_line(_text(value)))
            )
        ),
        whole=wholeness(_text(item.get("content_html") or item.get("content_text")), summary),
    )


def _id(stated: object) -> str:
    """A text; some feeds give a number."""
    return one_line(str(stated)) if isinstance(stated, str | int | float) else ""


def _body(item: Fields, base: str | None) -> tuple[Block, ...]:
    markup = _text(item.get("content_html"))
    if markup:
        return blocks_of_markup(markup, base)
    text = lines_kept(_text(item.get("content_text")))
    return tuple(Paragraph(escape(part.strip())) for part in text.split("\n\n") if part.strip())


def _names(fields: Fields) -> list[str]:
    """Authors of version 1.1, else the one of version 1.0."""
    authors = _list(fields.get("authors")) or [fields.get("author")]
    names = (
        author if isinstance(author, str) else _text(_fields(author).get("name"))
        for author in authors
    )
    return [name for text in names if (name := one_line(text))]


def _dates(item: Fields) -> tuple[datetime | None, datetime | None]:
    published = machine_date(_text(item.get("date_published")))
    updated = machine_date(_text(item.get("date_modified")))
    if published is None:
        return updated, None
    return published, updated if updated is not None and updated > published else None


def _pictures(item: Fields, body: Sequence[Block], base: str | None) -> Iterator[Picture]:
    stated = [absolute(_text(item.get(name)), base) for name in ("image", "banner_image")]
    stated += [
        absolute(_text(_fields(medium).get("url")), base)
        for medium in _list(item.get("attachments"))
        if _text(_fields(medium).get("mime_type")).startswith("image/")
    ]
    inside = [block for block in body if isinstance(block, Picture)]
    known = {picture.url for picture in inside}
    yield from (Picture(url, None) for url in dict.fromkeys(stated) if url and url not in known)
    yield from inside


def _fields(value: object) -> Fields:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
