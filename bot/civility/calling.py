"""Which patterns can match a sentence at all, looked up by its words: the gate.

A pattern needs a word of each of some sets (`call_table`). First the whole text is asked whether it
has words of all of a pattern's sets: most comments end there. Then its sentences are asked, and the
patterns of the gravest rules come first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import NamedTuple, Self

from bot.civility.call_table import CallTable, merged
from bot.civility.needing import Needs
from bot.civility.pack import Pack, Pattern, Rule


class Call(NamedTuple):
    """A pattern of a pack."""

    pack: Pack
    rule: Rule
    pattern: Pattern


class Window(NamedTuple):
    """The sentences from `first` to `last` (exclusive, or beyond) in which a pattern may match."""

    call: Call
    first: int
    last: int


class Asked(NamedTuple):
    """What is asked of a text: does it answer a person, and is one rule looked for `only`?

    `allowed`: rules that a server has switched off.
    """

    is_reply: bool
    only: str | None = None
    allowed: frozenset[str] = frozenset()


_MANY = 150
"""Words. Of more, what calls up the gravest rules is looked for first, and the rest only where
that finds too little; with fewer that takes longer than to look for all at once."""


@dataclass(frozen=True, slots=True)
class Calls:
    """The patterns of some packs by the words that call them up, which are `telling`.

    `_calls`: those of the gravest rules first; tables know them by their places. `_near`: a table
    of those that look at one sentence; `_far`: of those that look up to `_reach` sentences beyond.
    `_graded`: both for each verdict, the gravest first. `_languages`: of the packs whose patterns
    are called up; None: of all.
    """

    telling: frozenset[str]
    _calls: tuple[Call, ...]
    _reach: int
    _near: CallTable
    _far: CallTable
    _graded: tuple[tuple[CallTable, CallTable], ...]
    _languages: frozenset[str] | None = None

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """Index the patterns of the packs."""
        calls = sorted(_calls(packs), key=_gravity)
        needs = [merged(call.pattern.needs) for call in calls]
        graded = groupby(range(len(calls)), key=lambda number: _gravity(calls[number]))
        near, far = _tables(calls, needs, range(len(calls)))
        return cls(
            telling=near.telling | far.telling,
            _calls=tuple(calls),
            _reach=max((call.pattern.crosses for call in calls), default=0),
            _near=near,
            _far=far,
            _graded=tuple(_tables(calls, needs, [*some]) for _, some in graded),
        )

    def only(self, packs: Iterable[Pack]) -> Self:
        """These calls for some of their packs, which share the tables of all."""
        languages = frozenset(pack.language for pack in packs)
        needed = (call.pattern.needs for call in self._calls if call.pack.language in languages)
        rarest = (needs[0] for needs in chain.from_iterable(needed))
        return replace(self, telling=frozenset().union(*rarest), _languages=languages)

    def may_be_up(self, telling: AbstractSet[str], words: AbstractSet[str]) -> bool:
        """Whether the words of a text could call anything up if all of them stood together.

        `telling`: those of them that may call. Most comments are asked nothing else.
        """
        return self._near.may_call(telling, words) or self._far.may_call(telling, words)

    def up(self, sentences: Sequence[Sequence[str]], asked: Asked) -> Iterator[Window]:
        """Where which patterns can match, those of the gravest rules first, by sentences.

        Stretches that follow upon one another or overlap are one.
        """
        many = sum(map(len, sentences)) > _MANY
        for near, far in self._graded if many else [(self._near, self._far)]:
            found = sorted(chain(_up(near, sentences, 0), _up(far, sentences, self._reach)))
            for window in _joined(found, self._calls):
                rule, language = window.call.rule, window.call.pack.language
                if self._languages is not None and language not in self._languages:
                    continue
                if rule.replies and not asked.is_reply:
                    continue
                if asked.only is None or asked.only == rule.id:
                    yield window


def _joined(found: Sequence[tuple[int, int, int]], calls: Sequence[Call]) -> Iterator[Window]:
    """Windows of calls by number in order; those that follow or overlap are one."""
    number, first, last = -1, 0, 0
    for next_number, next_first, next_last in found:
        if next_number == number and next_first <= last:
            last = max(last, next_last)
            continue
        if number >= 0:
            yield Window(calls[number], first, last)
        number, first, last = next_number, next_first, next_last
    if number >= 0:
        yield Window(calls[number], first, last)


def _up(
    table: CallTable, sentences: Sequence[Sequence[str]], reach: int
) -> Iterator[tuple[int, int, int]]:
    """What of a table can match from which sentence to which (exclusive, or beyond)."""
    calling = table.telling.intersection
    for at, sentence in enumerate(sentences):
        if some := calling(sentence):
            first, last = max(at - reach, 0), at + reach + 1
            words = {*chain.from_iterable(sentences[first:last])} if reach else {*sentence}
            for number in table.up(some, words):
                yield number, first, last


def _tables(
    calls: Sequence[Call], needs: Sequence[Iterable[Needs]], numbers: Collection[int]
) -> tuple[CallTable, CallTable]:
    """Of some calls, a table of those that look at one sentence, and one of the others."""
    near = CallTable.of((at, needs[at]) for at in numbers if not calls[at].pattern.crosses)
    far = CallTable.of((at, needs[at]) for at in numbers if calls[at].pattern.crosses)
    return near, far


def _gravity(call: Call) -> int:
    return -call.rule.verdict


def _calls(packs: Iterable[Pack]) -> Iterator[Call]:
    for pack in packs:
        for rule in pack.rules:
            for pattern in rule.patterns:
                yield Call(pack, rule, pattern)
