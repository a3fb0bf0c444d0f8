"""When an article was published and changed, as its page states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lxml.html import HtmlElement

from bot.articles.reading.characters import one_line
from bot.articles.reading.comment_markup import is_comment
from bot.articles.reading.dates import machine_date, written_date
from bot.articles.reading.dom import ancestors, classed, find, names_of, tag_of, text_of
from bot.articles.reading.linked_data import Node, text_in
from bot.articles.reading.meta_tags import MetaTags
from bot.articles.reading.stated import Stated, first

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "article:published"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date"),
    *("dc.date.created", "pubdate", "publishdate", "publish-date", "publish_date"),
    *("publication_date", "article.published", "published_time_telegram"),
    *("cxenseparse:recs:publishtime", "date", "citation_publication_date", "citation_online_date"),
    *("og:published_time", "bt:pubdate", "originalpublicationdate", "article_date_original"),
    *(
        "article:created",
        "cdate",
        "release_date",
        "date.available",
        "rnews:datepublished",
        "created",
    ),
)
_UPDATED = (
    *("article:modified_time", "og:updated_time", "datemodified", "article:updated"),
    *("article:modified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod"),
    *("article.updated", "revised"),
)
_TIME = re.compile(
    r"publish|entry-date|post-?date|dt-published|created|release|article-?date|dateline|posted|"
    r"veroeffentlicht"
)
_CHANGED = re.compile(r"updat|modif|dt-updated|aktualisiert|actualiz|edited|maj\b")
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|teaser|recommend|popular|most-read|widget|promo|(?<!v)card|latest|"
    r"trending|next|prev"
)


# Classes of elements where dates for people stand, the surest first.
_NEAR = (
    re.compile(r"published|entry-date|post-date|article-date|article__date|pubdate"),
    re.compile(r"publish|[dD]ate"),
    re.compile(r"byline|posted|timestamp|meta|time"),
)
_LONGEST = 120


def stated_dates(
    root: HtmlElement, tags: MetaTags, node: Node, language: str | None
) -> tuple[Stated[datetime] | None, Stated[datetime] | None]:
    """When it was published, and when it was changed after that; UTC."""
    published = first(_published(root, tags, node, language))
    updated = first(_updated(root, tags, node))
    if published is None or updated is None or updated.value <= published.value:
        return published, None
    return published, updated


def _published(
    root: HtmlElement, tags: MetaTags, node: Node, language: str | None
) -> Iterator[Stated[datetime] | None]:
    yield _machine(text_in(node.get("datePublished")), "JSON-LD datePublished")
    for name in _PUBLISHED:
        yield _machine(tags.value(name), name)
    for part in find(root, "//*[@itemprop='datePublished' or @property='schema:datePublished']"):
        yield _machine(
            part.get("datetime") or part.get("content") or part.get("title") or text_of(part),
            "itemprop datePublished",
        )
    yield _machine(text_in(node.get("dateCreated")), "JSON-LD dateCreated")
    yield from _times(root)
    yield from _written(root, language)


def _updated(root: HtmlElement, tags: MetaTags, node: Node) -> Iterator[Stated[datetime] | None]:
    yield _machine(text_in(node.get("dateModified")), "JSON-LD dateModified")
    for name in _UPDATED:
        yield _machine(tags.value(name), name)
    for part in find(root, "//*[@itemprop='dateModified']"):
        yield _machine(part.get("datetime") or part.get("content"), "itemprop dateModified")
    for part in find(root, "//time[@datetime]"):
        if _CHANGED.search(names_of(part)) and _is_articles(part):
            yield _machine(part.get("datetime"), "time")


def _machine(text: str | None, origin: str) -> Stated[datetime] | None:
    return Stated.of(machine_date(text), origin)


def _times(root: HtmlElement) -> Iterator[Stated[datetime] | None]:
    """`<time>` elements: those marked as the publication first, then the only or first one."""
    times = [part for part in find(root, "//time[@datetime]") if _is_articles(part)]
    marked = [
        part for part in times if part.get("pubdate") is not None or _TIME.search(names_of(part))
    ]
    rest = [part for part in times if not _CHANGED.search(names_of(part))]
    for part in [*marked, *rest]:
        yield _machine(part.get("datetime"), "time")


def _written(root: HtmlElement, language: str | None) -> Iterator[Stated[datetime] | None]:
    """Dates in short texts whose class says that they are one."""
    for part in classed(root, *_NEAR):
        text = one_line(text_of(part))
        if 0 < len(text) <= _LONGEST and _is_articles(part) and not _CHANGED.search(names_of(part)):
            yield Stated.of(written_date(text, language), "markup")


def _is_articles(part: HtmlElement) -> bool:
    """Whether an element is not part of a comment, a list of other stories or the page's frame."""
    around = [part, *ancestors(part)]
    if any(
        is_comment(element) or tag_of(element) in ("aside", "footer", "nav", "li")
        for element in around
    ):
        return False
    return not any(_ELSEWHERE.search(names_of(element)) for element in around[:-2])
