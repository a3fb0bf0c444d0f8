"""A long text cut into pieces, each of which is Markdown of its own.

Cuts are made after a sentence, else after a word, else between two characters as people see them;
never inside a link, an address, or emphasis, unless that alone is longer than the room.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
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
    spans = [span for span in _spans(piece(runs, 0, 2 * room)) if span[1] - span[0] <= room]
    for ends, least in _places(plain(window), spans, room):
        fitting = bisect_right(ends, room, key=measure)
        if fitting and ends[fitting - 1] >= least:
            cut = ends[fitting - 1]
            return stripped(piece(window, 0, cut)), stripped(piece(runs, cut))
    raise ValueError("no room for a single character beside the marks around it")


def _places(
    text: str, spans: Sequence[tuple[int, int]], room: int
) -> Iterator[tuple[Sequence[int], int]]:
    """Where to cut, the best places first, each with the least that such a cut must keep.

    `spans` are those that a message can hold whole.
    """
    # A sentence that ends too early would leave the message half empty.
    sentences, least = sentence_ends(text), room // 3
    words = word_ends(text)
    graphemes = grapheme_ends(text)[:-1]  # the last one may go on beyond the window
    yield _outside(spans, sentences), least
    yield _outside(spans, words), 1
    yield _outside(spans, graphemes), 1
    yield sentences, least
    yield words, 1
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
            for address in _ADDRESS.finditer(text):
                yield start + address.start(), start + address.end()
        start += len(text)


def _outside(spans: Sequence[tuple[int, int]], ends: Sequence[int]) -> Sequence[int]:
    """The ends that lie in none of the spans, which follow one another."""
    starts = [start for start, _ in spans]

    def is_inside(end: int) -> bool:
        before = bisect_left(starts, end)
        return before > 0 and end < spans[before - 1][1]

    return [end for end in ends if not is_inside(end)]
