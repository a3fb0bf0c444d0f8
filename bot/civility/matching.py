"""A pack's rules on one text's words.

A pattern finds its hits in the sentence written as one character a word; what excuses a hit is
looked for around it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.civility.model import Exemption
from bot.civility.pack import Excuse, Pack, Pattern, Rule
from bot.civility.text.tokens import END, MENTION

AROUND = 40
"""Words before and after a hit in which something may change what it means."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's hit on the tokens from `first` to `last` (exclusive), and what excuses it."""

    rule: Rule
    first: int
    last: int
    exemptions: tuple[Exemption, ...]


ENOUGH = 8
"""Hits that nothing excuses; after so many of the gravest rules, others are not looked for."""


class Sentences:
    """A text's words as one pack's lexicon writes them, and what can change their meaning there."""

    def __init__(self, pack: Pack, words: list[str]) -> None:
        self._pack = pack
        self._written = pack.lexicon.written(words)

    def hits(self, rule: Rule, pattern: Pattern, start: int, end: int) -> list[Hit]:
        """What a pattern finds among the words from `start` to `end` (exclusive)."""
        hits: list[Hit] = []
        unexcused = 0
        for found in pattern.expression.finditer(self._written, start, end):
            first, last = found.span()
            around = self._sentence(first, last)
            if self._is_something_else(rule, *around):
                continue
            hits.append(Hit(rule, first, last, self._excused(rule, first, last, *around)))
            unexcused += not hits[-1].exemptions
            if unexcused >= ENOUGH:
                break
        return hits

    def _is_something_else(self, rule: Rule, start: int, end: int) -> bool:
        sentence = self._written[start:end]
        return any(unless.expression.search(sentence) for unless in rule.unless)

    def _excused(
        self, rule: Rule, first: int, last: int, start: int, end: int
    ) -> tuple[Exemption, ...]:
        # Whoever addresses a person by a mention speaks for themselves.
        if MENTION in self._written[first:last]:
            return ()
        before, after = self._written[start:first], self._written[last:end]
        fitting = (excuse for excuse in self._pack.excuses if rule.family in excuse.families)
        return tuple({each.kind: None for each in fitting if _holds(each, before, after)})

    def _sentence(self, first: int, last: int) -> tuple[int, int]:
        """The hit's sentence, as far as it is near."""
        nearest, farthest = max(first - AROUND, 0), min(last + AROUND, len(self._written))
        start = self._written.rfind(END, nearest, first) + 1
        end = self._written.find(END, last, farthest)
        return start or nearest, farthest if end < 0 else end


def _holds(excuse: Excuse, before: str, after: str) -> bool:
    return any(pattern.expression.search(before) for pattern in excuse.before) or any(
        pattern.expression.match(after) for pattern in excuse.after
    )
