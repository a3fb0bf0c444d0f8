"""A view full of oddities cut into words: plain words, spaced letters, and chunks to be read.

A chunk is a run without white space. Signs at its edges part sentences; what is left is read by
`spelling`, else as words written together (`youareanidiot`), else as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, Self

import re2

from bot.civility.text.folding import NOTHING
from bot.civility.text.reading import Reading
from bot.civility.text.spelling import Speller
from bot.civility.text.tokens import COMMA, END, MENTION, Place, places, spoken
from bot.civility.text.vocabulary import Vocabulary

_LETTER = rf"{NOTHING}*[^\W_]{NOTHING}*"
_GAP = r"[ \n.\-_*~|,/+='()\[\]·•←-⇿" "\U0001f300-\U0001faff]{1,4}"
_SPACED = re.compile(
    rf"(?<!\S)[\"'*_~|`]{{0,3}}(?P<run>[(\[]?(?:{_LETTER}{_GAP}){{2,}}{_LETTER})(?![^\W_])"
)
# Two letters one by one, which every such run begins with; RE2 passes over most texts in no time.
_MAYBE_SPACED = re2.compile(
    rf"(?:^|[^\pL\pN])[\pL\pN]{NOTHING}*{_GAP}{NOTHING}*[\pL\pN]{NOTHING}*{_GAP}"
)
_PIECE = re.compile(r"<@[!&]?\d{1,20}>|[^\s<]\S*|<\S*|\n+")
# A plain word and the signs after it. Longer ones may be several words.
_PLAIN = re.compile(r"(?P<word>(?:[a-z]{2,11}|[a-z])(?:'[a-z]{1,2})?)[,.;:!?)]*")
_HELD = re.compile(r"([a-z])\1\1|(?:([a-z])\2){3}")

# A sign that may stand for a letter (@, $) is no edge in front of a word.
_EDGES = NOTHING + "\n\"'`*_~|.,:;?()[]{}<>#-=/\\…"
_END_SIGNS = _EDGES + "!$+"
_ENDS, _COMMAS = frozenset(".!?;\n"), frozenset(",:()")
_WORD_AT_LEAST = 4
_TOGETHER_AT_LEAST = 9
_WORDS_PER_LETTER = 0.4
_ASCII_LETTER = re.compile("[a-z]")


Piece = tuple[str, int, int, bool]
"""A word, where it stands in its chunk, and whether it was deciphered."""


class Pieces(NamedTuple):
    """A chunk's words, where they stand in it, and which of them were deciphered."""

    words: list[str]
    places: list[Place]
    disguised: list[int]

    @classmethod
    def of(cls, pieces: list[Piece]) -> Self:
        """The same, by kind."""
        words = [word for word, _, _, _ in pieces]
        places = [(first, last) for _, first, last, _ in pieces]
        return cls(words, places, [at for at, piece in enumerate(pieces) if piece[3]])


REMEMBERED = 20_000
"""Chunks whose reading is kept: what people write is mostly what was written before."""
_LONGEST_REMEMBERED = 40  # characters


