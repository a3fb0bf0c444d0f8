"""Which patterns can match a text at all, looked up by its words: the gate.

A pattern is called up by a word of its rarest place where the text has words for its other places,
too. The whole text is asked first, for words of the two next rarest places only, and most comments
end there: none of their words calls. Then each sentence with one that does is asked for all places.

Whether a sentence has a word of a large set is seen by bits: each word has those of the large sets
that it stands in, and a sentence those of its words. A small set is compared with its words: there
are thousands of them, and reading that many bits would take longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain
from operator import or_
from typing import NamedTuple, Self, TypeAlias, TypeVar

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


Nearest: TypeAlias = tuple[frozenset[str], tuple[frozenset[str], ...]]
"""A set of which there must be a word beside one that calls, and sets of one of which, too."""


class Needed(NamedTuple):
    """A call, and the large sets (bits) and `small` ones of which a text must have words."""

    large: int
    small: tuple[frozenset[str], ...]
    call: Call

    @classmethod
    def of(cls, needs: Needs, bits: _Bits, call: Call) -> Self:
        """A call that needs these sets."""
        large = (bits[each] for each in needs if len(each) > _LARGE)
        small = tuple(each for each in needs if len(each) <= _LARGE)
        return cls(reduce(or_, large, 0), small, call)


class Partner(NamedTuple):
    """The set that comes next, large (its bit) or `small`, and what is needed besides."""

    large: int
    small: frozenset[str]
    others: tuple[Needed, ...]


_LARGE = 16  # words
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Calls:
    """The patterns of some packs by the words that call them up, which are `telling`.

    `_nearest` and `_partners`: for each of those, what must stand beside it and what it calls up;
    `_bits`: the large sets of a word. Some patterns cross the ends of sentences, at most as many as
    they can `_reach`; `_crossing` are the words that call those up.
    """

    telling: frozenset[str]
    _crossing: frozenset[str]
    _reach: int
    _nearest: Mapping[str, tuple[Nearest, ...]]
    _partners: Mapping[str, tuple[Partner, ...]]
    _bits: Mapping[str, int]

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """Index the patterns of the packs."""
        each = sorted(_patterns(packs), key=lambda chosen: -chosen[1].verdict)
        calls = [Call(order, *chosen) for order, chosen in enumerate(each)]
        bits = _Bits()
        called_by: dict[frozenset[str], list[_Called]] = {}
        for call in calls:
            for rarest, *others in call.pattern.needs:
                needs = tuple(others) or (rarest,)
                called = needs, Needed.of(needs[1:], bits, call)
                called_by.setdefault(rarest, []).append(called)
        partners = _by_word(called_by, lambda each: _partners(each, bits))
        crossing = [call.pattern for call in calls if call.pattern.crosses]
        return cls(
            telling=frozenset(partners),
            _crossing=_NONE.union(*(needs[0] for each in crossing for needs in each.needs)),
            _reach=max((each.crosses for each in crossing), default=0),
            _nearest=_by_word(called_by, _nearest),
            _partners=partners,
            _bits=bits.of_words(),
        )

    def callers(self, words: AbstractSet[str]) -> list[str]:
        """The words of a text that may call something up if all of them stand together."""
        lack = words.isdisjoint
        return [
            word
            for word in self.telling & words
            for first, seconds in self._nearest[word]
            if not lack(first) and not all(map(lack, seconds))
        ]

    def windows(
        self, sentences: Sequence[Sequence[str]], callers: Iterable[str], asked: Asked
    ) -> list[Window]:
        """Where which patterns can match, those of the gravest rules first, by sentences."""
        windows: dict[int, list[Window]] = {}
        callers = frozenset(callers)
        for at, words in enumerate(sentences):
            if not (calling := callers.intersection(words)):
                continue
            for call in self._called(words, calling):
                if not call.pattern.crosses:
                    _open(windows, call, at, at + 1)
            if crossing := self._crossing & calling:
                first, last = max(at - self._reach, 0), at + self._reach + 1
                for call in self._called(chain(*sentences[first:last]), crossing):
                    if call.pattern.crosses:
                        _open(windows, call, first, last)
        each = (window for order in sorted(windows) for window in windows[order])
        return [window for window in each if asked.wants(window.call.rule)]

    def _called(self, words: Iterable[str], calling: AbstractSet[str]) -> Iterable[Call]:
        return {*self._up({*words}, calling)}

    def _up(self, words: AbstractSet[str], calling: AbstractSet[str]) -> Iterator[Call]:
        """What some of the words that stand together call up, some of it more than once."""
        lack = words.isdisjoint
        have = reduce(or_, filter(None, map(self._bits.get, words)), 0)
        for word in calling:
            for large, small, others in self._partners[word]:
                if large & have or not lack(small):
                    for needed, each, call in others:
                        if needed & have == needed and not any(map(lack, each)):
                            yield call


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


_Called: TypeAlias = tuple[Needs, Needed]
"""The sets of which a word that calls must have another beside it, and what it then calls up."""
_T = TypeVar("_T")


def _by_word(
    called_by: Mapping[frozenset[str], list[_Called]], made_of: Callable[[Iterable[_Called]], _T]
) -> Mapping[str, _T]:
    """What is made of the calls of each word; words that stand in the same sets share it."""
    where: dict[str, list[int]] = {}
    for number, words in enumerate(called_by):
        for word in words:
            where.setdefault(word, []).append(number)
    each = list(called_by.values())

    @cache
    def made(numbers: tuple[int, ...]) -> _T:
        return made_of(chain.from_iterable(each[number] for number in numbers))

    return {word: made(tuple(numbers)) for word, numbers in where.items()}


def _nearest(each: Iterable[_Called]) -> tuple[Nearest, ...]:
    merged: dict[frozenset[str], set[frozenset[str]]] = {}
    for needs, _ in each:
        merged.setdefault(needs[0], set()).add(needs[min(1, len(needs) - 1)])
    return tuple((first, tuple(seconds)) for first, seconds in merged.items())


def _partners(each: Iterable[_Called], bits: _Bits) -> tuple[Partner, ...]:
    merged: dict[frozenset[str], list[Needed]] = {}
    for (first, *_), needed in each:
        merged.setdefault(first, []).append(needed)
    return tuple(
        Partner(bits[first], _NONE, tuple(others))
        if len(first) > _LARGE
        else Partner(0, first, tuple(others))
        for first, others in merged.items()
    )


def _patterns(packs: Iterable[Pack]) -> Iterator[tuple[Pack, Rule, Pattern]]:
    for pack in packs:
        for rule in pack.rules:
            for pattern in rule.patterns:
                yield pack, rule, pattern
