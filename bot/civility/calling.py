"""Which patterns can match a text at all, looked up by its words: the gate behind the gate.

A pattern is called up by its rarest words. Most of those calls come to nothing because the text
lacks the pattern's other words; patterns that lack the same are dropped together. Called up are the
patterns of the gravest rules first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple, Self, TypeAlias

from bot.civility.lexicon import Needs
from bot.civility.pack import Pack, Pattern, Rule


class Call(NamedTuple):
    """A pattern called up by a word; besides, a text must have a word of each of the others."""

    order: int
    pack: Pack
    rule: Rule
    pattern: Pattern
    others: Needs


Group: TypeAlias = tuple[frozenset[str] | None, tuple[Call, ...]]
"""Calls, and the words of which a text must have one for any of them (None: no other)."""


class Calls(NamedTuple):
    """The patterns of some packs by the words that call them up."""

    by_word: Mapping[str, tuple[Group, ...]]

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """Index the packs' patterns."""
        called_by: dict[frozenset[str], list[tuple[frozenset[str] | None, Call]]] = {}
        each = sorted(_alternatives(packs), key=lambda alternative: -alternative[1].verdict)
        for order, (pack, rule, pattern, (rarest, *others)) in enumerate(each):
            call = Call(order, pack, rule, pattern, tuple(others[1:]))
            called_by.setdefault(rarest, []).append((others[0] if others else None, call))
        return cls(_by_word(called_by))

    def up(self, words: AbstractSet[str], called: Iterable[str], is_reply: bool) -> list[Call]:
        """The patterns that can match a text with these words, those of the gravest rules first.

        `called`: those among the words that call up any pattern.
        """
        found: dict[int, Call] = {}
        for word in called:
            for need, calls in self.by_word[word]:
                if need is None or not need.isdisjoint(words):
                    found |= {id(each.pattern): each for each in calls if _fits(each, words)}
        chosen = (call for call in found.values() if is_reply or not call.rule.replies)
        return sorted(chosen, key=_order) if found else []


def _fits(call: Call, words: AbstractSet[str]) -> bool:
    return not any(need.isdisjoint(words) for need in call.others)


def _order(call: Call) -> int:
    return call.order


def _by_word(
    called_by: Mapping[frozenset[str], list[tuple[frozenset[str] | None, Call]]],
) -> Mapping[str, tuple[Group, ...]]:
    """The groups of each word; words that stand in the same sets share them."""
    sets = list(called_by)
    where: dict[str, list[int]] = {}
    for number, words in enumerate(sets):
        for word in words:
            where.setdefault(word, []).append(number)

    @cache
    def groups(numbers: tuple[int, ...]) -> tuple[Group, ...]:
        merged: dict[frozenset[str] | None, list[Call]] = {}
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
