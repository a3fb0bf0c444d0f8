"""A sentence or two that stand for an article on its card."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.articles.markdown import plain
from bot.articles.model import Block, Paragraph
from bot.articles.reading.characters import one_line

EXCERPT_LENGTH = 300
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»)]*(?=\s|$)|[。！？][」』]?")


def excerpt_of(blocks: Iterable[Block]) -> str | None:
    """The beginning of the first paragraph of prose, cut after a sentence or between words."""
    paragraphs = (
        one_line(plain(block.markdown)) for block in blocks if isinstance(block, Paragraph)
    )
    first = next((text for text in paragraphs if len(text) >= 40), None)
    return shortened(first) if first else None


def shortened(text: str, limit: int = EXCERPT_LENGTH) -> str:
    """`text` in at most `limit` characters: whole sentences where that leaves enough."""
    if len(text) <= limit:
        return text
    ends = [
        match.end() for match in _SENTENCE_END.finditer(text[: limit + 1]) if match.end() <= limit
    ]
    if ends and ends[-1] >= limit // 3:
        return text[: ends[-1]].rstrip()
    cut = text[: limit - 1].rstrip()
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:–—-") + "…"
