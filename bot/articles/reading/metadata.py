"""The facts that a page states about its article, and where it states each.

Every fact is looked for in several places, the most trustworthy first; the first that is there
and makes sense is taken, with its origin. A fact that the page does not state is None: above all
a date, which is never taken from the address, a copyright line or today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.articles.reading.authors import stated_authors
from bot.articles.reading.characters import one_line
from bot.articles.reading.dom import absolute, find, tag_of
from bot.articles.reading.linked_data import (
    Node,
    address_in,
    article_node,
    nodes_of,
    referred,
    text_in,
    types_of,
)
from bot.articles.reading.meta_tags import MetaTags
from bot.articles.reading.stated import Stated, first
from bot.articles.reading.stated_dates import stated_dates
from bot.articles.reading.titles import stated_title

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = frozenset({"ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "ckb", "dv"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page states about its article. Times are in UTC; absent is None.

    `text` is the body as JSON-LD has it, its paragraphs on lines of their own.
    """

    title: Stated[str] | None
    subtitle: Stated[str] | None
    byline: Stated[str] | None
    source: Stated[str] | None
    published: Stated[datetime] | None
    updated: Stated[datetime] | None
    url: Stated[str] | None
    language: Stated[str] | None
    image: Stated[str] | None
    description: Stated[str] | None
    text: str | None = None
    types: frozenset[str] = frozenset()
    free: bool | None = None
    nodes: tuple[Node, ...] = ()

    @property
    def right_to_left(self) -> bool:
        """Whether the language stated is written from right to left."""
        return (
            self.language is not None and re.split("[-_]", self.language.value)[0] in _RIGHT_TO_LEFT
        )


def read_metadata(root: HtmlElement, base: str | None, url: str | None) -> Metadata:
    """The facts on the page; `url` is where it was found."""
    tags = MetaTags(root)
    nodes = nodes_of(root)
    title = stated_title(root, tags, nodes)
    node = article_node(nodes, title.value if title else None)
    language = first(_languages(root, tags, node))
    source = first(_sources(tags, node, nodes))
    published, updated = stated_dates(root, tags, node, language.value if language else None)
    return Metadata(
        title=title,
        subtitle=first(_subtitles(node)),
        byline=stated_authors(root, tags, node, nodes, _outlets(source, url)),
        source=source,
        published=published,
        updated=updated,
        url=first(_addresses(root, tags, node, base, url)),
        language=language,
        image=first(_images(tags, node, base)),
        description=first(_descriptions(tags, node)),
        text=_text(node),
        types=frozenset(types_of(node)),
        free=_free(node),
        nodes=tuple(nodes),
    )


def _outlets(source: Stated[str] | None, url: str | None) -> list[str]:
    """How the publication may call itself: by its name, or by its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return [*([source.value] if source else []), *([host, host.split(".")[0]] if host else [])]


def _subtitles(node: Node) -> Iterator[Stated[str] | None]:
    yield Stated.of(text_in(node.get("alternativeHeadline")), "JSON-LD alternativeHeadline")


def _sources(tags: MetaTags, node: Node, nodes: Sequence[Node]) -> Iterator[Stated[str] | None]:
    yield tags.stated("og:site_name")
    yield Stated.of(text_in(referred(node.get("publisher"), nodes)), "JSON-LD publisher")
    yield tags.stated(
        "application-name", "twitter:app:name:iphone", "citation_journal_title", "dc.publisher"
    )


def _addresses(
    root: HtmlElement, tags: MetaTags, node: Node, base: str | None, url: str | None
) -> Iterator[Stated[str] | None]:
    canonical = [
        link.get("href") for link in find(root, "//link[@rel='canonical' or @rel='Canonical']")
    ]
    stated = (
        *((href, "link rel=canonical") for href in canonical),
        (tags.value("og:url"), "og:url"),
        (address_in(node.get("mainEntityOfPage") or node.get("url")), "JSON-LD url"),
    )
    for href, origin in stated:
        address = absolute(href, base)
        yield Stated.of(address if address and _may_be(address, url) else None, origin)
    yield Stated.of(url, "the address read")


def _may_be(address: str, url: str | None) -> bool:
    """Whether an article at `url` may have `address`: careless sites name their front page."""
    is_front = urlsplit(address).path in ("", "/") and not urlsplit(address).query
    return not is_front or (url is not None and urlsplit(url).path in ("", "/"))


def _languages(root: HtmlElement, tags: MetaTags, node: Node) -> Iterator[Stated[str] | None]:
    html = root if tag_of(root) == "html" else next(iter(find(root, "//html")), root)
    stated = (
        (
            html.get("lang")
            or html.get("{http://www.w3.org/XML/1998/namespace}lang")
            or html.get("xml:lang"),
            "html lang",
        ),
        (text_in(node.get("inLanguage")), "JSON-LD inLanguage"),
        (tags.value("content-language", "language", "dc.language", "og:locale"), "meta"),
    )
    for code, origin in stated:
        text = (code or "").strip().split(",")[0]
        yield Stated.of(_language_tag(text), origin)


def _language_tag(text: str) -> str | None:
    """A code as BCP 47 writes it: `es`, `pt-BR`."""
    if not _LANGUAGE.fullmatch(text):
        return None
    language, *rest = re.split("[-_]", text)
    return "-".join(
        [language.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)]
    )


def _images(tags: MetaTags, node: Node, base: str | None) -> Iterator[Stated[str] | None]:
    yield Stated.of(
        absolute(tags.value("og:image", "og:image:url", "og:image:secure_url"), base), "og:image"
    )
    yield Stated.of(absolute(address_in(node.get("image")), base), "JSON-LD image")
    yield Stated.of(
        absolute(tags.value("twitter:image", "twitter:image:src"), base), "twitter:image"
    )


def _descriptions(tags: MetaTags, node: Node) -> Iterator[Stated[str] | None]:
    yield tags.stated("og:description")
    yield Stated.of(text_in(node.get("description")), "JSON-LD description")
    yield tags.stated("description", "twitter:description", "dc.description")


def _text(node: Node) -> str | None:
    stated = node.get("articleBody")
    return unescape(stated).strip() or None if isinstance(stated, str) else None


def _free(node: Node) -> bool | None:
    """Whether the article is free to read, where the page says so."""
    stated = node.get("isAccessibleForFree")
    if stated is None:
        return None
    return one_line(str(stated)).lower() not in ("false", "no", "http://schema.org/false")
