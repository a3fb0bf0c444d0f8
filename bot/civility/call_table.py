"""Patterns by the words that call them up.

A pattern needs a word of each of some sets. One of the rarest set calls it up, if one of the next
rarest is there, which is seldom so, and then one of each of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Self, TypeAlias

from bot.civility.needing import Needs

Numbered: TypeAlias = Iterable[tuple[int, Iterable[Needs]]]
"""Patterns by number, each with what it needs."""
Beside: TypeAlias = tuple[tuple[frozenset[str], tuple[tuple[Needs, int], ...]], ...]
"""Sets of words of which one is needed next, each with what some patterns need besides."""


@dataclass(frozen=True, slots=True)
class CallTable:
    """What the words that are `telling` call up."""

    telling: frozenset[str]
    _beside: Mapping[str, Beside]

    @classmethod
    def of(cls, patterns: Numbered) -> Self:
        """The table of some patterns."""
        by_rarest: dict[frozenset[str], list[tuple[Needs, int]]] = {}
        for number, needed in patterns:
            for rarest, *others in needed:
                by_rarest.setdefault(rarest, []).append((tuple(others or [rarest]), number))
        sets: dict[str, list[frozenset[str]]] = {}
        for rarest in by_rarest:
            for word in rarest:
                sets.setdefault(word, []).append(rarest)

        @cache
        def beside(rarest: tuple[frozenset[str], ...]) -> Beside:
            return _beside(chain.from_iterable(map(by_rarest.__getitem__, rarest)))

        return cls(frozenset(sets), {word: beside(tuple(each)) for word, each in sets.items()})

    def may_call(self, telling: AbstractSet[str], words: AbstractSet[str]) -> bool:
        """Whether anything is called up beside all `words`; `telling`: those of them that may."""
        lack = words.isdisjoint
        for word in self.telling & telling:
            for needed, each in self._beside[word]:
                if lack(needed):
                    continue
                for others, _ in each:
                    if not any(map(lack, others)):
                        return True
        return False

    def up(self, telling: AbstractSet[str], words: AbstractSet[str]) -> list[int]:
        """What is called up beside all `words`, some of it repeatedly."""
        lack = words.isdisjoint
        return [
            number
            for word in telling
            for needed, each in self._beside[word]
            if not lack(needed)
            for others, number in each
            if not any(map(lack, others))
        ]


def merged(needed: Iterable[Needs]) -> list[Needs]:
    """Alternatives, of which those that differ in one set become one with both."""
    each = [*needed]
    for row in range(max(map(len, each), default=0)):
        alike: dict[tuple[Needs, Needs], list[frozenset[str]]] = {}
        for one in each:
            if len(one) > row:
                alike.setdefault((one[:row], one[row + 1 :]), []).append(one[row])
        each = [
            *(one for one in each if len(one) <= row),
            *(
                (*before, frozenset().union(*sets), *after)
                for (before, after), sets in alike.items()
            ),
        ]
    return each


def _beside(needed: Iterable[tuple[Needs, int]]) -> Beside:
    beside: dict[frozenset[str], list[tuple[Needs, int]]] = {}
    for (second, *others), number in needed:
        beside.setdefault(second, []).append((tuple(others), number))
    return tuple((second, tuple(each)) for second, each in beside.items())
