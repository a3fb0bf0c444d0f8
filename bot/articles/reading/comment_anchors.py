"""Comments that only numbered anchors mark, as old Movable Type printed them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from bot.articles.reading.comment_parts import Elements
from bot.articles.reading.dom import HEADINGS, ancestors, find, names_of, tag_of

_ANCHOR = re.compile(
    r"(?:comment[-_]?|(?:c|cmt)?[-_]?(?=\d{3}|[0-9a-f]{16}))(?P<number>\d+|[0-9a-f]{16,})"
)


def anchored_comments(root: HtmlElement) -> Iterator[Elements]:
    """Comments that only a numbered anchor marks: what is around it alone, else what follows."""
    anchors = {
        anchor: match["number"]
        for anchor in find(root, "//body//a[@name or @id]")
        if (match := _ANCHOR.fullmatch((anchor.get("name") or anchor.get("id") or "").lower()))
        and _is_among_comments(anchor, match)
    }
    crowded = Counter(around for anchor in anchors for around in ancestors(anchor))
    for anchor in anchors:
        parent = anchor.getparent()
        if parent is not None and crowded[parent] == 1 and len(anchors) > 1:
            yield (_grown(anchor, crowded),)
        elif following := tuple(_following(anchor, anchors)):
            yield following


def _is_among_comments(anchor: HtmlElement, match: re.Match[str]) -> bool:
    if match[0][0] == "c" and not match[0].startswith("c-"):
        return True
    return any("comment" in names_of(around) for around in list(ancestors(anchor))[:4])


def _grown(anchor: HtmlElement, crowded: Counter[HtmlElement]) -> HtmlElement:
    """The largest element around it in which no other anchor is."""
    grown = anchor
    for around in ancestors(anchor):
        if crowded[around] > 1:
            return grown
        grown = around
    return grown


def _following(anchor: HtmlElement, anchors: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    others = frozenset(anchors)
    following = anchor.getnext()
    while following is not None and following not in others and not _ends(following, others):
        if tag_of(following):
            yield following
        following = following.getnext()


def _ends(element: HtmlElement, anchors: frozenset[HtmlElement]) -> bool:
    is_end = tag_of(element) in (*HEADINGS, "form")
    return is_end or any(inner in anchors for inner in element.iter("a"))
