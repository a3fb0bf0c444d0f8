"""A view full of oddities cut into words: plain words, spaced letters, and chunks to be read.

What is said is put together first; where it stands, and what of it was deciphered, only when
somebody asks. A chunk that stands in a text repeatedly is read once. Nothing of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from string import ascii_lowercase
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
# Letters that are held, or several ones twice: wider than what is then looked for word by word.
_MAYBE_HELD = re2.compile(
    "|".join(each * 3 for each in ascii_lowercase)
    + f"|(?:{'|'.join(each * 2 for each in ascii_lowercase)}){{3}}"
)


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

_Part: TypeAlias = tuple[_Stretch, int]
"""What is read by itself, and the how manieth of its pieces."""


class _Written:
    """How a view is read."""

    def __init__(self, view: str, reader: ChunkReader) -> None:
        self._reader = reader
        self._stretches = [*_stretches(view)]
        self._may_hold = _MAYBE_HELD.search(view) is not None
        self._said: dict[str, str] = {}  # by chunks
        self._read: dict[tuple[str, bool], list[Piece]] = {}
        self._until: dict[int, _Part] = {}  # where a sign ends that stands repeatedly

    def words(self) -> list[str]:
        """What is said, a sign that follows the same sign left out."""
        each = chain.from_iterable(map(self._saying, self._stretches))
        return [*filter(None, _once(" ".join(filter(None, each)), END).split(" "))]

    def _saying(self, stretch: _Stretch) -> Iterable[str]:
        text, _, spaced = stretch
        if spaced:
            return (said(self._pieces(text, spaced=True)),)
        chunks = _chunks(text)
        met = {*chunks}
        if not self._may_hold:
            self._said |= {chunk: chunk for chunk in self._reader.ordinary(met)}
        for chunk in met.difference(self._said):
            plain = self._reader.plainly(chunk)
            self._said[chunk] = plain or said(self._pieces(chunk, spaced=False))
        return map(self._said.__getitem__, chunks)

    def _pieces(self, text: str, *, spaced: bool) -> list[Piece]:
        if (pieces := self._read.get((text, spaced))) is None:
            read = self._reader.letters if spaced else self._reader.pieces
            pieces = self._read[text, spaced] = read(text)
        return pieces

    def piece(self, at: int) -> Piece:
        """What was read as the word at an index."""
        piece = self._piece(self._parts[at])
        until = self._until.get(at)
        return piece if until is None else piece._replace(last=self._piece(until).last)

    def _piece(self, part: _Part) -> Piece:
        (text, start, spaced), number = part
        return self._pieces(text, spaced=spaced)[number].moved(start)

    @cached_property
    def _parts(self) -> list[_Part]:
        """Where each word comes from."""
        parts: list[_Part] = []
        ended = False
        for each in chain.from_iterable(map(_parted, self._stretches)):
            text, _, spaced = each
            saying = said(self._pieces(text, spaced=True)) if spaced else self._said[text]
            for number, word in enumerate(saying.split(" ") if saying else ()):
                if ended and word == END:
                    self._until[len(parts) - 1] = (each, number)
                else:
                    parts.append((each, number))
                ended = word == END
        return parts


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


def _parted(stretch: _Stretch) -> Iterator[_Stretch]:
    """What of a stretch is read by itself."""
    text, start, spaced = stretch
    if spaced:
        yield stretch
    else:
        for chunk in _PIECE.finditer(text):
            yield chunk[0], start + chunk.start(), False
