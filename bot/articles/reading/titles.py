"""The title of an article among the many titles of its page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from bot.articles.reading.characters import comparable, is_word, one_line
from bot.articles.reading.dom import ancestors, find, names_of, tag_of, text_of
from bot.articles.reading.linked_data import Node, article_node, text_in
from bot.articles.reading.meta_tags import MetaTags
from bot.articles.reading.stated import Stated, first

_SEPARATORS = re.compile(r"\s+[|•·»›–—:\-]+\s+|\s*\|\s*")
_TITLE_NAMES = (
    "entry-title",
    "post-title",
    "article-title",
    "article__title",
    "headline",
    "p-name",
)


def stated_title(root: HtmlElement, tags: MetaTags, nodes: Sequence[Node]) -> Stated[str] | None:
    """The article's title without the site's name."""
    page_title = one_line(next((text_of(part) for part in find(root, "//title")), ""))
    shared = tags.value("og:title", "twitter:title") or page_title
    site = tags.value("og:site_name", "application-name") or ""
    headings = list(_headings(root))
    node = article_node(nodes, " ".join([shared, page_title, *headings]))
    headline = text_in(node.get("headline"))
    on_its_own = without_site(page_title, site, guess=True)
    others = (tags.value("twitter:title", "dc.title", "parsely-title") or "", site)
    stated = [
        Stated.of(_confirmed(headings, [shared, page_title, headline or ""], site), "h1"),
        Stated.of(headline, "JSON-LD headline"),
        Stated.of(without_site(tags.value("og:title") or "", site), "og:title"),
        Stated.of(headings[0] if len(headings) == 1 else None, "h1"),
        Stated.of(without_site(*others), "meta"),
        Stated.of(on_its_own, "title"),
        Stated.of(next(iter(headings), None), "h1"),
    ]
    best = first(stated)
    return best and _as_mostly_written(best, [each for each in stated if each])


def _as_mostly_written(title: Stated[str], stated: Sequence[Stated[str]]) -> Stated[str]:
    """The statement that writes the same words as most do, else as the first.

    A heading whose lines have elements of their own reads as if without the signs between them.
    """
    key = comparable(title.value)
    alike = [each for each in stated if comparable(each.value) == key]
    ways = Counter(each.value for each in {each.origin: each for each in alike}.values())
    return max(alike, key=lambda each: ways[each.value])


def _headings(root: HtmlElement) -> Iterator[str]:
    """The texts of first-level headings that may be the article's."""
    for heading in find(root, "//h1"):
        text = one_line(text_of(heading))
        in_header = any(
            "logo" in names_of(around) or tag_of(around) == "nav"
            for around in [heading, *ancestors(heading)]
        )
        if is_word(text) and not in_header:
            yield text
    for name in _TITLE_NAMES:
        for part in find(root, f"//h2[contains(@class, '{name}')]")[:1]:
            yield one_line(text_of(part))


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
