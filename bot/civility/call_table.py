"""Patterns by the words that call them up, as bits: all of a sentence's in a few operations.

A pattern has a bit in three rows, one for each of its three rarest sets of words; a word has the
bits of the sets that it stands in, and a sentence those of its words. What has its bit in all three
rows is called up: for each pattern of the packs that costs less than two look-ups would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain
from operator import or_
from typing import Self

from bot.civility.model import Verdict
from bot.civility.needing import Needs
from bot.civility.pack import Pack, Pattern, Rule

ROWS = 3
"""Sets of a pattern that are looked at. A fourth would call a tenth fewer up, and costs more."""


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A pattern that can match where a sentence has words of some sets; `order`: its place."""

    order: int
    pack: Pack
    rule: Rule
    pattern: Pattern


_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rows:
    """The bits of each word in all rows, as one number.

    `size`: how many bits a row has. `always`: those that no word is needed for, as there are fewer
    sets than rows. `beside`: for each word with bits in the first row, that of the rarest sets, the
    words of which one must stand beside it (itself, if one is enough).
    """

    size: int
    words: frozenset[str]
    bits: Mapping[str, int]
    always: int
    calling: frozenset[str]
    beside: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, needed: Sequence[Needs]) -> Self:
        """The rows for some alternatives, each with the bit of its place."""
        bits, always = _in_rows(needed)
        beside = _beside(needed)
        return cls(len(needed), frozenset(bits), bits, always, frozenset(beside), beside)

    def called(self, calling: Iterable[str], words: Sequence[str], around: Sequence[str]) -> int:
        """What the words of a sentence call up beside those `around`, which include them.

        `calling`: those of them that may call something up.
        """
        beside, none = self.beside, _NONE
        for word in calling:
            if not beside.get(word, none).isdisjoint(around):  # seldom, so nothing is made for each
                rows = self._of(words)
                others = rows if words is around else self._of(around)
                return rows & others >> self.size & others >> 2 * self.size
        return 0

    def _of(self, words: Iterable[str]) -> int:
        of_word = self.bits.__getitem__
        return reduce(or_, map(of_word, self.words.intersection(words)), self.always)


@dataclass(frozen=True, slots=True)
class CallTable:
    """Calls of patterns that look at as many sentences around one as they `reach`.

    A call is a bit of the `rows`, the gravest the highest. `grades`: the bits of each verdict's
    calls; `replies`: those of rules for nothing but replies.
    """

    reach: int
    calls: tuple[Call, ...]
    rows: Rows
    grades: Mapping[Verdict, int]
    replies: int

    @classmethod
    def of(cls, each: Iterable[Call]) -> Self:
        """The table of some calls, which come in their order."""
        needed = [(call, needs) for call in each for needs in merged(call.pattern.needs)]
        needed.reverse()
        calls = tuple(call for call, _ in needed)
        numbered = list(enumerate(calls))
        return cls(
            reach=max((call.pattern.crosses for call in calls), default=0),
            calls=calls,
            rows=Rows.of([needs for _, needs in needed]),
            grades={
                verdict: _bits(at for at, call in numbered if call.rule.verdict is verdict)
                for verdict in Verdict
            },
            replies=_bits(at for at, call in numbered if call.rule.replies),
        )

    def up(
        self, sentences: Sequence[Sequence[str]], calling: Mapping[int, frozenset[str]]
    ) -> Iterator[tuple[int, int, int]]:
        """From which sentence to which (exclusive, or beyond) the calls of which bits may match.

        `calling`: the words of sentences that may call something up.
        """
        rows, reach = self.rows, self.reach
        for at, words in calling.items():
            if rows.calling.isdisjoint(words):
                continue
            first, last = max(at - reach, 0), at + reach + 1
            around = list(chain.from_iterable(sentences[first:last])) if reach else sentences[at]
            if bits := rows.called(words, sentences[at], around):
                yield first, last, bits

    def each(self, bits: int) -> Iterator[Call]:
        """The calls that have these bits."""
        last = None
        while bits:
            number = bits.bit_length() - 1
            bits ^= 1 << number
            if (call := self.calls[number]) is not last:  # a pattern may have several bits
                yield (last := call)


def merged(needs: Iterable[Needs]) -> list[Needs]:
    """Alternatives as far as they are looked at; those that differ in one set become one."""
    each = [one[:ROWS] for one in needs]
    for row in range(ROWS):
        alike: dict[tuple[Needs, Needs], list[frozenset[str]]] = {}
        for one in each:
            alike.setdefault((one[:row], one[row + 1 :]), []).extend(one[row : row + 1])
        each = [
            (*before, frozenset().union(*sets), *after) if sets else before
            for (before, after), sets in alike.items()
        ]
    return each


def where(sets: Iterable[frozenset[str]]) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the sets that each word stands in."""
    found: dict[str, list[int]] = {}
    for number, words in enumerate(sets):
        for word in words:
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def _in_rows(needed: Sequence[Needs]) -> tuple[Mapping[str, int], int]:
    """The bits of each word, and those for which none is needed.

    Words that stand in the same sets share theirs.
    """
    places: dict[frozenset[str], list[int]] = {}
    always = []
    for number, needs in enumerate(needed):
        for row in range(ROWS):
            place = row * len(needed) + number
            if row < len(needs):
                places.setdefault(needs[row], []).append(place)
            else:
                always.append(place)
    of_set = list(places.values())

    @cache
    def bits(sets: tuple[int, ...]) -> int:
        return _bits(chain.from_iterable(of_set[number] for number in sets))

    return {word: bits(sets) for word, sets in where(places).items()}, _bits(always)


def _beside(needed: Iterable[Needs]) -> Mapping[str, frozenset[str]]:
    """The next rarest sets of each word of the rarest ones, all in one."""
    by_rarest: dict[frozenset[str], set[str]] = {}
    for rarest, *others in needed:
        by_rarest.setdefault(rarest, set()).update(others[0] if others else rarest)
    each = list(by_rarest.values())

    @cache
    def union(sets: tuple[int, ...]) -> frozenset[str]:
        return frozenset().union(*(each[number] for number in sets))

    return {word: union(sets) for word, sets in where(by_rarest).items()}


def _bits(places: Iterable[int]) -> int:
    """The number with these bits."""
    each = sorted(places)
    written = bytearray(each[-1] // 8 + 1 if each else 0)
    for place in each:
        written[place // 8] |= 1 << place % 8
    return int.from_bytes(written, "little")
