"""The `<meta>` elements of a page: OpenGraph, Twitter, Dublin Core and the rest."""

from __future__ import annotations

from html import unescape

from lxml.html import HtmlElement

from bot.articles.reading.characters import one_line
from bot.articles.reading.stated import Stated


class MetaTags:
    """Values by name, property, itemprop or http-equiv (lower case), in the order of the page."""

    def __init__(self, root: HtmlElement) -> None:
        self._values: dict[str, list[str]] = {}
        for meta in root.iter("meta"):
            content = one_line(unescape(meta.get("content") or ""))
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if content and (name := meta.get(attribute)):
                    self._values.setdefault(name.strip().lower(), []).append(content)

    def value(self, *names: str) -> str | None:
        """The first value of the first of these names that is there."""
        return next((self._values[name][0] for name in names if name in self._values), None)

    def values(self, name: str) -> list[str]:
        """Every value of a name."""
        return list(self._values.get(name, ()))

    def stated(self, *names: str) -> Stated[str] | None:
        """As `value`, with the name as origin."""
        return next(
            (Stated(self._values[name][0], name) for name in names if name in self._values), None
        )
