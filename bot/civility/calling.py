"""Which patterns can match a text at all, looked up by its words: the gate behind the gate.

A pattern is called up by its rarest words. Most of those calls come to nothing because the text
lacks the pattern's other words. Called up are the patterns of the gravest rules first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Self

from bot.civility.lexicon import Needs
from bot.civility.pack import Pack, Pattern, Rule


class Call(NamedTuple):
    """A pattern called up by a word; besides, a text must have a word of each of the others."""

    order: int
    pack: Pack
    rule: Rule
    pattern: Pattern
    others: Needs


class Calls(NamedTuple):
    """The patterns of some packs by the words that call them up."""

    by_word: Mapping[str, tuple[Call, ...]]

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """Index the packs' patterns."""
        by_word: dict[str, list[Call]] = {}
        each = sorted(_alternatives(packs), key=lambda alternative: -alternative[1].verdict)
        for order, (pack, rule, pattern, (rarest, *others)) in enumerate(each):
            call = Call(order, pack, rule, pattern, tuple(others))
            for word in rarest:
                by_word.setdefault(word, []).append(call)
        return cls({word: tuple(calls) for word, calls in by_word.items()})

    def up(self, words: AbstractSet[str], called: Iterable[str], is_reply: bool) -> list[Call]:
        """The patterns that can match a text with these words, those of the gravest rules first.

        `called`: those among the words that call up any pattern.
        """
        found: dict[int, Call | None] = {}
        for word in called:
            for call in self.by_word[word]:
                if call.order not in found:
                    found[call.order] = call if _fits(call, words, is_reply) else None
        calls = [found[order] for order in sorted(found)]
        return list({id(call.pattern): call for call in calls if call is not None}.values())


def _fits(call: Call, words: AbstractSet[str], is_reply: bool) -> bool:
    for need in call.others:
        if need.isdisjoint(words):
            return False
    return is_reply or not call.rule.replies


def _alternatives(packs: Iterable[Pack]) -> Iterator[tuple[Pack, Rule, Pattern, Needs]]:
    for pack in packs:
        for rule in pack.rules:
            for pattern in rule.patterns:
                for needs in pattern.needs:
                    yield pack, rule, pattern, needs
