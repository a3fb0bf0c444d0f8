"""A view full of oddities cut into words: plain words, spaced letters, and chunks to be read.

How a chunk was read is remembered, as people write mostly what was written before. What is said is
put together first; where it stands, and what of it was deciphered, only when somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TypeVar

import re2

from bot.civility.text.chunks import GAPS, ChunkReader, Piece, said
from bot.civility.text.folding import NOTHING
from bot.civility.text.reading import Reading
from bot.civility.text.tokens import END, Place
from bot.civility.text.vocabulary import Vocabulary

_LETTER = rf"{NOTHING}*[^\W_]{NOTHING}*"
_GAPS = rf" \n\v{GAPS}"
_GAP = rf"[{_GAPS}]{{1,4}}"
_SPACED = re.compile(
    r"(?<!\S)[\"'*_~|`]{0,3}(?![^\W_]'[^\W_] )"  # I'm a
    rf"(?P<run>[(\[]?(?:{_LETTER}{_GAP}){{2,}}{_LETTER})(?![-_.*~|]?[^\W_])"
)
# Two letters one by one, which every such run begins with; RE2 passes over most texts in no time.
_ONE = rf"{NOTHING}*[\pL\pN]{NOTHING}*"
_NO_MARK, _NO_SPACE = _GAPS.replace("'", ""), _GAPS.replace(" ", "")
_MAYBE_SPACED = re2.compile(
    rf"(?:^|[^\pL\pN]){_ONE}"
    rf"(?:(?:[{_NO_MARK}]|'[{_GAPS}])[{_GAPS}]{{0,3}}{_ONE}{_GAP}|'{_ONE}[{_NO_SPACE}])"
)
_IS_CHUNK = re.compile(r"(?:[^\W_] )?\S+")  # perhaps after *a* or *I*
_PIECE = re.compile(r"<@[!&]?\d{1,20}>|[^\s<]\S*|<\S*|\n+")
_ASCII_LETTER = re.compile("[a-z]")

REMEMBERED = 20_000
"""Chunks whose reading is kept."""
_LONGEST_REMEMBERED = 40  # characters; of longer ones only the latest few are kept
_LONG_REMEMBERED = 8


_Read = TypeVar("_Read")


class _Remembered(dict[str, _Read]):
    """How each text is read; found out when it is first asked for."""

    def __init__(self, read: Callable[[str], _Read]) -> None:
        super().__init__()
        self._read = read
        self._long: dict[str, _Read] = {}

    def __missing__(self, written: str) -> _Read:
        if written in self._long:
            return self._long[written]
        found = self._read(written)
        short = len(written) <= _LONGEST_REMEMBERED
        kept, most = (self, REMEMBERED) if short else (self._long, _LONG_REMEMBERED)
        if len(kept) >= most:
            kept.clear()
        kept[written] = found
        return found


class _Readings:
    """What texts of one kind say, its words parted by spaces, and the same in pieces."""

    def __init__(
        self, pieces: Callable[[str], list[Piece]], plainly: Callable[[str], str] = lambda _: ""
    ) -> None:
        self.pieces = _Remembered(pieces)
        self.said = _Remembered(lambda written: plainly(written) or said(self.pieces[written]))


class Decipherer:
    """Reads odd views with one vocabulary, and remembers how it read a chunk."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._readings = {among: _readings(vocabulary, among) for among in (True, False)}

    def read(self, view: str) -> Reading:
        """The words and signs of an unveiled view, odd spellings read as known words."""
        # A word all in look-alikes is Latin in disguise only where Latin surrounds it.
        chunks, runs = self._readings[_ASCII_LETTER.search(view) is not None]
        stretches = list(_stretches(view))
        said = chain.from_iterable(
            (runs.said[stretch],) if spaced else map(chunks.said.__getitem__, _chunks(stretch))
            for stretch, _, spaced in stretches
        )
        words = [*filter(None, _once(" ".join(filter(None, said)), END).split(" "))]
        return Reading(view, words, partial(_found, stretches, chunks, runs))


def _readings(vocabulary: Vocabulary, among_latin: bool) -> tuple[_Readings, _Readings]:
    """Those of chunks and those of letters that stand one by one."""
    reader = ChunkReader(vocabulary, among_latin=among_latin)
    return _Readings(reader.pieces, reader.plainly), _Readings(reader.letters)


def _once(said: str, sign: str) -> str:
    """What is said, without a sign that follows the same sign."""
    while (twice := f"{sign} {sign}") in said:
        said = said.replace(twice, sign)
    return said


def _stretches(view: str) -> Iterator[tuple[str, int, bool]]:
    """A view in parts, each with its start: letters that stand one by one (True) or chunks."""
    at = 0
    for found in _SPACED.finditer(view) if _MAYBE_SPACED.search(view) else ():
        start, end = found.span("run")
        if _IS_CHUNK.fullmatch(found["run"]):
            continue
        yield view[at:start], at, False
        yield found["run"], start, True
        at = end
    yield view[at:], at, False


def _chunks(view: str) -> list[str]:
    if "\n" in view or "<" in view:
        return _PIECE.findall(view)
    return view.split()  # the same, in a tenth of the time


def _written(
    stretches: Iterable[tuple[str, int, bool]],
    chunks: Mapping[str, list[Piece]],
    runs: Mapping[str, list[Piece]],
) -> Iterator[tuple[int, list[Piece]]]:
    """Each part of the stretches: where it begins, and its pieces."""
    for stretch, at, spaced in stretches:
        if spaced:
            yield at, runs[stretch]
        else:
            for chunk in _PIECE.finditer(stretch):
                yield at + chunk.start(), chunks[chunk[0]]


def _found(
    stretches: Iterable[tuple[str, int, bool]], chunks: _Readings, runs: _Readings
) -> tuple[list[Place], set[int]]:
    """Where each word stands, and the indexes of those that were deciphered."""
    found: list[Place] = []
    disguised: set[int] = set()
    ended = False
    for start, pieces in _written(stretches, chunks.pieces, runs.pieces):
        for word, first, last, is_disguised in pieces:
            if word != END:
                ended = False
                if is_disguised:
                    disguised.add(len(found))
            elif ended:
                found[-1] = (found[-1][0], start + last)
                continue
            else:
                ended = True
            found.append((start + first, start + last))
    return found, disguised
