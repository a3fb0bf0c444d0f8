"""What a page says of itself in JSON-LD (schema.org), mended where sites break it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from lxml.html import HtmlElement

from bot.articles.reading.characters import comparable, one_line

Node = Mapping[str, object]

_ARTICLE_TYPES = frozenset(
    {
        *("article", "newsarticle", "blogposting", "reportagenewsarticle", "analysisnewsarticle"),
        *("opinionnewsarticle", "backgroundnewsarticle", "reviewnewsarticle", "liveblogposting"),
        *(
            "techarticle",
            "scholarlyarticle",
            "report",
            "satiricalarticle",
            "advertisercontentarticle",
        ),
        *("socialmediaposting", "review", "medicalscholarlyarticle"),
    }
)
_DEEPEST = 6
_MOST_NODES = 2000


def nodes_of(root: HtmlElement) -> list[Node]:
    """Every object in the page's JSON-LD, outermost first."""
    found: list[Node] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found += _flattened(_parsed("".join(map(str, script.itertext()))), 0)
    return found[:_MOST_NODES]


def article_node(nodes: Sequence[Node], title: str | None) -> Node:
    """The object that describes the page's article; empty where there is none.

    Of several (lists of related stories are described too), the one with the page's title.
    """
    articles = [node for node in nodes if types_of(node) & _ARTICLE_TYPES]
    wanted = comparable(title or "")
    same = [
        node
        for node in articles
        if wanted and comparable(text_in(node.get("headline") or node.get("name")) or "") in wanted
    ]
    return next(iter([*(node for node in same if node.get("headline")), *articles]), {})


def types_of(node: Node) -> set[str]:
    """The node's types in lower case."""
    stated = node.get("@type")
    values = stated if isinstance(stated, list) else [stated]
    return {str(value).rpartition("/")[2].lower() for value in values if value}


def text_in(value: object) -> str | None:
    """A text value on one line; the first of several; a language map's or object's name."""
    if isinstance(value, str):
        return one_line(re.sub(r"<[^>]{1,200}>", "", unescape(unescape(value)))) or None
    if isinstance(value, Sequence):
        return next((text for item in value if (text := text_in(item))), None)
    if isinstance(value, Mapping):
        return text_in(value.get("name") or value.get("@value") or value.get("headline"))
    return None


def texts_in(value: object) -> list[str]:
    """Every text of a value: of a list's members each."""
    members = value if isinstance(value, list) else [value]
    return [text for member in members if (text := text_in(member))]


def address_in(value: object) -> str | None:
    """An address: the value itself, or an object's `url` or `@id`; the first of several."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return next((url for item in value if (url := address_in(item))), None)
    if isinstance(value, Mapping):
        return address_in(value.get("url") or value.get("contentUrl") or value.get("@id"))
    return None


def referred(value: object, nodes: Sequence[Node]) -> object:
    """The value, with objects that are only a reference (`@id`) replaced by what they refer to."""
    if isinstance(value, list):
        return [referred(item, nodes) for item in value]
    if isinstance(value, Mapping) and set(value) <= {"@id", "@type"} and value.get("@id"):
        target = (node for node in nodes if node.get("@id") == value["@id"] and len(node) > 2)
        return next(target, value)
    return value


def _flattened(value: object, depth: int) -> Iterator[Node]:
    if isinstance(value, list):
        for item in value:
            yield from _flattened(item, depth)
    elif isinstance(value, dict) and depth <= _DEEPEST:
        yield value
        for inner in value.values():
            if isinstance(inner, (dict, list)):
                yield from _flattened(inner, depth + 1)


def _parsed(text: str) -> object:
    """The JSON of a script, its common faults mended; None where that is not enough."""
    cleaned = re.sub(
        r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*;?\s*$", "", text
    ).strip()
    for attempt in (cleaned, unescape(cleaned), re.sub(r",\s*([}\]])", r"\1", cleaned)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):  # not JSON, or nested beyond reason
            continue
    return None
