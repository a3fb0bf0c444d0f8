"""Which patterns can match a sentence at all, looked up by its words: the gate.

A pattern needs a word of each of some sets. First the whole text is asked for words of a pattern's
three rarest sets: most comments end there. Then its sentences are asked (`call_table`), and the
patterns of the gravest rules tried first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple, Self, TypeAlias

from bot.civility.call_table import Call, CallTable, where
from bot.civility.model import Verdict
from bot.civility.needing import Needs
from bot.civility.pack import Pack, Pattern, Rule


class Window(NamedTuple):
    """The sentences from `first` to `last` (exclusive, or beyond) in which a pattern may match."""

    call: Call
    first: int
    last: int


class Asked(NamedTuple):
    """What is asked of a text: does it answer a person, and is one rule looked for `only`?"""

    is_reply: bool
    only: str | None = None


Nearest: TypeAlias = tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
"""The next rarest sets beside a word that calls, each with the sets that come after it."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The patterns of some packs by the words that call them up, which are `telling`.

    `_nearest`: what must stand beside each of those. There is a table of each pack's patterns, and
    one of those that look beyond a sentence.
    """

    telling: frozenset[str]
    _nearest: Mapping[str, Nearest]
    _tables: tuple[CallTable, ...]

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """Index the patterns of the packs."""
        each = sorted(_patterns(packs), key=lambda chosen: -chosen[1].verdict)
        by_table: dict[str, list[Call]] = {}
        for order, chosen in enumerate(each):
            call = Call(order, *chosen)
            table = _ACROSS if call.pattern.crosses else call.pack.language
            by_table.setdefault(table, []).append(call)
        nearest = _nearest(needs for _, _, pattern in each for needs in pattern.needs)
        return cls(frozenset(nearest), nearest, tuple(map(CallTable.of, by_table.values())))

    def may_be_up(self, telling: Iterable[str], words: AbstractSet[str]) -> bool:
        """Whether the words of a text could call anything up if all of them stood together.

        `telling`: those of them that may call. Most comments are asked nothing else, so this
        touches little: looking all their words up in the tables would be slower.
        """
        lack = words.isdisjoint
        for word in telling:
            for first, seconds in self._nearest[word]:
                if not lack(first) and not all(map(lack, seconds)):
                    return True
        return False

    def up(self, sentences: Sequence[Sequence[str]], asked: Asked) -> Iterator[Window]:
        """Where which patterns can match, those of the gravest rules first, by sentences."""
        telling = self.telling.intersection
        calling = {at: some for at, words in enumerate(sentences) if (some := telling(words))}
        called = [
            (table, first, last, bits if asked.is_reply else bits & ~table.replies)
            for table in self._tables
            for first, last, bits in table.up(sentences, calling)
        ]
        for verdict in _GRAVEST_FIRST if called else ():
            windows: dict[int, list[Window]] = {}
            for table, first, last, bits in called:
                if graded := bits & table.grades[verdict]:
                    for call in table.each(graded):
                        _open(windows, call, first, last)
            for order in sorted(windows):
                if asked.only in {None, windows[order][0].call.rule.id}:
                    yield from windows[order]


_ACROSS = "across sentences"
_GRAVEST_FIRST = sorted(Verdict, reverse=True)


def _open(windows: dict[int, list[Window]], call: Call, first: int, last: int) -> None:
    """Add a window; one that follows upon another of its pattern or overlaps it prolongs it."""
    if (several := windows.get(call.order)) is None:
        windows[call.order] = [Window(call, first, last)]
    elif several[-1].last < first:
        several.append(Window(call, first, last))
    elif several[-1].last < last:
        several[-1] = Window(call, several[-1].first, last)


def _nearest(each: Iterable[Needs]) -> Mapping[str, Nearest]:
    """What must stand beside each word; words that stand in the same sets share it."""
    beside: dict[frozenset[str], dict[frozenset[str], set[frozenset[str]]]] = {}
    for needs in each:
        rarest, first, second, *_ = (*needs, *needs[-1:] * 2)
        beside.setdefault(rarest, {}).setdefault(first, set()).add(second)
    each_of = list(beside.values())

    @cache
    def merged(numbers: tuple[int, ...]) -> Nearest:
        firsts: dict[frozenset[str], set[frozenset[str]]] = {}
        for first, seconds in chain.from_iterable(each_of[number].items() for number in numbers):
            firsts.setdefault(first, set()).update(seconds)
        return tuple((first, tuple(seconds)) for first, seconds in firsts.items())

    return {word: merged(numbers) for word, numbers in where(beside).items()}


def _patterns(packs: Iterable[Pack]) -> Iterator[tuple[Pack, Rule, Pattern]]:
    for pack in packs:
        for rule in pack.rules:
            for pattern in rule.patterns:
                yield pack, rule, pattern
