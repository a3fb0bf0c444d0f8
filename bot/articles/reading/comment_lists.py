"""Comments that only the list around them calls so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from bot.articles.reading.characters import is_word, one_line
from bot.articles.reading.comment_parts import AUTHOR, DATE, TEXT, class_of, holds, inside
from bot.articles.reading.dom import find, names_of, tag_of, text_of

_HOLDER = re.compile(
    r"comments?|kommentare?|comentarios?|commentaires?|coment[aá]rios|reacties|responses|replies"
)
_NO_HOLDER = re.compile(
    r"recent|latest|newest|popular|most|widget|sidebar|form|respond\b|count|number|related|link|"
    r"template|preview|has-|button|open|closed"
)


def listed_comments(root: HtmlElement) -> list[HtmlElement]:
    """The items of lists that are called comments: each has a text, and an author or a date."""
    holders = find(
        root, "//body//*[self::ul or self::ol or self::div or self::section or self::dl]"
    )
    found: dict[HtmlElement, None] = {}
    for holder in holders:
        if _is_holder(holder):
            found |= dict.fromkeys(_items(holder))
    return [item for item in root.iter("li", "div", "article", "section") if item in found]


def _is_holder(element: HtmlElement) -> bool:
    names = names_of(element)
    return bool(_HOLDER.search(names)) and not _NO_HOLDER.search(names)


def _items(holder: HtmlElement) -> Iterator[HtmlElement]:
    children = [child for child in holder if tag_of(child) in ("li", "div", "article", "section")]
    kinds = Counter((tag_of(child), class_of(child)) for child in children)
    for child in children:
        is_item = tag_of(child) == "li" or kinds[tag_of(child), class_of(child)] > 1
        if is_item and _could_be_one(child):
            yield child


def _could_be_one(element: HtmlElement) -> bool:
    dates = (one_line(text_of(part)) for part in inside(element, DATE))
    signed = holds(element, AUTHOR) or any(map(_is_dated, dates))
    return signed and _has_text(element) and not find(element, ".//textarea")


def _has_text(element: HtmlElement) -> bool:
    """Whether there is a paragraph, a part that says that it is the text, or text of its own."""
    parts = find(element, ".//p | .//blockquote") or list(inside(element, TEXT))
    return bool(parts) or any(is_word(child.tail or "") for child in element)


def _is_dated(text: str) -> bool:
    """Whether a short text has digits enough for a date, in whatever order."""
    return len(text) <= 80 and sum(map(str.isdigit, text)) >= 5
