"""How long a text is for Discord, and where it may be cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

import regex

ELLIPSIS = "…"

_SENTENCE = regex.compile(
    r"\n+"
    # Not after an initial, nor before a small letter: that is an abbreviation.
    r"|(?<!\b\p{Lu})[.!?…]+[\"'”’»)\]]*[^\S\u00a0]+(?!\p{Ll})"
    r"|[。！？｡]+[」』”’）]*\s*"
    r"|[؟۔।॥]+\s*"
)
# No-break spaces hold together; ideographs have no spaces but commas of their own.
_WORD = regex.compile(r"[^\S\u00a0\u202f\u2007]+|\u200b+|[、，；：。！？]+[」』”’）]*")
_GRAPHEME = regex.compile(r"\X")


def length(text: str) -> int:
    """Characters as the stricter way of counting has it: UTF-16 code units.

    Discord's API counts code points (discord-api-docs#1315), its clients count as JavaScript does;
    what fits by this measure fits both.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def sentence_ends(text: str) -> list[int]:
    """Positions after each sentence, the last one excepted."""
    return [match.end() for match in _SENTENCE.finditer(text)]


def word_ends(text: str) -> list[int]:
    """Positions after each space or ideographic punctuation."""
    return [match.end() for match in _WORD.finditer(text)]


def grapheme_ends(text: str) -> list[int]:
    """Positions after each character as people see it (UAX #29)."""
    return list(accumulate(len(match[0]) for match in _GRAPHEME.finditer(text)))


def shortened(
    text: str, limit: int, *, sentences: bool = False, measure: Callable[[str], int] = length
) -> str:
    """`text` if it measures at most `limit`, else cut at a word and ended with …

    With `sentences`, cut after a sentence where one ends in the second half of the room.
    """
    if len(text) <= limit and measure(text) <= limit:
        return text
    window = text[: limit + 1]
    if sentences:
        ends = [end for end in sentence_ends(window) if end > limit // 2]
        if (kept := _longest(window, ends, f" {ELLIPSIS}", limit, measure)) is not None:
            return kept
    for ends in (word_ends(window), grapheme_ends(window)):
        if (kept := _longest(window, ends, ELLIPSIS, limit, measure)) is not None:
            return kept
    return ELLIPSIS


def _longest(
    text: str, ends: Sequence[int], tail: str, limit: int, measure: Callable[[str], int]
) -> str | None:
    for end in reversed(ends):
        kept = text[:end].strip()
        if kept and measure(kept + tail) <= limit:
            return kept.rstrip(",;:–—-") + tail if tail == ELLIPSIS else kept + tail
    return None
