"""The words read in a text, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.civility.model import Span
from bot.civility.text.folding import folded
from bot.civility.text.tokens import COMMA, END, Place

_SIGNS = frozenset({COMMA, END})


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

    `disguised` are the indexes of those that were deciphered; those under a `veil` were, too. A
    misspelling, an accent left out or a letter held long (*stuuupid*) is no disguise. Both this and
    where the words stand are found out only when somebody asks.
    """

    __slots__ = ("_find", "_found", "veil", "view", "words")

    def __init__(
        self, view: str, words: list[str], find: Callable[[], tuple[list[Place], set[int]]]
    ) -> None:
        """`find`: finds out where each word stands, and the indexes of the deciphered ones."""
        self.view = view
        self.words = words
        self.veil: Veil | None = None
        self._find = find
        self._found: tuple[list[Place], set[int]] | None = None

    @property
    def places(self) -> list[Place]:
        """Where each word stands."""
        return self._all_found()[0]

    @property
    def disguised(self) -> set[int]:
        """The indexes of the words that were deciphered."""
        return self._all_found()[1]

    def _all_found(self) -> tuple[list[Place], set[int]]:
        if self._found is None:
            self._found = self._find()
        return self._found

    def is_question(self, end: int) -> bool:
        """Whether the sentence that ends at an index has a question mark there."""
        if end >= len(self.words) or self.words[end] != END:
            return False
        return "?" in self.view[slice(*self.places[end])]

    def add(self, word: str, start: int, end: int, *, disguised: bool = False) -> None:
        """Append a word."""
        if disguised:
            self.disguised.add(len(self.words))
        self.words.append(word)
        self.places.append((start, end))

    def mirror(self, start: int, end: int) -> None:
        """Turn the places between two of the text, which is written there from its end."""
        places = self.places
        for at, (first, last) in enumerate(places):
            if start <= first and last <= end:
                places[at] = (start + end - last, start + end - first)
                self.disguised.add(at)

    def span(self, first: int, last: int) -> Span:
        """From the first to the last word between two indexes, signs at the edges left aside."""
        inside = [self.places[at] for at in range(first, last) if self.words[at] not in _SIGNS]
        return Span(min(start for start, _ in inside), max(end for _, end in inside))

    def is_disguised(self, first: int, last: int) -> bool:
        """Whether any word between two indexes was deciphered."""
        if not self.disguised.isdisjoint(range(first, last)):
            return True
        veil = self.veil
        return veil is not None and any(veil.covers(*place) for place in self.places[first:last])

    def without(self, dropped: Collection[int]) -> Reading:
        """This reading without the words at some indexes."""
        if not dropped:
            return self
        gone = frozenset(dropped)
        kept = [at for at in range(len(self.words)) if at not in gone]
        words = [self.words[at] for at in kept]

        def find() -> tuple[list[Place], set[int]]:
            places, disguised = self._all_found()
            return [places[at] for at in kept], {
                new for new, at in enumerate(kept) if at in disguised
            }

        return Reading(self.view, words, find)
