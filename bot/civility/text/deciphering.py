"""A view full of oddities cut into words: plain words, spaced letters, and chunks to be read.

What is said is put together first; where it stands, and what of it was deciphered, only when
somebody asks. A chunk that stands in a text repeatedly is read once. Nothing of it is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import TypeAlias

import re2

from bot.civility.text.chunks import GAPS, ChunkReader, said
from bot.civility.text.folding import NOTHING
from bot.civility.text.reading import Piece, Reading
from bot.civility.text.tokens import END
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


class Decipherer:
    """Reads odd views with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._readers = {each: ChunkReader(vocabulary, among_latin=each) for each in (True, False)}

    def read(self, view: str) -> Reading:
        """The words and signs of an unveiled view, odd spellings read as known words."""
        # A word all in look-alikes is Latin in disguise only where Latin surrounds it.
        written = _Written(view, self._readers[_ASCII_LETTER.search(view) is not None])
        return Reading(view, written.words(), written.piece)


_Stretch: TypeAlias = tuple[str, int, bool]
"""A part of a view, where it begins, and whether letters stand there one by one, else chunks."""


class _Written:
    """How a view is read."""

    def __init__(self, view: str, reader: ChunkReader) -> None:
        self._reader = reader
        self._stretches = [*_stretches(view)]
        self._said: dict[str, str] = {}  # by chunks
        self._read: dict[tuple[str, bool], list[Piece]] = {}
        self._sayings: list[str] = []  # of each part that is read by itself

    def words(self) -> list[str]:
        """What is said, a sign that follows the same sign left out."""
        self._sayings = [*chain.from_iterable(map(self._saying, self._stretches))]
        return [*filter(None, _once(self._whole, END).split(" "))]

    @property
    def _whole(self) -> str:
        return " ".join(filter(None, self._sayings))

    def _saying(self, stretch: _Stretch) -> Iterable[str]:
        text, _, spaced = stretch
        if spaced:
            return (said(self._pieces(text, spaced=True)),)
        chunks = _chunks(text)
        met = {*chunks}
        self._said |= {chunk: chunk for chunk in self._reader.ordinary(met)}
        for chunk in met.difference(self._said):
            saying = self._reader.saying(chunk)
            if not isinstance(saying, str):
                self._read[chunk, False] = saying
                saying = said(saying)
            self._said[chunk] = saying
        return map(self._said.__getitem__, chunks)

    def _pieces(self, text: str, *, spaced: bool) -> list[Piece]:
        if (pieces := self._read.get((text, spaced))) is None:
            read = self._reader.letters if spaced else self._reader.pieces
            pieces = self._read[text, spaced] = read(text)
        return pieces

    def piece(self, at: int) -> Piece:
        """What was read as the word at an index, the same signs that follow it included."""
        piece = self._piece(self._kept[at])
        until = self._kept[at + 1] - 1
        return piece if until == self._kept[at] else piece._replace(last=self._piece(until).last)

    def _piece(self, at: int) -> Piece:
        """What was read as a word, of all those with every sign."""
        part = bisect_right(self._ends, at)
        (text, start, spaced), begun = self._parts[part], self._ends[part - 1] if part else 0
        return self._pieces(text, spaced=spaced)[at - begun].moved(start)

    @cached_property
    def _parts(self) -> list[_Stretch]:
        """What is read by itself."""
        return [*chain.from_iterable(map(_parted, self._stretches))]

    @cached_property
    def _ends(self) -> list[int]:
        """Of how many words and signs each part is the end."""
        return [*accumulate(saying.count(" ") + 1 if saying else 0 for saying in self._sayings)]

    @cached_property
    def _kept(self) -> list[int]:
        """The index of each word among those with every sign, and at the end how many those are."""
        every = self._whole.split(" ")
        pairs = enumerate(pairwise(["", *every]))
        return [at for at, (before, word) in pairs if not before == word == END] + [len(every)]


def _once(said: str, sign: str) -> str:
    """What is said, without a sign that follows the same sign."""
    while (twice := f"{sign} {sign}") in said:
        said = said.replace(twice, sign)
    return said


def _stretches(view: str) -> Iterator[_Stretch]:
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


def _parted(stretch: _Stretch) -> Iterable[_Stretch]:
    """What of a stretch is read by itself."""
    text, start, spaced = stretch
    if spaced:
        return [stretch]
    return [(chunk[0], start + chunk.start(), False) for chunk in _PIECE.finditer(text)]
