"""Which patterns can match a text at all, looked up by its words: the gate.

A pattern is called up by a word of its rarest place where the text has words for its other places,
too. The whole text is asked first, for words of the two next rarest places only, and most comments
end there. Then each of its sentences is asked for all.

For that, sets of words are bits: each word has those of the sets that it stands in, and a sentence
those of its words, so that whether it has a word of each of some sets is one comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain
from operator import or_
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


Needed: TypeAlias = tuple[frozenset[str], tuple[frozenset[str], ...]]
"""A set of words one of which must stand beside a word, and sets of one of which one must, too."""
Partners: TypeAlias = tuple[tuple[int, tuple[tuple[int, tuple[Call, ...]], ...]], ...]
"""Calls by the bits of all sets that they need, by the bit of the rarest of those."""


@dataclass(frozen=True, slots=True)
class Index:
    """Calls by the words that make them, which are `calling`."""

    calling: frozenset[str]
    _needed: Mapping[str, tuple[Needed, ...]]
    _partners: Mapping[str, Partners]
    _sets: Mapping[str, int]

    @classmethod
    def of(cls, calls: Iterable[Call]) -> Self:
        """Index patterns by the sets of words that they need, the rarest first."""
        bits = _Bits()
        called_by: dict[frozenset[str], list[tuple[Needs, Call]]] = {}
        for call in calls:
            for rarest, *others in call.pattern.needs:
                called_by.setdefault(rarest, []).append((tuple(others) or (rarest,), call))
        where = _where(called_by)
        each = list(called_by.values())
        needed = cache(lambda at: _needed(needs for number in at for needs, _ in each[number]))
        partners = cache(
            lambda at: _partners((call for number in at for call in each[number]), bits)
        )
        return cls(
            calling=frozenset(where),
            _needed={word: needed(at) for word, at in where.items()},
            _partners={word: partners(at) for word, at in where.items()},
            _sets=bits.of_words(),
        )

    def calls_up(self, words: AbstractSet[str]) -> bool:
        """Whether words that may stand together may call anything up."""
        for word in self.calling & words:
            for first, seconds in self._needed[word]:
                if not first.isdisjoint(words) and not all(map(words.isdisjoint, seconds)):
                    return True
        return False

    def up(self, words: AbstractSet[str]) -> set[Call]:
        """What words that stand together call up."""
        found = set[Call]()
        if not (called := self.calling & words):
            return found
        have = reduce(or_, filter(None, map(self._sets.get, words)), 0)
        for word in called:
            for partner, others in self._partners[word]:
                if partner & have:
                    for needs, calls in others:
                        if needs & have == needs:
                            found.update(calls)
        return found


@dataclass(frozen=True, slots=True)
class Calls:
    """The patterns of some packs by the words that call them up, which are `telling`.

    `known` are all words that some pattern asks for. Patterns `_within` a sentence are called up by
    its words, those `_across` its end by those of the sentences around it as well, which are as
    many as such a pattern can `_reach`.
    """

    known: frozenset[str]
    telling: frozenset[str]
    _within: Index
    _across: Index
    _reach: int

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """Index the patterns of the packs."""
        each = sorted(_patterns(packs), key=lambda chosen: -chosen[1].verdict)
        calls = [Call(order, *chosen) for order, chosen in enumerate(each)]
        within = Index.of(call for call in calls if not call.pattern.crosses)
        across = Index.of(call for call in calls if call.pattern.crosses)
        needs = chain.from_iterable(call.pattern.needs for call in calls)
        return cls(
            known=frozenset().union(*chain.from_iterable(needs)),
            telling=within.calling | across.calling,
            _within=within,
            _across=across,
            _reach=max((call.pattern.crosses for call in calls), default=0),
        )

    def any_up(self, words: AbstractSet[str]) -> bool:
        """Whether the words of a text may call anything up."""
        return self._within.calls_up(words) or self._across.calls_up(words)

    def windows(self, sentences: Sequence[Sequence[str]], asked: Asked) -> list[Window]:
        """Where which patterns can match, those of the gravest rules first, by sentences."""
        windows: dict[int, list[Window]] = {}
        each_known = [self.known.intersection(words) for words in sentences]
        for at, known in enumerate(each_known):
            for call in self._within.up(known):
                _open(windows, call, at, at + 1)
            if not self._across.calling.isdisjoint(known):
                first, last = max(at - self._reach, 0), at + self._reach + 1
                for call in self._across.up(frozenset().union(*each_known[first:last])):
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


class _Bits(dict[frozenset[str], int]):
    """A bit for each set of words."""

    def __missing__(self, words: frozenset[str]) -> int:
        self[words] = bit = 1 << len(self)
        return bit

    def of_words(self) -> dict[str, int]:
        """The bits of the sets that each word stands in."""
        sets: dict[str, int] = {}
        for words, bit in self.items():
            for word in words:
                sets[word] = sets.get(word, 0) | bit
        return sets


def _where(sets: Iterable[frozenset[str]]) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the sets that each word stands in."""
    where: dict[str, list[int]] = {}
    for number, words in enumerate(sets):
        for word in words:
            where.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in where.items()}


def _needed(each: Iterable[Needs]) -> tuple[Needed, ...]:
    merged: dict[frozenset[str], set[frozenset[str]]] = {}
    for needs in each:
        merged.setdefault(needs[0], set()).add(needs[1] if len(needs) > 1 else needs[0])
    return tuple((first, tuple(seconds)) for first, seconds in merged.items())


def _partners(each: Iterable[tuple[Needs, Call]], bits: _Bits) -> Partners:
    merged: dict[int, dict[int, list[Call]]] = {}
    for needs, call in each:
        every = reduce(or_, map(bits.__getitem__, needs))
        merged.setdefault(bits[needs[0]], {}).setdefault(every, []).append(call)
    return tuple(
        (partner, tuple((needs, tuple(calls)) for needs, calls in others.items()))
        for partner, others in merged.items()
    )


def _patterns(packs: Iterable[Pack]) -> Iterator[tuple[Pack, Rule, Pattern]]:
    for pack in packs:
        for rule in pack.rules:
            for pattern in rule.patterns:
                yield pack, rule, pattern
