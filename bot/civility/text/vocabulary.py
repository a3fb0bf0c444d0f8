"""The words that the enabled packs know, and the forms under which they may hide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

from bot.civility.text.deforming import SHORTEST, backwards, halves, piece_of, table


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words there are, and what leads to them.

    `known`: every word, `prefixes`: their beginnings. `telling`: words that a rule looks for, alone
    worth deciphering. `deformable`: those that are looked for in deformed spellings, and that a
    mask hides first. `misspelt`, `reversed` and `halved` lead from a deformation to its word,
    `shapes` from a length and a letter at a place to the telling words that have it there.
    `deformed`: every text with a deformation has one of these. `ordinary`: words that are known,
    real or common; `familiar`: those that are likelier than others where letters can be cut into
    words in several ways. `languages`: the words of each.
    """

    known: frozenset[str]
    prefixes: frozenset[str]
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
        deformed = frozenset(misspelt).union(turned, pieces)
        return cls(
            known=known,
            prefixes=frozenset(word[:at] for word in known for at in range(1, len(word) + 1)),
            telling=telling,
            misspelt=misspelt,
            reversed=turned,
            halved=halved,
            shapes=_shapes(telling),
            deformable=deformable,
            deformed=deformed,
            ordinary=frozenset(ordinary),
            familiar=deformable.union(common),
            languages=tuple(languages) or (known,),
        )

    def word(self, written: str) -> str | None:
        """The known word that a spelling stands for, its deformations included; else None."""
        if written in self.known:
            return written
        if len(written) < SHORTEST - 1:
            return None  # what is left without vowels, but perhaps initials
        return self.misspelt.get(written) or self.reversed.get(written)

    def covers(self, letters: str) -> bool:
        """Whether known words without a break make up these letters."""
        begins = [True] + [False] * len(letters)
        for start in range(len(letters)):
            if begins[start]:
                for end in range(start + 1, len(letters) + 1):
                    piece = letters[start:end]
                    if piece not in self.prefixes:
                        break
                    if piece in self.known:
                        begins[end] = True
        return begins[-1]

    def cut(self, letters: str, known: AbstractSet[str] = frozenset()) -> list[tuple[str, int]]:
        """The words in letters without a break, with their places; `known`: of which words.

        As few letters as possible are left out, and of the ways to do so that with the fewest
        words, one that is not familiar counting as three.
        """
        known = known or self.known
        if letters in known:
            return [(letters, 0)]
        best: list[tuple[int, int, int, int]] = [(0, 0, 0, 0)] * (len(letters) + 1)
        for start in range(len(letters) - 1, -1, -1):
            left_out, odd, words, _ = best[start + 1]
            best[start] = (left_out + 1, odd, words, 0)
            for end in range(start + 1, len(letters) + 1):
                piece = letters[start:end]
                if piece not in self.prefixes:
                    break
                if piece in known:
                    left_out, odd, words, _ = best[end]
                    odd += 1 if piece in self.familiar else _STRANGE
                    best[start] = min(best[start], (left_out, odd, words + 1, end - start))
        return list(_walk(letters, [size for *_, size in best]))

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
_STRANGE = 3


def _walk(letters: str, sizes: list[int]) -> Iterator[tuple[str, int]]:
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
