"""Which patterns can match a sentence at all, looked up by its words: the gate.

A pattern is called up by a word of its rarest place where the sentence has one of its next rarest
as well; then it must have the pattern's other words, too. Called up are the patterns of the gravest
rules first. Before its sentences are parted the whole text is asked for words of a pattern's three
rarest places: most comments end there.

Sets of words are bits: each word has those of the sets that it stands in, and a sentence those of
its words, so that whether it has a word of each of some sets is one comparison.
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
    """A pattern that can match where a sentence has words of all sets in `needs`."""

    order: int
    pack: Pack
    rule: Rule
    pattern: Pattern
    needs: int


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


Partners: TypeAlias = Mapping[int, tuple[Call, ...]]
"""The calls of a word by the next rarest set of which the sentence must have a word."""

_NONE: frozenset[str] = frozenset()
_ANY = 1  # the bit that every sentence has, for patterns that need a single word


@dataclass(frozen=True, slots=True)
class Index:
    """Calls by the words that make them.

    `beside`: words of which one must stand beside the word that calls (itself, if one is enough);
    `partners`: the same as bits.
    """

    words: frozenset[str]
    calls: Mapping[str, Partners]
    beside: Mapping[str, frozenset[str]]
    partners: Mapping[str, int]

    @classmethod
    def of(cls, alternatives: Iterable[tuple[Needs, int, Call]]) -> Self:
        """Index calls, each with its sets of words, the rarest first, and the next one's bit."""
        called_by: dict[frozenset[str], list[tuple[int, Call]]] = {}
        beside: dict[frozenset[str], set[str]] = {}
        for (rarest, *others), partner, call in alternatives:
            called_by.setdefault(rarest, []).append((partner, call))
            beside.setdefault(rarest, set()).update(others[0] if others else rarest)
        calls = _by_word(called_by)
        partners = {word: sum(partners) for word, partners in calls.items()}
        return cls(frozenset(calls), calls, _joined(beside), partners)

    def up(
        self, called: Iterable[str], words: Sequence[str], sets_of: Mapping[str, int]
    ) -> list[Call]:
        """The calls of some of the words which stand together; `sets_of`: each word's bits."""
        beside = self.beside.get
        calling = [word for word in called if not beside(word, _NONE).isdisjoint(words)]
        if not calling:
            return []
        sets = _ANY
        for bits in filter(None, map(sets_of.get, words)):
            sets |= bits
        found = set[Call]()  # of which words that mean the same make many twice
        for word in calling:
            calls, partners = self.calls[word], self.partners[word] & sets
            while partners:
                lowest = partners & -partners
                found.update(calls[lowest])
                partners ^= lowest
        return [call for call in found if call.needs & sets == call.needs]


