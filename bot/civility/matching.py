"""A pack's rules on one text's words.

A pattern finds its hits in the sentence written as one character a word; what excuses a hit is
looked for around it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.civility.model import Exemption
from bot.civility.pack import AnyOf, Excuse, Pack, Pattern, Rule
from bot.civility.text.reading import Reading
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
"""Hits in different places that nothing excuses; after so many of the gravest rules, others are not
looked for."""


class Sentences:
    """A text's words as one pack's lexicon writes them, and what can change their meaning there."""

    def __init__(self, pack: Pack, reading: Reading) -> None:
        self._pack, self._reading = pack, reading
        self._words = reading.words
        self._written = pack.lexicon.written(reading.words)
        self._sets: dict[tuple[int, int], frozenset[str]] = {}

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
        return self._has(rule.unless, start, end)

    def _excused(
        self, rule: Rule, first: int, last: int, start: int, end: int
    ) -> tuple[Exemption, ...]:
        # Whoever addresses a person by a mention speaks for themselves.
        if MENTION in self._written[first:last]:
            return ()
        fitting = (excuse for excuse in self._pack.excuses if rule.family in excuse.families)
        holding = (each.kind for each in fitting if self._holds(each, first, last, start, end))
        return tuple(dict.fromkeys(holding))

    def _holds(self, excuse: Excuse, first: int, last: int, start: int, end: int) -> bool:
        return (
            (
                self._has(excuse.before, start, first)
                or self._has(excuse.after, last, end)
                or (bool(excuse.then.patterns) and self._has(excuse.then, *self._next(end)))
            )
            and not self._has(excuse.unless, start, end)
            and (not excuse.question or self._reading.is_question(end))
        )

    def _has(self, any_of: AnyOf, start: int, end: int) -> bool:
        if any_of.patterns and (patterns := any_of.among(self._between(start, end))):
            written = self._written[start:end]
            return any(pattern.expression.search(written) for pattern in patterns)
        return False

    def _between(self, start: int, end: int) -> frozenset[str]:
        """The words between two indexes: each of some ten excuses asks for the same."""
        if (words := self._sets.get((start, end))) is None:
            words = self._sets[start, end] = frozenset(self._words[start:end])
        return words

    def _sentence(self, first: int, last: int) -> tuple[int, int]:
        """The hit's sentence, as far as it is near."""
        nearest, farthest = max(first - AROUND, 0), min(last + AROUND, len(self._written))
        start = self._written.rfind(END, nearest, first) + 1
        end = self._written.find(END, last, farthest)
        return start or nearest, farthest if end < 0 else end

    def _next(self, end: int) -> tuple[int, int]:
        """The sentence after one that ends there, as far as it is near; empty after the last."""
        start = end
        while self._written.startswith(END, start):
            start += 1
        if start == end:
            return end, end
        farthest = min(start + AROUND, len(self._written))
        after = self._written.find(END, start, farthest)
        return start, farthest if after < 0 else after
