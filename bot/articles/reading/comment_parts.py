"""What stands in a comment: somebody who wrote it, when, and a text, as its classes say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from bot.articles.reading.dom import find

Elements = tuple[HtmlElement, ...]
"""The elements of one comment: a `<dt>` has its `<dd>`, an anchor what follows it."""

AUTHOR = re.compile(r"author|user|\bname\b|vcard|\bfn\b|cite|h-card|poster")
DATE = re.compile(r"date|time|posted|meta\b|metadata")
TEXT = re.compile(r"content|text|body|message|e-content|entry")


def has_parts(element: HtmlElement) -> bool:
    """A comment without a number has somebody who wrote it and a text, and nobody logs in there."""
    if not holds(element, AUTHOR) or find(element, ".//input[@type='password']"):
        return False
    return holds(element, TEXT) or bool(find(element, ".//p"))


def holds(element: HtmlElement, names: re.Pattern[str]) -> bool:
    """Whether a class of an element inside (of the first sixty that have any) says so."""
    return next(inside(element, names), None) is not None


def inside(element: HtmlElement, names: re.Pattern[str]) -> Iterator[HtmlElement]:
    """The elements inside (the first sixty that have classes) whose classes say so."""
    return (part for part in find(element, ".//*[@class]")[:60] if names.search(class_of(part)))


def class_of(element: HtmlElement) -> str:
    """Its class as it stands, in small letters."""
    return (element.get("class") or "").lower()


def classes_of(element: HtmlElement) -> Sequence[str]:
    """Its classes, in small letters."""
    return class_of(element).split()
