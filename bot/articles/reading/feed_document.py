"""What is wrong with a feed's document as a whole, mended before it is parsed."""

from __future__ import annotations

import re

# Far beyond what any feed means; broken ones leave many elements open. All ours.
_DEEPEST = 10_000
_MOST_ATTRIBUTES = 1000
_MOST_ENTRIES = 50_000
_VOID = frozenset({"br", "hr", "img", "wbr"})
# What may stand before a document's first element (XML 1.0, 2.8). Atomic: what was once taken for
# a comment is not tried as another, which would take for ever.
_BEFORE = r"(?>\s+|<!--.*?-->|<\?.*?\?>)*+"
_DECLARATION = re.compile(r"\A((?>\s+|<!--.*?-->)*+)<\?xml(?=[\s?])[^>]*\?>", re.DOTALL)
_DEFINITIONS = re.compile(rf"\A({_BEFORE}<!DOCTYPE[^\[>]*)\[.*?\]\s*>", re.DOTALL)
_LONE_ENTRY = re.compile(rf"\A{_BEFORE}<(?:\w+:)?entry\b", re.DOTALL)
_ENTRIES = re.compile(r"<(?:(\w+):)?(?:item|entry)(?=[\s>/])")
_TAGS = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|<(?P<end>/?)(?P<name>[A-Za-z_][^<>\s/]*)[^<>]*>",
    re.DOTALL,
)


def mended(text: str) -> str:
    """The document from its first mark on, declared in the character set that it now has.

    Blank lines before the declaration are not allowed, and common; so are characters that XML
    does not know. Entities that a document defines itself could unfold into millions of words.
    """
    body = _DECLARATION.sub(r"\1", text[max(text.find("<"), 0) :], count=1)
    body = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", body)
    body = _named_plainly(_DEFINITIONS.sub(r"\1>", body, count=1))
    if _LONE_ENTRY.match(body):
        body = f'<feed xmlns="http://www.w3.org/2005/Atom">{body}</feed>'
    return f'<?xml version="1.0" encoding="utf-8"?>{body}'


def _named_plainly(body: str) -> str:
    """Without the prefix of entries where it is declared nowhere: some write *rss:item* alone."""
    prefixes = {found[1] for found in _ENTRIES.finditer(body)}
    prefix = prefixes.pop() if len(prefixes) == 1 else None
    if prefix is None or f"xmlns:{prefix}" in body:
        return body
    return re.sub(rf"(</?){prefix}:", r"\1", body)


def is_bottomless(text: str) -> bool:
    """Whether it has more elements in one another, attributes of one, or entries than any feed has.

    feedparser's time grows with the square of the first two.
    """
    depth = entries = 0
    for tag in _TAGS.finditer(text):
        if tag["name"] is None or tag["name"] in _VOID:
            continue
        entries += not tag["end"] and tag["name"] in ("item", "entry")
        if text[tag.end() - 2] != "/":
            depth = max(depth - 1, 0) if tag["end"] else depth + 1
        has_many = tag[0].count("=") > _MOST_ATTRIBUTES
        if has_many or depth > _DEEPEST or entries > _MOST_ENTRIES:
            return True
    return False
