"""The title of an article among the many titles of its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from bot.articles.reading.characters import comparable, is_word, one_line
from bot.articles.reading.dom import ancestors, find, names_of, tag_of, text_of
from bot.articles.reading.linked_data import Node, article_node, text_in
from bot.articles.reading.meta_tags import MetaTags
from bot.articles.reading.stated import Stated, first

_SEPARATORS = re.compile(r"\s+[|•·»›–—:\-]+\s+|\s*[|｜│ㅣ]\s*")
_HEADER = re.compile(r"logo|breadcrumb")
# Characters of a title that is left without its kicker, at least.
_SHORTEST_REST = 20
# Elements in a heading that are looked at.
_MOST_PARTS = 20
_TITLE_NAMES = (
    "entry-title",
    "post-title",
    "article-title",
    "article__title",
    "headline",
    "p-name",
)


def stated_title(root: HtmlElement, tags: MetaTags, nodes: Sequence[Node]) -> Stated[str] | None:
    """The article's title without the site's name and without a line set above it."""
    page_title = one_line(next((text_of(part) for part in find(root, "//title")), ""))
    shared = tags.value("og:title", "twitter:title") or page_title
    site = tags.value("og:site_name", "application-name") or ""
    headings = [one_line(text_of(part)) for part in _headings(root)]
    node = article_node(nodes, " ".join([shared, page_title, *headings]))
    headline = text_in(node.get("headline"))
    others = (tags.value("twitter:title", "dc.title", "parsely-title") or "", site)
    published = [
        Stated.of(headline, "JSON-LD headline"),
        Stated.of(without_site(tags.value("og:title") or "", site), "og:title"),
    ]
    confirmed = Stated.of(_confirmed(headings, [shared, page_title, headline or ""], site), "h1")
    further = [
        Stated.of(headings[0] if len(headings) == 1 else None, "h1"),
        Stated.of(without_site(*others), "meta"),
        Stated.of(without_site(page_title, site, guess=True), "title"),
        Stated.of(next(iter(headings), None), "h1"),
    ]
    parts = frozenset(_shown_parts(root))
    seen = [each for each in published if each and comparable(each.value) in parts]
    stated = [confirmed, *seen, *published, *further]
    best = first(stated)
    if best is None:
        return None
    told = [each for each in published if each]
    alone = _without_kicker(_whole(best, told), told, parts)
    return _as_mostly_written(alone, [each for each in stated if each])


def _whole(title: Stated[str], published: Sequence[Stated[str]]) -> Stated[str]:
    """What all of `published` agree on where `title` is only its end: a site's name comes last."""
    keys = {comparable(each.value) for each in published}
    is_end = len(published) > 1 and len(keys) == 1 and keys.pop().endswith(comparable(title.value))
    return published[-1] if is_end else title


def _without_kicker(
    title: Stated[str], others: Sequence[Stated[str]], parts: frozenset[str]
) -> Stated[str]:
    """The title that is stated elsewhere without what `title` begins with.

    That beginning is a line above the title, set off by a colon or a dash, or by an element.
    """
    for other in others:
        begins = title.value.removesuffix(other.value)
        is_part = comparable(other.value) in parts or re.search(r"[:|–—-]\s+$", begins)
        if begins and begins != title.value and is_part and len(other.value) >= _SHORTEST_REST:
            return other
    return title


def _as_mostly_written(title: Stated[str], stated: Sequence[Stated[str]]) -> Stated[str]:
    """The statement that writes the same words as most do, else with the most gaps, else the first.

    A heading whose lines have elements of their own reads as if without the signs between them.
    """
    key = comparable(title.value)
    alike = [each for each in stated if comparable(each.value) == key]
    ways = Counter(each.value for each in {each.origin: each for each in alike}.values())
    return max(alike, key=lambda each: (ways[each.value], len(each.value.split())))


def _headings(root: HtmlElement) -> Iterator[HtmlElement]:
    """First-level headings that may be the article's, and others that say so."""
    for heading in find(root, "//h1"):
        if is_word(text_of(heading)) and not _is_in_header(heading):
            yield heading
    for name in _TITLE_NAMES:
        yield from find(root, f"//h2[contains(@class, '{name}')]")[:1]


def _is_in_header(heading: HtmlElement) -> bool:
    return any(
        _HEADER.search(names_of(around)) or tag_of(around) == "nav"
        for around in [heading, *ancestors(heading)]
    )


def _shown_parts(root: HtmlElement) -> Iterator[str]:
    """What the page's headings say, as keys, each whole and each of its elements."""
    for heading in find(root, "//h1 | //h2"):
        if not _is_in_header(heading):
            parts = islice(heading.iter(), _MOST_PARTS)
            yield from (comparable(text_of(part)) for part in parts)


def _confirmed(headings: Sequence[str], others: Sequence[str], site: str) -> str | None:
    """The longest heading that another statement of the title repeats, wholly or in part."""
    keys = [comparable(other) for other in others if other]
    confirmed = [
        heading
        for heading in headings
        if len(key := comparable(heading)) >= 8
        and key not in comparable(site)
        and any(key in other for other in keys)
    ]
    return max(confirmed, key=len, default=None)


def without_site(title: str, site: str, *, guess: bool = False) -> str | None:
    """`title` without the site's name at an end; with `guess`, without a short last part."""
    parts = _SEPARATORS.split(title)
    if len(parts) < 2:
        return title or None
    wanted = comparable(site)
    for end, cut in ((parts[-1], _cut_last), (parts[0], _cut_first)):
        if wanted and (comparable(end) == wanted or (len(end) > 3 and comparable(end) in wanted)):
            return cut(title)
    if guess and len(parts[-1].split()) <= 4 and len(title) - len(parts[-1]) > 20:
        return _cut_last(title)
    return title or None


def _cut_last(title: str) -> str:
    last = list(_SEPARATORS.finditer(title))[-1]
    return title[: last.start()]


def _cut_first(title: str) -> str:
    return title[next(_SEPARATORS.finditer(title)).end() :]
