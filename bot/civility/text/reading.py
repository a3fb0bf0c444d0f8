"""The words read in a text, and where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from typing import NamedTuple

from bot.civility.model import Span
from bot.civility.text.folding import folded
from bot.civility.text.tokens import COMMA, END, Place

_SIGNS = frozenset({COMMA, END})


class Piece(NamedTuple):
    """A word, from where to where it stands in what was read, and whether it was deciphered."""

    word: str
    first: int
    last: int
    disguised: bool = False

    def moved(self, by: int) -> Piece:
        """The same, standing so many characters further on."""
        return self._replace(first=self.first + by, last=self.last + by)

    def mirrored(self, stretches: Sequence[Place]) -> Piece:
        """The same in disguise, if it stands in what is written from its end in one of them."""
        before = bisect_right(stretches, self.first, key=itemgetter(0))
        start, end = stretches[before - 1] if before else (0, 0)
        if start <= self.first and self.last <= end:
            return Piece(self.word, start + end - self.last, start + end - self.first, True)
        return self


class Veil:
    """What hides letters of a text that its unveiled `view` shows."""

    def __init__(self, text: str, view: str) -> None:
        self._text, self._view = text, view
        self._plain: str | None = None

    def covers(self, start: int, end: int) -> bool:
        """Whether anything between two places shows only in the unveiled view."""
        if self._plain is None:
            self._plain = folded(self._text)
        return self._view[start:end] != self._plain[start:end]


class Reading:
    """A text's words and signs in order. `view`: the text in which they stand.

    What was deciphered is in disguise, and so is what stood under a `veil`. A misspelling, an
    accent left out or a letter held long (*stuuupid*) is no disguise. Both this and where a word
    stands are found out only for those that somebody asks about.
    """

    __slots__ = ("_begun", "_find", "_hidden", "_origins", "veil", "view", "words")

    def __init__(self, view: str, words: list[str], find: Callable[[int], Piece]) -> None:
        """`find`: the piece of the text that was read as the word at an index."""
        self.view = view
        self.words = words
        self.veil: Veil | None = None
        self._find = find
        self._origins: Sequence[int] = range(len(words))  # at which index each was read at first
        self._begun: dict[int, int] = {}  # at which one a word that was merged begins
        self._hidden: set[int] = set()  # those found to be in disguise since then

    def place(self, at: int) -> Place:
        """Where the word at an index stands."""
        origin = self._origins[at]
        piece = self._find(origin)
        begun = self._begun.get(origin)
        return piece.first if begun is None else self._find(begun).first, piece.last

    def is_question(self, end: int) -> bool:
        """Whether the sentence that ends at an index has a question mark there."""
        if end >= len(self.words) or self.words[end] != END:
            return False
        return "?" in self.view[slice(*self.place(end))]

    def put(self, at: int, word: str) -> None:
        """Another word for the one at an index, which hid it."""
        self.words[at] = word
        self._hidden.add(self._origins[at])

    def merge(self, at: int, word: str) -> None:
        """One word for the one at an index and the one before, which stays to be dropped."""
        before = self._origins[at - 1]
        self._begun[self._origins[at]] = self._begun.get(before, before)
        self.put(at, word)

    def add(self, pieces: Sequence[Piece]) -> None:
        """Append words to a reading that is whole."""
        find, size = self._find, len(self.words)
        self._find = lambda at: find(at) if at < size else pieces[at - size]
        self.words += [piece.word for piece in pieces]
        self._origins = range(len(self.words))

    def mirror(self, stretches: Sequence[Place]) -> None:
        """Turn the places in some stretches of the text, in order, each written from its end."""
        find = self._find
        self._find = lambda at: find(at).mirrored(stretches)

    def span(self, first: int, last: int) -> Span:
        """From the first to the last word between two indexes, signs at the edges left aside."""
        inside = [self.place(at) for at in range(first, last) if self.words[at] not in _SIGNS]
        return Span(min(start for start, _ in inside), max(end for _, end in inside))

    def is_disguised(self, first: int, last: int) -> bool:
        """Whether any word between two indexes was deciphered."""
        origins = self._origins[first:last]
        if not self._hidden.isdisjoint(origins) or any(self._find(at).disguised for at in origins):
            return True
        veil = self.veil
        return veil is not None and any(veil.covers(*self.place(at)) for at in range(first, last))

    def without(self, dropped: Collection[int]) -> Reading:
        """This reading without the words at some indexes."""
        if not dropped:
            return self
        gone = frozenset(dropped)
        kept = [at for at in range(len(self.words)) if at not in gone]
        reading = Reading(self.view, [self.words[at] for at in kept], self._find)
        reading._origins = [self._origins[at] for at in kept]
        reading._begun, reading._hidden = self._begun, self._hidden
        return reading
