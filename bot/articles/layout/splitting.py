"""A long text cut into pieces, each of which is Markdown of its own.

Cuts are made after a sentence, else after a word, else between two characters as people see them;
never inside a link, an address, or emphasis, unless that alone is longer than the room.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.articles.layout.escaping import ADDRESS
from bot.articles.layout.measuring import grapheme_ends, length, sentence_ends, word_ends
from bot.articles.layout.runs import Run, piece, plain, stripped
from bot.articles.layout.writing import write

_ADDRESS = re.compile(ADDRESS)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before the first line of a block, and before each further one."""

    first: str = ""
    further: str = ""

    def around(self, markdown: str) -> str:
        """The lines of a block with what stands before them."""
        return self.first + markdown.replace("\n", f"\n{self.further}")

    def continued(self) -> Frame:
        """The frame of what is cut off: it starts with a further line."""
        return Frame(self.further, self.further)


def split(runs: tuple[Run, ...], frame: Frame, room: int, first_room: int) -> Iterator[str]:
    """The runs as framed Markdown, the first piece within `first_room`, the others within `room`.

    Rooms are in characters as `length` counts them, and far larger than a frame and a link.
    """
    rest = stripped(runs)
    while rest:
        kept, rest = _cut(rest, frame, first_room)
        yield frame.around(write(kept))
        frame, first_room = frame.continued(), room


def _cut(runs: tuple[Run, ...], frame: Frame, room: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """As much as fits, and the rest."""
    window = piece(runs, 0, room + 1)  # Markdown is never shorter than what it shows

    def measure(end: int) -> int:
        return length(frame.around(write(stripped(piece(window, 0, end)))))

    shown = len(plain(window))
    if shown <= room and measure(shown) <= room:
        return runs, ()
    for ends, least in _places(window, room):
        fitting = bisect_right(ends, room, key=measure)
        if fitting and ends[fitting - 1] >= least:
            cut = ends[fitting - 1]
            return stripped(piece(window, 0, cut)), stripped(piece(runs, cut))
    raise ValueError("no room for a single character beside the marks around it")


def _places(window: tuple[Run, ...], room: int) -> Iterator[tuple[Sequence[int], int]]:
    """Where to cut, the best places first, each with the least that such a cut must keep."""
    text = plain(window)
    spans = [(a, b) for a, b in _spans(window) if b - a < room // 2]
    last = len(text) - 1
    sentences, words, graphemes = sentence_ends(text), word_ends(text), grapheme_ends(text)
    # A sentence that ends too early would leave the message half empty.
    yield _outside(spans, sentences), room // 3
    yield _outside(spans, words), 1
    yield _outside(spans, [end for end in graphemes if end < last]), 1
    yield graphemes, 1
    yield range(1, len(text) + 1), 1


def _spans(runs: Iterable[Run]) -> Iterator[tuple[int, int]]:
    """Where marked text and web addresses begin and end."""
    start = 0
    for outermost, group in groupby(runs, key=lambda run: run.marks[:1]):
        text = plain(group)
        if outermost:
            yield start, start + len(text)
        else:
            yield from ((start + a, start + b) for a, b in map(re.Match.span, _addresses(text)))
        start += len(text)


def _addresses(text: str) -> Iterator[re.Match[str]]:
    return _ADDRESS.finditer(text)


def _outside(spans: Sequence[tuple[int, int]], ends: Sequence[int]) -> Sequence[int]:
    return [end for end in ends if not any(start < end < stop for start, stop in spans)]
