"""The words that the enabled packs know, and the forms under which they may hide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

from bot.civility.text.deforming import backwards, halves, table

LONGEST = 18
"""No word that the packs know is longer; longer runs of letters are several words."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`known`: every word. `telling`: words that a rule looks for, alone worth deciphering.

    `misspelt`, `reversed` and `halved` lead from a deformation to its word; `shapes` from length
    and first letter to the telling words of that shape. `gate`: a text with none of these words
    and nothing odd about it cannot be a hit.
    """

    known: frozenset[str]
    telling: frozenset[str]
    misspelt: Mapping[str, str]
    reversed: Mapping[str, str]
    halved: Mapping[tuple[str, str], str]
    shapes: Mapping[tuple[int, str], tuple[str, ...]]
    gate: frozenset[str]

    @classmethod
    def of(
        cls,
        known: Iterable[str],
        telling: Iterable[str],
        deformable: Iterable[str],
        real: frozenset[str],
        common: AbstractSet[str] = frozenset(),
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
        pieces = (max(set(pair) - ordinary, key=len) for pair in halved)
        return cls(
            known=known,
            telling=telling,
            misspelt=misspelt,
            reversed=turned,
            halved=halved,
            shapes=_shapes(telling),
            gate=telling.union(misspelt, turned, pieces),
        )

    def word(self, written: str) -> str | None:
        """The known word that a spelling stands for, its deformations included; else None."""
        if written in self.known:
            return written
        return self.misspelt.get(written) or self.reversed.get(written)

    def masked(self, length: int, letters: Mapping[int, str]) -> str | None:
        """The telling word of this length with these letters at these places, if there is one."""
        candidates = self.shapes.get((length, letters.get(0, "")), ())
        for word in candidates:
            if all(word[at] == letter for at, letter in letters.items()):
                return word
        return None


def _shapes(words: Iterable[str]) -> Mapping[tuple[int, str], tuple[str, ...]]:
    shapes: dict[tuple[int, str], list[str]] = {}
    for word in sorted(words):
        if word.isalpha():
            shapes.setdefault((len(word), word[0]), []).append(word)
    return {shape: tuple(found) for shape, found in shapes.items()}
