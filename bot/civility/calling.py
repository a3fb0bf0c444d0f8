"""Which patterns can match a text at all, looked up by its words: the gate behind the gate.

A pattern is called up by its rarest words. Most of those calls come to nothing because the text
lacks the pattern's other words; patterns that lack the same are dropped together. Called up are the
patterns of the gravest rules first.

Sets of words are bits: each word has those of the sets that it stands in, and a text those of its
words, so that whether it has a word of each of some sets is one comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple, Self, TypeAlias

from bot.civility.lexicon import Needs
from bot.civility.pack import Pack, Pattern, Rule


class Call(NamedTuple):
    """A pattern called up by a word; besides, a text must have words of all sets in `others`."""

    order: int
    pack: Pack
    rule: Rule
    pattern: Pattern
    others: int


Group: TypeAlias = tuple[int, tuple[Call, ...]]
"""Calls, and the set of which a text must have a word for any of them (0: none)."""


class Calls(NamedTuple):
    """The patterns of some packs by the words that call them up; the sets that words stand in."""

    by_word: Mapping[str, tuple[Group, ...]]
    sets: Mapping[str, int]

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """Index the patterns of the packs."""
        bits = _Bits()
        called_by: dict[frozenset[str], list[tuple[int, Call]]] = {}
        each = sorted(_alternatives(packs), key=lambda alternative: -alternative[1].verdict)
        for order, (pack, rule, pattern, (rarest, *others)) in enumerate(each):
            needs = [bits[other] for other in others]
            call = Call(order, pack, rule, pattern, sum(set(needs)))
            called_by.setdefault(rarest, []).append((needs[0] if needs else 0, call))
        return cls(_by_word(called_by), bits.of_words())

    def up(self, words: AbstractSet[str], called: Iterable[str], is_reply: bool) -> list[Call]:
        """The patterns that can match a text with these words, those of the gravest rules first.

        `called`: those among the words that call up any pattern.
        """
        sets = self._sets_of(words)
        found: dict[int, Call] = {}
        for word in called:
            for need, calls in self.by_word[word]:
                if need & sets or not need:
                    found |= {id(each.pattern): each for each in calls if _fits(each, sets)}
        chosen = (call for call in found.values() if is_reply or not call.rule.replies)
        return sorted(chosen, key=_order) if found else []

    def _sets_of(self, words: AbstractSet[str]) -> int:
        sets, sets_of = 0, self.sets.get
        for word in words:
            sets |= sets_of(word, 0)
        return sets


class _Bits(dict[frozenset[str], int]):
    """A bit for each set of words."""

    def __missing__(self, words: frozenset[str]) -> int:
        self[words] = bit = 1 << len(self)
        return bit

    def of_words(self) -> dict[str, int]:
        sets: dict[str, int] = {}
        for words, bit in self.items():
            for word in words:
                sets[word] = sets.get(word, 0) | bit
        return sets


def _fits(call: Call, sets: int) -> bool:
    return call.others & sets == call.others


def _order(call: Call) -> int:
    return call.order


def _by_word(
    called_by: Mapping[frozenset[str], list[tuple[int, Call]]],
) -> Mapping[str, tuple[Group, ...]]:
    """The groups of each word; words that stand in the same sets share them."""
    sets = list(called_by)
    where: dict[str, list[int]] = {}
    for number, words in enumerate(sets):
        for word in words:
            where.setdefault(word, []).append(number)

    @cache
    def groups(numbers: tuple[int, ...]) -> tuple[Group, ...]:
        merged: dict[int, list[Call]] = {}
        for number in numbers:
            for need, call in called_by[sets[number]]:
                merged.setdefault(need, []).append(call)
        return tuple((need, tuple(calls)) for need, calls in merged.items())

    return {word: groups(tuple(numbers)) for word, numbers in where.items()}


def _alternatives(packs: Iterable[Pack]) -> Iterator[tuple[Pack, Rule, Pattern, Needs]]:
    for pack in packs:
        for rule in pack.rules:
            for pattern in rule.patterns:
                for needs in pattern.needs:
                    yield pack, rule, pattern, needs
