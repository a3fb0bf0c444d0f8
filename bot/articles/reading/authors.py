"""Who wrote an article, all of them, in order. An outlet may be the author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from bot.articles.reading.bylines import (
    byline_of,
    joined_names,
    names_in,
    reads_like_person,
    split_names,
    without_date,
)
from bot.articles.reading.characters import comparable, one_line
from bot.articles.reading.comment_markup import is_comment
from bot.articles.reading.dom import ancestors, find, names_of, tag_of, texts_of
from bot.articles.reading.linked_data import Node, referred, texts_in
from bot.articles.reading.meta_tags import MetaTags
from bot.articles.reading.stated import Stated

_META = (
    *("author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"),
    *("article:author", "article:author_name", "byl", "citation_author", "cxenseparse:author"),
    "twitter:data1",
)
# The surest markup first.
_MARKUP = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author'][not(.//*[@itemprop='name'])]",
    "//a[contains(concat(' ', @rel, ' '), ' author ')]",
    "//*[contains(concat(' ', @class, ' '), ' byline ')]",
    "//*[contains(concat(' ', @class, ' '), ' p-author ')]",
    "//*[contains(@class, 'author-name') or contains(@class, 'author__name')]",
    "//*[contains(@class, 'authorName')]",
    "//*[contains(@class, 'byline') or contains(@class, 'Byline')]",
    "//*[contains(concat(' ', @class, ' '), ' author ') or @id='author']",
)
# The class may be of anything about the author: only what reads like a person's name counts.
_LIKELY = "//*[contains(translate(@class, 'AUTHOR', 'author'), 'author') or @id='authors']"
_LONGEST = 200
_MOST = 12
# A list of authors is not deeper than that: list, entry, box, link.
_TOGETHER = 4
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|(?<!post-)(?<!entry-)(?<!article-)footer|teaser|recommend|popular|most-read|widget|(?<!v)card|promo|bio"
)


def stated_authors(
    root: HtmlElement, tags: MetaTags, node: Node, nodes: Sequence[Node], outlets: Sequence[str]
) -> Stated[str] | None:
    """The authors' names joined by commas.

    Where a page names itself (one of its `outlets`: the publication, the host) as the author and
    a person elsewhere, the person is meant.
    """
    keys = [key for outlet in outlets if len(key := comparable(outlet)) > 1]
    fallback: Stated[str] | None = None
    for fact in _all(root, tags, node, nodes):
        if fact is not None and not _is_outlet(comparable(fact.value.split(", ")[0]), keys):
            return fact
        fallback = fallback or fact
    return fallback


def _is_outlet(name: str, outlets: Sequence[str]) -> bool:
    return any(name in outlet or outlet in name for outlet in outlets)


def _all(
    root: HtmlElement, tags: MetaTags, node: Node, nodes: Sequence[Node]
) -> Iterator[Stated[str] | None]:
    yield Stated.of(_names(texts_in(referred(node.get("author"), nodes))), "JSON-LD author")
    yield Stated.of(_names(texts_in(referred(node.get("creator"), nodes))), "JSON-LD creator")
    yield from _from_tags(tags)
    yield from _from_markup(root)


def _names(texts: Sequence[str]) -> str | None:
    return joined_names([name for text in texts for name in split_names(text)][:_MOST])


def _from_tags(tags: MetaTags) -> Iterator[Stated[str] | None]:
    for name in _META:
        texts = [
            text
            for text in tags.values(name)
            if "://" not in text and not re.search(r"\d+ min", text)
        ]
        yield Stated.of(_names(texts), name)


def _from_markup(root: HtmlElement) -> Iterator[Stated[str] | None]:
    """Names alone first, then those before a date in one line with it."""
    texts = {path: _texts(root, path) for path in (*_MARKUP, _LIKELY)}
    for before in (str, without_date):
        for path, lines in texts.items():
            names = [
                name
                for line in lines
                for name in (byline_of(line) or names_in(before(line)) or "").split(", ")
                if name and (path != _LIKELY or reads_like_person(name))
            ]
            yield Stated.of(joined_names(names), f"markup {path}")


def _texts(root: HtmlElement, path: str) -> list[str]:
    """The texts of the elements that name the author, each once.

    Who wrote an article together is named together: what stands elsewhere belongs to other stories.
    """
    told = [(part, text) for part in find(root, path) if (text := _own_text(part))]
    near = set(islice(ancestors(told[0][0]), _TOGETHER)) if told else set()
    texts = [text for part, text in told if not near.isdisjoint(islice(ancestors(part), _TOGETHER))]
    return list({comparable(text): text for text in reversed(texts)}.values())[::-1][:_MOST]


def _own_text(part: HtmlElement) -> str | None:
    """The text of an element that may name the author; None where it stands elsewhere."""
    around = [part, *ancestors(part)]
    if any(
        is_comment(element) or tag_of(element) in ("aside", "footer", "nav") for element in around
    ):
        return None
    if any(_ELSEWHERE.search(names_of(element)) for element in around[1:-2]):
        return None
    text = _line(part)
    return text if 0 < len(text) <= _LONGEST else None


def _line(part: HtmlElement) -> str:
    """The line *By …* in the element; where there is none, all that it says as one line."""
    text = ""
    for piece in texts_of(part):
        # A name and what its owner is, in two elements that a style sets apart.
        glued = text[-1:].islower() and (piece[0].isupper() or piece[0] == "@")
        text += f" · {piece}" if glued else piece
    opened = (line for line in text.split("\n") if byline_of(line))
    return one_line(next(opened, text))