class Decipherer:
    """Reads odd views with one vocabulary, and remembers how it read a chunk."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._readings = {
            among: _readings(vocabulary, Speller(vocabulary, among_latin=among))
            for among in (True, False)
        }

    def read(self, view: str) -> Reading:
        """The words and signs of an unveiled view, odd spellings read as known words."""
        # A word all in look-alikes is Latin in disguise only where Latin surrounds it.
        chunks, runs = self._readings[_ASCII_LETTER.search(view) is not None]
        spaced = [*_SPACED.finditer(view)] if _MAYBE_SPACED.search(view) else []
        each: list[Pieces] = []
        at = 0
        for found in spaced:
            start, end = found.span("run")
            each += [chunks[chunk] for chunk in _chunks(view[at:start])]
            each.append(runs[found["run"]])
            at = end
        each += [chunks[chunk] for chunk in _chunks(view[at:])]
        words = [word for pieces in each for word in pieces.words]
        reading = Reading(words, partial(_places, view, each, spaced))
        reading.disguised.update(_disguised(each))
        return reading


def _chunks(view: str) -> list[str]:
    if "\n" in view or "<" in view:
        return _PIECE.findall(view)
    return view.split()  # the same, in a tenth of the time


def _places(view: str, each: list[Pieces], spaced: list[re.Match[str]]) -> list[Place]:
    return [
        (start + first, start + last)
        for pieces, start in zip(each, _starts(view, spaced), strict=True)
        for first, last in pieces.places
    ]


def _starts(view: str, spaced: list[re.Match[str]]) -> Iterator[int]:
    """Where each chunk and each run of single letters begins."""
    at = 0
    for found in spaced:
        start, end = found.span("run")
        yield from (chunk.start() for chunk in _PIECE.finditer(view, at, start))
        yield start
        at = end
    yield from (chunk.start() for chunk in _PIECE.finditer(view, at))


def _disguised(each: list[Pieces]) -> Iterator[int]:
    before = 0
    for pieces in each:
        if pieces.disguised:
            for at in pieces.disguised:
                yield before + at
        before += len(pieces.words)


class _Readings(dict[str, Pieces]):
    """The pieces of each text, found out when it is first asked for."""

    def __init__(self, read: Callable[[str], list[Piece]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, written: str) -> Pieces:
        pieces = Pieces.of(self._read(written))
        if len(written) <= _LONGEST_REMEMBERED:
            if len(self) >= REMEMBERED:
                self.clear()
            self[written] = pieces
        return pieces


def _readings(vocabulary: Vocabulary, speller: Speller) -> tuple[_Readings, _Readings]:
    """Those of chunks and those of letters that stand one by one."""
    chunks = partial(_pieces, vocabulary=vocabulary, speller=speller)
    runs = partial(_letter_by_letter, vocabulary=vocabulary, speller=speller)
    return _Readings(chunks), _Readings(runs)


def _pieces(chunk: str, vocabulary: Vocabulary, speller: Speller) -> list[Piece]:
    if chunk[0] == "\n":
        return [(END, 0, len(chunk), False)]
    if (plain := _PLAIN.fullmatch(chunk)) and not _HELD.search(chunk):
        word = plain["word"]
        return [(word, 0, len(word), False), *_edge(chunk, len(word), len(chunk))]
    if chunk.startswith("<@") and chunk.endswith(">"):
        return [(MENTION, 0, len(chunk), False)]
    return _chunk(chunk, vocabulary, speller)


def _chunk(chunk: str, vocabulary: Vocabulary, speller: Speller) -> list[Piece]:
    """The words of a run without white space."""
    core = chunk.strip(_EDGES).rstrip(_END_SIGNS)
    before = chunk.index(core)
    whole = chunk.rstrip(".,;:!?\"')")
    drawn = chunk[0] in _DRAWING or core == "f" or (core.isalpha() and whole.endswith("$"))
    if drawn and (word := speller.word(whole)):
        return [(word, 0, len(whole), True), *_edge(chunk, len(whole), len(chunk))]
    if core and (word := speller.word(core)):
        after = before + len(core)
        plain = core.isascii() and core.isalpha() and core not in vocabulary.reversed
        inside = [(word, before, after, not plain)]
        return [*_edge(chunk, 0, before), *inside, *_edge(chunk, after, len(chunk))]
    if _CHAIN.fullmatch(core):
        return _as_it_stands(chunk.replace(".", " "))
    if _PARTED.search(core):
        return _in_parts(chunk, vocabulary, speller)
    return _together(core, before, vocabulary) or _as_it_stands(chunk)


def _in_parts(chunk: str, vocabulary: Vocabulary, speller: Speller) -> list[Piece]:
    """The words of a chunk with signs in it that part sentences."""
    found: list[Piece] = []
    for part in _PART.finditer(chunk):
        for word, first, last, disguised in _chunk(part[0], vocabulary, speller):
            found.append((word, part.start() + first, part.start() + last, disguised))
    return found


# Signs that may draw a letter at the beginning of a word, and signs inside a chunk that part words.
_DRAWING = frozenset("|!(/\\[")
_CHAIN = re.compile(r"[a-z]+(?:\.[a-z]+){2,}")
_PARTED = re.compile(r"[^\W_][.,;:!?/]+[^\W_]")
_PART = re.compile(r"[^.,;:!?/]+[.,;:!?/]*|[.,;:!?/]+")


def _letter_by_letter(run: str, vocabulary: Vocabulary, speller: Speller) -> list[Piece]:
    """The words of letters that stand one by one."""
    at = [place for place, each in enumerate(run) if each.isalnum()]
    found = vocabulary.cut(speller.letters("".join(run[place] for place in at)))
    covered = sum(len(word) for word, _ in found) == len(at)
    longest = max((len(word) for word, _ in found), default=0)
    if longest < (_WORD_AT_LEAST - 1 if covered else _WORD_AT_LEAST):
        return _as_it_stands(run)
    return [(word, at[first], at[first + len(word) - 1] + 1, True) for word, first in found]


def _together(core: str, start: int, vocabulary: Vocabulary) -> list[Piece]:
    """Words written together; none where something of the core would be left over."""
    if len(core) < _TOGETHER_AT_LEAST or not core.isalpha():
        return []
    found = vocabulary.cut(core)
    covered = sum(len(word) for word, _ in found) == len(core)
    long = [word for word, _ in found if len(word) > _WORD_AT_LEAST]
    told = not vocabulary.telling.isdisjoint(long)
    if not (covered and told and 2 < len(found) <= len(core) * _WORDS_PER_LETTER):
        return []
    return [(word, start + at, start + at + len(word), True) for word, at in found]


def _as_it_stands(text: str) -> list[Piece]:
    shown = text.replace(NOTHING, "_")
    each = zip(spoken(shown), places(shown), strict=True)
    return [(word, first, last, False) for word, (first, last) in each]


def _edge(chunk: str, first: int, last: int) -> list[Piece]:
    """What the signs before or after a word mean for the sentence."""
    signs = chunk[first:last]
    if not signs:
        return []
    if not _ENDS.isdisjoint(signs):
        return [(END, first, last, False)]
    return [] if _COMMAS.isdisjoint(signs) else [(COMMA, first, last, False)]
