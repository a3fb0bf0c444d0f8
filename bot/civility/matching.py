"""A pack's rules on one text's words.

A pattern finds its hits in the sentence written as one character a word; what excuses a hit is
looked for around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from bot.civility.model import Exemption
from bot.civility.pack import Pack, Pattern, Rule
from bot.civility.text.tokens import END, MENTION, Place

AROUND = 40
"""Words before and after a hit in which something may change what it means."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's hit on the tokens from `first` to `last` (exclusive), and what excuses it."""

    rule: Rule
    first: int
    last: int
    exemptions: tuple[Exemption, ...]


_SHORT = 2
"""Stretches that are not longer than so many matches are looked through as a whole."""
ENOUGH = 8
"""Hits that nothing excuses; after so many of the gravest rules, others are not looked for."""


class Sentences:
    """A text's words as one pack's lexicon writes them, and what can change their meaning there."""

    def __init__(self, pack: Pack, words: list[str]) -> None:
        self._pack, self._words = pack, words
        self._written = pack.lexicon.written(words)
        self._places: dict[str, list[int]] | None = None

    def hits(self, rule: Rule, pattern: Pattern, start: int, end: int) -> list[Hit]:
        """What a pattern finds among the words from `start` to `end` (exclusive)."""
        hits: list[Hit] = []
        unexcused = 0
        for first, last in self._found(pattern, start, end):
            around = self._sentence(first, last)
            if self._is_something_else(rule, *around):
                continue
            hits.append(Hit(rule, first, last, self._excused(rule, first, last, *around)))
            unexcused += not hits[-1].exemptions
            if unexcused >= ENOUGH:
                break
        return hits

    def _found(self, pattern: Pattern, start: int, end: int) -> Iterator[Place]:
        find = pattern.expression.finditer
        for first, last in self._near(pattern, start, end):
            for found in find(self._written, first, last):
                yield found.span()

    def _near(self, pattern: Pattern, start: int, end: int) -> Iterable[Place]:
        """The stretches in which a match can lie: as far around its rarest words as it is long."""
        longest = pattern.longest
        if not longest or end - start <= _SHORT * longest:
            return [(start, end)]
        places = self._places_of(pattern.rarest)
        # One more than is needed, so that no match ends where what is looked at does.
        near = [(at - longest + 1, at + longest + 1) for at in places if start <= at < end]
        return [(max(first, start), min(last, end)) for first, last in _joined(near)]

    def _places_of(self, words: frozenset[str]) -> list[int]:
        if (places := self._places) is None:
            places = self._places = {}
            for at, word in enumerate(self._words):
                places.setdefault(word, []).append(at)
        return sorted(chain.from_iterable(places[word] for word in words & places.keys()))

    def _is_something_else(self, rule: Rule, start: int, end: int) -> bool:
        sentence = self._stretch(start, end)
        return any(map(sentence.has, rule.unless))

    def _excused(
        self, rule: Rule, first: int, last: int, start: int, end: int
    ) -> tuple[Exemption, ...]:
        # Whoever addresses a person by a mention speaks for themselves.
        if MENTION in self._written[first:last]:
            return ()
        before, after = self._stretch(start, first), self._stretch(last, end)
        return tuple(
            {
                excuse.kind: None
                for excuse in self._pack.excuses
                if rule.family in excuse.families
                and (any(map(before.has, excuse.before)) or any(map(after.begins, excuse.after)))
            }
        )

    def _stretch(self, start: int, end: int) -> _Stretch:
        return _Stretch(self._words[start:end], self._written[start:end])

    def _sentence(self, first: int, last: int) -> tuple[int, int]:
        """The hit's sentence, as far as it is near."""
        nearest, farthest = max(first - AROUND, 0), min(last + AROUND, len(self._written))
        start = self._written.rfind(END, nearest, first) + 1
        end = self._written.find(END, last, farthest)
        return start or nearest, farthest if end < 0 else end


class _Stretch:
    """Some of the words, as they stand and as they are written."""

    def __init__(self, words: list[str], written: str) -> None:
        self._words, self._written = frozenset(words), written

    def has(self, pattern: Pattern) -> bool:
        """Whether a pattern matches somewhere in it."""
        return self._may_have(pattern) and pattern.expression.search(self._written) is not None

    def begins(self, pattern: Pattern) -> bool:
        """Whether a pattern matches at its beginning."""
        return self._may_have(pattern) and pattern.expression.match(self._written) is not None

    def _may_have(self, pattern: Pattern) -> bool:
        return not pattern.needs or not pattern.rarest.isdisjoint(self._words)


def _joined(stretches: Iterable[Place]) -> list[Place]:
    """Stretches in order, those that overlap as one."""
    joined: list[Place] = []
    for first, last in stretches:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
