"""The words that the enabled packs know, and the forms under which they may hide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Self

from bot.civility.text.deforming import SHORTEST, backwards, halves, piece_of, syllables, table


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words there are, and what leads to them.

    `known`: every word, `prefixes`: their beginnings, with what the word costs where one is cut out
    of letters (0: it is none). `telling`: words that a rule looks for, alone worth deciphering.
    `deformable`: those that are looked for in deformed spellings, and that a mask hides first.
    `misspelt`, `reversed` and `halved` lead from a deformation to its word, `shapes` from a length
    and a letter at a place to the telling words that have it there. `deformed`: every text with a
    deformation has one of these. `ordinary`: words that are known, real or common; `familiar`:
    those that are likelier than others where letters can be cut into words in several ways.
    `languages`: the words of each, single letters that are none left out. `telltale`: by their
    first letters, words of which letters without spaces have one if it is worth to cut them up.
    """

    known: frozenset[str]
    prefixes: Mapping[str, int]
    telling: frozenset[str]
    misspelt: Mapping[str, str]
    reversed: Mapping[str, str]
    halved: Mapping[tuple[str, str], str]
    shapes: Mapping[tuple[int, int, str], frozenset[str]]
    deformable: frozenset[str]
    deformed: frozenset[str]
    ordinary: frozenset[str]
    familiar: frozenset[str]
    languages: tuple[frozenset[str], ...]
    telltale: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(
        cls,
        known: Iterable[str],
        telling: Iterable[str],
        deformable: Iterable[str],
        real: frozenset[str],
        common: AbstractSet[str] = frozenset(),
        languages: Iterable[frozenset[str]] = (),
    ) -> Self:
        """A vocabulary. `deformable` words are known in deformed shapes, except the `real` ones.

        A word cut in two is known only where one of its pieces is neither `real` nor `common`.
        """
        known, telling = frozenset(known), frozenset(telling)
        deformable = frozenset(deformable)
        taken = real | known
        misspelt, turned = table(deformable, taken), backwards(deformable, taken)
        ordinary = taken | common
        halved = halves(deformable, ordinary)
        pieces = (piece_of(cut, ordinary) for cut in halved)
        deformed = frozenset(misspelt).union(turned, pieces, syllables(deformable, ordinary))
        familiar = deformable.union(common)
        return cls(
            known=known,
            prefixes=_prefixes(known, familiar),
            telling=telling,
            misspelt=misspelt,
            reversed=turned,
            halved=halved,
            shapes=_shapes(telling | deformable),
            deformable=deformable,
            deformed=deformed,
            ordinary=frozenset(ordinary),
            familiar=familiar,
            languages=tuple(words - _NO_WORDS for words in languages) or (known - _NO_WORDS,),
            telltale=_telltale(deformable.union(word for word in telling if len(word) >= LONG)),
        )

    def word(self, written: str) -> str | None:
        """The known word that a spelling stands for, its deformations included; else None."""
        if written in self.known:
            return written
        if len(written) < SHORTEST - 1:
            return None  # what is left without vowels, but perhaps initials
        return self.misspelt.get(written) or self.reversed.get(written)

    def tells(self, letters: str) -> bool:
        """Whether letters without a break have a word in them that is worth to cut them up for."""
        some, starts = self.telltale.get, letters.startswith
        for at in range(len(letters) - _FIRST + 1):
            if (words := some(letters[at : at + _FIRST])) and starts(words, at):
                return True
        return False

    def cover(self, letters: str, words: AbstractSet[str]) -> list[tuple[str, int]]:
        """The fewest of some words that make up letters without a break, with their places.

        One that is not familiar counts as three. Empty where they cannot be made up.
        """
        ends = self._ends(letters, words)
        if len(letters) not in ends:
            return []
        best = {len(letters): (0, 0)}  # what follows a place costs, and the size of its first word
        for start in sorted(ends, reverse=True):
            for end in ends[start]:
                if end in best:
                    cost = best[end][0] + self._cost(letters[start:end])
                    if start not in best or cost < best[start][0]:
                        best[start] = (cost, end - start)
        return list(_walk(letters, {start: size for start, (_, size) in best.items()}))

    def _ends(self, letters: str, words: AbstractSet[str]) -> Mapping[int, list[int]]:
        """Where words end that begin at 0 or where another one ended, by their beginnings."""
        ends: dict[int, list[int]] = {0: []}
        for start in range(len(letters)):
            if start in ends:
                for end in range(start + 1, len(letters) + 1):
                    piece = letters[start:end]
                    if piece not in self.prefixes:
                        break
                    if piece in words:
                        ends[start].append(end)
                        ends.setdefault(end, [])
        return ends

    def _cost(self, word: str) -> int:
        return _FAMILIAR if word in self.familiar else _STRANGE

    def cut(self, letters: str) -> list[tuple[str, int]]:
        """The words in letters without a break, with their places.

        As few letters as possible are left out, and of the ways to do so that with the fewest
        words, one that is not familiar counting as three.
        """
        if letters in self.known:
            return [(letters, 0)]
        cost = self.prefixes.get
        size = len(letters)
        best, sizes = [0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            least = best[start + 1] + _LEFT_OUT
            for end in range(start + 1, size + 1):
                word = cost(letters[start:end])
                if word is None:
                    break
                if word and best[end] + word < least:
                    least = best[end] + word
                    sizes[start] = end - start
            best[start] = least
        return list(_walk(letters, dict(enumerate(sizes))))

    def masked(self, length: int, letters: Mapping[int, str]) -> str | None:
        """The telling word of this length with these letters at these places, if there is one."""
        return min(self._shaped(length, letters), key=self._likelier_masked, default=None)

    def _shaped(self, length: int, letters: Mapping[int, str]) -> frozenset[str]:
        shapes = [self.shapes.get((length, *placed), _NONE) for placed in letters.items()]
        return frozenset.intersection(*shapes) if shapes else _NONE

    def masked_often(self, length: int, letters: Mapping[int, str]) -> str | None:
        """A deformable word of this length with these letters at these places, if there is one."""
        return min(self._shaped(length, letters) & self.deformable, default=None)

    def _likelier_masked(self, word: str) -> tuple[bool, str]:
        return word not in self.deformable, word


_NONE: frozenset[str] = frozenset()
_NO_WORDS = frozenset(ascii_lowercase) - {*"aiuy"}
LONG = 5  # letters of a word that tells among others it is written together with
_FIRST = 4  # letters that telltale words are found by
_WORD = 1  # what a word costs besides
_FAMILIAR, _STRANGE = (odd * 2**20 + _WORD for odd in (1, 3))
_LEFT_OUT = 2**40  # more than any words


def _prefixes(known: frozenset[str], familiar: frozenset[str]) -> Mapping[str, int]:
    prefixes = dict.fromkeys((word[:at] for word in known for at in range(1, len(word))), 0)
    return prefixes | {word: _FAMILIAR if word in familiar else _STRANGE for word in known}


def _telltale(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[:_FIRST], []).append(word)
    return {first: tuple(each) for first, each in found.items()}


def _walk(letters: str, sizes: Mapping[int, int]) -> Iterator[tuple[str, int]]:
    at = 0
    while at < len(letters):
        if sizes[at]:
            yield letters[at : at + sizes[at]], at
        at += sizes[at] or 1


def _shapes(words: Iterable[str]) -> Mapping[tuple[int, int, str], frozenset[str]]:
    shapes: dict[tuple[int, int, str], set[str]] = {}
    for word in words:
        for at, letter in enumerate(word) if word.isalpha() else ():
            shapes.setdefault((len(word), at, letter), set()).add(word)
    return {shape: frozenset(found) for shape, found in shapes.items()}