Nearest: TypeAlias = tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
"""The next rarest sets beside a word that calls, each with the sets that come after it."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The patterns of some packs by the words that call them up, which are `telling`.

    `_nearest`: what must stand beside each of those; `_sets`: the bits of each word. Patterns
    `_within` a sentence are called up by its words, those `_across` by its words beside those of
    the sentences around it, which are as many as a pattern can `_reach`.
    """

    telling: frozenset[str]
    _nearest: Mapping[str, Nearest]
    _sets: Mapping[str, int]
    _within: Index
    _across: Index
    _reach: int

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """Index the patterns of the packs."""
        bits = _Bits()
        within: list[tuple[Needs, int, Call]] = []
        across: list[tuple[Needs, int, Call]] = []
        each = sorted(_patterns(packs), key=lambda chosen: -chosen[1].verdict)
        for order, (pack, rule, pattern) in enumerate(each):
            for needs in pattern.needs:
                others = [bits[other] for other in needs[1:]] or [_ANY]
                call = Call(order, pack, rule, pattern, sum(set(others)))
                (across if pattern.crosses else within).append((needs, others[0], call))
        indexes = Index.of(within), Index.of(across)
        telling = frozenset().union(*(index.words for index in indexes))
        reach = max((pattern.crosses for _, _, pattern in each), default=0)
        nearest = _nearest(needs for needs, _, _ in chain(within, across))
        return cls(telling, nearest, bits.of_words(), *indexes, reach)

    def may_be_up(self, words: AbstractSet[str]) -> bool:
        """Whether the words of a text could call anything up if all of them stood together."""
        lack = words.isdisjoint
        for word in self.telling & words:
            for first, seconds in self._nearest[word]:
                if not lack(first) and not all(map(lack, seconds)):
                    return True
        return False

    def up(self, sentences: Sequence[Sequence[str]], asked: Asked) -> list[Window]:
        """Where which patterns can match, those of the gravest rules first, by sentences."""
        windows: dict[int, list[Window]] = {}
        within, across, sets_of = self._within, self._across, self._sets
        telling, beside, nothing = self.telling, within.beside, _NONE
        for at, words in enumerate(sentences):
            called = telling.intersection(words)
            if not called:
                continue
            for word in called:  # most comments end here, so nothing is made for each word
                if not beside.get(word, nothing).isdisjoint(words):
                    for call in within.up(called, words, sets_of):
                        _open(windows, call, at, at + 1)
                    break
            if not across.words.isdisjoint(called):
                first, last = max(at - self._reach, 0), at + self._reach + 1
                for call in across.up(called, list(chain(*sentences[first:last])), sets_of):
                    _open(windows, call, first, last)
        if not windows:
            return []
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
        self[words] = bit = _ANY << (len(self) + 1)
        return bit

    def of_words(self) -> dict[str, int]:
        sets: dict[str, int] = {}
        for words, bit in self.items():
            for word in words:
                sets[word] = sets.get(word, 0) | bit
        return sets


def _nearest(each: Iterable[Needs]) -> Mapping[str, Nearest]:
    """What must stand beside each word; words that stand in the same sets share it."""
    beside: dict[frozenset[str], dict[frozenset[str], set[frozenset[str]]]] = {}
    for needs in each:
        rarest, first, second, *_ = (*needs, *needs[-1:] * 2)
        beside.setdefault(rarest, {}).setdefault(first, set()).add(second)
    where, sets = _where(beside), list(beside.values())

    @cache
    def merged(numbers: tuple[int, ...]) -> Nearest:
        firsts: dict[frozenset[str], set[frozenset[str]]] = {}
        for first, seconds in chain.from_iterable(sets[number].items() for number in numbers):
            firsts.setdefault(first, set()).update(seconds)
        return tuple((first, tuple(seconds)) for first, seconds in firsts.items())

    return {word: merged(numbers) for word, numbers in where.items()}


def _by_word(called_by: Mapping[frozenset[str], list[tuple[int, Call]]]) -> Mapping[str, Partners]:
    """The calls of each word; words that stand in the same sets share them."""
    where, sets = _where(called_by), list(called_by.values())

    @cache
    def partners(numbers: tuple[int, ...]) -> Partners:
        merged: dict[int, list[Call]] = {}
        for number in numbers:
            for partner, call in sets[number]:
                merged.setdefault(partner, []).append(call)
        return {partner: tuple(calls) for partner, calls in merged.items()}

    return {word: partners(numbers) for word, numbers in where.items()}


def _joined(words_of: Mapping[frozenset[str], set[str]]) -> Mapping[str, frozenset[str]]:
    """What is given for all sets that a word stands in; words that stand in the same share it."""
    where, sets = _where(words_of), list(words_of.values())

    @cache
    def union(numbers: tuple[int, ...]) -> frozenset[str]:
        return frozenset().union(*(sets[number] for number in numbers))

    return {word: union(numbers) for word, numbers in where.items()}


def _where(sets: Iterable[frozenset[str]]) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the sets that each word stands in."""
    where: dict[str, list[int]] = {}
    for number, words in enumerate(sets):
        for word in words:
            where.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in where.items()}


def _patterns(packs: Iterable[Pack]) -> Iterator[tuple[Pack, Rule, Pattern]]:
    for pack in packs:
        for rule in pack.rules:
            for pattern in rule.patterns:
                yield pack, rule, pattern
