"""Whether two texts say nearly the same: the sets of their word triples overlap (Jaccard)."""

from __future__ import annotations

from collections.abc import Collection

from bot.civility.text.tokens import words

ALIKE = 0.8
"""What the sets share, of all that is in either."""


def fingerprint(text: str) -> frozenset[int]:
    """A text's hashed word triples; of a shorter text its words as they stand."""
    return triples_of(words(text))


def triples_of(spoken: list[str]) -> frozenset[int]:
    """The same of a text that is cut into words already."""
    if len(spoken) < 3:
        return frozenset({hash(tuple(spoken))})
    return frozenset(map(hash, zip(spoken, spoken[1:], spoken[2:], strict=False)))


def alike(one: frozenset[int], other: Collection[int]) -> bool:
    """Whether two texts say nearly the same."""
    shared = len(one.intersection(other))
    return shared >= ALIKE * (len(one) + len(other) - shared)
