"""Which patterns can match a text at all, looked up by its words: the gate.

A pattern is called up by a word of its rarest place where the text has words for its other places,
too. The whole text is asked first, and most comments end there; then each of its sentences is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple, Self, TypeAlias

from bot.civility.lexicon import Needs
from bot.civility.pack import Pack, Pattern, Rule


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A pattern that can match where it is called up; the gravest rules' come first by `order`."""

    order: int
    pack: Pack
    rule: Rule
    pattern: Pattern


class Window(NamedTuple):
    """The sentences from `first` to `last` (exclusive, or beyond) in which a pattern may match."""

    call: Call
    first: int
    last: int


class Asked(NamedTuple):
    """What is asked of a text: does it answer a person, and is one rule looked for `only`?"""

    is_reply: bool
    only: str | None = None

    def wants(self, rule: Rule) -> bool:
        """Whether a rule is to be tried."""
        return (self.is_reply or not rule.replies) and self.only in {None, rule.id}


Others: TypeAlias = tuple[tuple[Needs, tuple[Call, ...]], ...]
"""Calls by the sets of each of which the text must have a word as well."""
Partners: TypeAlias = tuple[tuple[frozenset[str], Others], ...]
"""What a word calls up, by the next rarest set, a word of which is looked for first."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The patterns of some packs by the words that call them up, which are `telling`.

    `known` are all words that some pattern asks for. `_crossing` are those that call up patterns
    which go beyond the end of a sentence, at most over as many as such a pattern can `_reach`.
    """

    known: frozenset[str]
    telling: frozenset[str]
    _crossing: frozenset[str]
    _reach: int
    _partners: Mapping[str, Partners]

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """Index the patterns of the packs."""
        every = sorted(_patterns(packs), key=lambda chosen: -chosen[1].verdict)
        calls = [Call(order, *chosen) for order, chosen in enumerate(every)]
        each = [(needs, call) for call in calls for needs in call.pattern.needs]
        by_word = _by_word(each)
        crossing = (needs[0] for needs, call in each if call.pattern.crosses)
        return cls(
            known=frozenset().union(*chain.from_iterable(needs for needs, _ in each)),
            telling=frozenset(by_word),
            _crossing=frozenset().union(*crossing),
            _reach=max((call.pattern.crosses for call in calls), default=0),
            _partners=by_word,
        )

    def up(self, words: AbstractSet[str]) -> set[Call]:
        """What words that stand together call up; those are enough that are `known`."""
        found = set[Call]()
        partners = self._partners
        for word in self.telling & words:
            for partner, others in partners[word]:
                if not partner.isdisjoint(words):
                    for needs, calls in others:
                        if not any(map(words.isdisjoint, needs)):
                            found.update(calls)
        return found

    def windows(self, sentences: Sequence[Sequence[str]], asked: Asked) -> list[Window]:
        """Where which patterns can match, those of the gravest rules first, by sentences."""
        windows: dict[int, list[Window]] = {}
        each_known = [self.known.intersection(words) for words in sentences]
        for at, known in enumerate(each_known):
            for call in self.up(known):
                if not call.pattern.crosses:
                    _open(windows, call, at, at + 1)
            if not self._crossing.isdisjoint(known):
                first, last = max(at - self._reach, 0), at + self._reach + 1
                for call in self.up(frozenset().union(*each_known[first:last])):
                    if call.pattern.crosses:
                        _open(windows, call, first, last)
        each = (window for order in sorted(windows) for window in windows[order])
        return [window for window in each if asked.wants(window.call.rule)]


def _open(windows: dict[int, list[Window]], call: Call, first: int, last: int) -> None:
    """Add a window; one that follows upon another of its pattern or overlaps it prolongs it."""
    if (several := windows.get(call.order)) is None:
        windows[call.order] = [Window(call, first, last)]
    elif several[-1].last < first:
        several.append(Window(call, first, last))
    elif several[-1].last < last:
        several[-1] = Window(call, several[-1].first, last)


def _by_word(each: Iterable[tuple[Needs, Call]]) -> Mapping[str, Partners]:
    """What each word calls up; words that stand in the same sets share it, and so do equal sets."""
    called_by: dict[frozenset[str], list[tuple[Needs, Call]]] = {}
    one: dict[frozenset[str], frozenset[str]] = {}
    for needs, call in each:
        rarest, *others = (one.setdefault(need, need) for need in needs)
        called_by.setdefault(rarest, []).append((tuple(others or [rarest]), call))
    where: dict[str, list[int]] = {}
    for number, words in enumerate(called_by):
        for word in words:
            where.setdefault(word, []).append(number)
    lists = list(called_by.values())

    @cache
    def partners(numbers: tuple[int, ...]) -> Partners:
        return _by_partner(call for number in numbers for call in lists[number])

    return {word: partners(tuple(numbers)) for word, numbers in where.items()}


def _by_partner(each: Iterable[tuple[Needs, Call]]) -> Partners:
    merged: dict[frozenset[str], dict[Needs, list[Call]]] = {}
    for (partner, *others), call in each:
        merged.setdefault(partner, {}).setdefault(tuple(others), []).append(call)
    return tuple(
        (partner, tuple((needs, tuple(calls)) for needs, calls in others.items()))
        for partner, others in merged.items()
    )


def _patterns(packs: Iterable[Pack]) -> Iterator[tuple[Pack, Rule, Pattern]]:
    for pack in packs:
        for rule in pack.rules:
            for pattern in rule.patterns:
                yield pack, rule, pattern
