"""The patterns of some packs, and where in a text they are worth trying."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from bot.civility.calling.caller import Called, Calling, Entry, caller
from bot.civility.pack import Pack, Pattern, Rule


class Call(NamedTuple):
    """A pattern of a pack."""

    pack: Pack
    rule: Rule
    pattern: Pattern


class Window(NamedTuple):
    """The words from `first` to `last` (exclusive) among which a pattern may match."""

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


@dataclass(frozen=True, slots=True)
class Calls:
    """The patterns of some packs, those of the gravest rules first: callers know their places.

    `telling` are the words that may call one up. `_languages`: of the packs whose patterns are
    called up; None: of all.
    """

    telling: frozenset[str]
    _each: tuple[Call, ...]
    _languages: frozenset[str] | None = None

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> Self:
        """The patterns of the packs."""
        calls = tuple(sorted(_calls(packs), key=_gravity))
        return cls(_telling(calls), calls)

    def only(self, packs: Iterable[Pack]) -> Self:
        """These for some of their packs, called up by the same callers."""
        languages = frozenset(pack.language for pack in packs)
        telling = _telling(each for each in self._each if each.pack.language in languages)
        return replace(self, telling=telling, _languages=languages)

    def caller(self, closer: Collection[str]) -> Calling:
        """What calls them up, but for plain texts with words that are to be looked at `closer`."""
        entries = (
            Entry(number, call.pattern.extent.crosses > 0, call.pattern.extent.longest, needs)
            for number, call in enumerate(self._each)
            for needs in call.pattern.needs
        )
        return caller(sorted(entries, key=_next_need), closer)

    def is_any_asked(self, called: Iterable[Called], asked: Asked) -> bool:
        """Whether anything that was called up is asked for."""
        return any(self._is_asked(self._each[number], asked) for number, *_ in called)

    def windows(self, called: Iterable[Called], asked: Asked) -> Iterator[Window]:
        """Where what was called up and is asked for may match; the gravest rules' first."""
        for number, first, last in called:
            call = self._each[number]
            if self._is_asked(call, asked):
                yield Window(call, first, last)

    def _is_asked(self, call: Call, asked: Asked) -> bool:
        if self._languages is not None and call.pack.language not in self._languages:
            return False
        if call.rule.replies and not asked.is_reply:
            return False
        return asked.only is None or asked.only == call.rule.id


def _next_need(entry: Entry) -> tuple[int, ...]:
    """Puts entries next to each other that need the same next: they are asked for it once."""
    if len(entry.needs) == 1:
        return ()
    words, least, most = entry.needs[1]
    return (hash(words), least, most, entry.crosses)


def _gravity(call: Call) -> int:
    return -call.rule.verdict


def _telling(calls: Iterable[Call]) -> frozenset[str]:
    return frozenset().union(*(needs[0].words for call in calls for needs in call.pattern.needs))


def _calls(packs: Iterable[Pack]) -> Iterator[Call]:
    for pack in packs:
        for rule in pack.rules:
            for pattern in rule.patterns:
                yield Call(pack, rule, pattern)
