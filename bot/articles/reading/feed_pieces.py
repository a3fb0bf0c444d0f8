"""A feed's document taken apart at its entries.

Only where that is sure to be right. XML has comments, CDATA and instructions, in which no tag
counts; every other `<item` begins an element, and what is no sound XML is not read piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

_ENTRY = r"(?:[\w.-]+:)?(?:item|entry)"
_ENDS = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|<\?(?:.*?\?>|.*)"
    rf"|<(?P<end>/?)(?P<name>{_ENTRY})(?=[\s>/])[^<>]*>",
    re.DOTALL,
)
# feedparser takes such an attribute of any element, and at times for what comes after it, too.
_BASE = re.compile(r"\bbase\s*=\s*[\"']")
_PREFIXES = re.compile(r"xmlns:([\w.-]+)\s*=\s*[\"']([^\"']*)")
# What changes at each fetch and tells nothing of the entries; a text in CDATA stays as it is.
_UNSTEADY = re.compile(
    r"(<!\[CDATA\[.*?\]\]>)|<!--.*?-->"
    r"|<((?:\w+:)?(?:lastBuildDate|pubDate|updated|modified|date))\b[^<>]*>[^<]*</\2\s*>",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The texts of the entries, and those before, between and behind them."""

    around: tuple[str, ...]
    entries: tuple[str, ...]

    @property
    def frame(self) -> str:
        """What stands around the entries, without its own dates."""
        return "\n".join(filter(None, (_UNSTEADY.sub(r"\1", text).strip() for text in self.around)))

    def only(self, wanted: Container[int]) -> str:
        """The document with those entries alone, by their place."""
        kept = [text if place in wanted else "" for place, text in enumerate(self.entries)]
        return "".join(part for pair in zip(self.around, [*kept, ""], strict=True) for part in pair)


def pieces_of(text: str) -> Pieces | None:
    """The document's pieces; None where it is not sure to be the same in pieces."""
    around: list[str] = []
    entries: list[str] = []
    begun: re.Match[str] | None = None
    done = 0
    for tag in _ENDS.finditer(text):
        if tag["name"] is None:
            continue
        if (begun is None) == bool(tag["end"]) or tag[0].endswith("/>"):
            return None
        if begun is None:
            begun = tag
            continue
        if begun["name"] != tag["name"]:
            return None
        around.append(text[done : begun.start()])
        entries.append(text[begun.start() : tag.end()])
        begun, done = None, tag.end()
    if begun is not None or not _are_steady(text) or any(map(_BASE.search, entries)):
        return None
    return Pieces((*around, text[done:]), tuple(entries))


def _are_steady(text: str) -> bool:
    """Whether each prefix means one namespace: feedparser takes what an entry says for the next."""
    meanings = set(_PREFIXES.findall(text))
    return len(meanings) == len({prefix for prefix, _ in meanings})
