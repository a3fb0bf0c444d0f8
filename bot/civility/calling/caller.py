"""Finds where the words of a text call patterns up.

`Caller` does it in Python, and says how it is done. Where the extension is there (`_caller.c`), it
does the same in a fraction of the time; tests hold one to the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib import import_module
from types import ModuleType
from typing import NamedTuple, Protocol, TypeAlias

from bot.civility.lexicon import END
from bot.civility.needing import Needs
from bot.civility.text.tokens import PLAIN, spoken_plainly


class Entry(NamedTuple):
    """A pattern by its number, and one of the alternatives of what it needs.

    `crosses`: whether the words that it needs may stand in several sentences; `longest`: how many
    words a match takes at most.
    """

    number: int
    crosses: bool
    longest: int
    needs: Needs


Called: TypeAlias = tuple[int, int, int]
"""A pattern's number, and from where to where (exclusive) in the text it may match.

That is one word more than a match takes at most before and after the rarest word, and within its
sentence if the pattern does not cross its end: where a match ended with what is looked at, it might
take that for an edge. What overlaps is one.
"""


class Calling(Protocol):
    """Looks for what is called up; each answer is in order and has nothing twice."""

    def up(self, words: list[str]) -> list[Called]:
        """What the words and signs of a text call up."""

    def up_in(self, text: str) -> list[Called] | None:
        """What those of a text do that is read plainly (`spoken_plainly`); its place counts them.

        None where one of the words is to be looked at more closely.
        """


def caller(entries: Iterable[Entry], closer: Collection[str] = ()) -> Calling:
    """The quickest that there is. `closer`: the words that are to be looked at more closely."""
    if (extension := _extension()) is None:
        return Caller(entries, closer)
    made: Calling = extension.Caller(entries, closer, PLAIN)
    return made


def is_compiled() -> bool:
    """Whether the extension is there."""
    return _extension() is not None


def _extension() -> ModuleType | None:
    try:
        return import_module("bot.civility.calling._caller")
    except ImportError:  # there was no compiler, or none of Python's headers
        return None


class Caller:
    """The plain way."""

    def __init__(self, entries: Iterable[Entry], closer: Collection[str] = ()) -> None:
        self._closer = frozenset(closer)
        self._entries: dict[str, list[tuple[Entry, list[frozenset[str]]]]] = {}
        for entry in entries:
            first, *others = (need.words for need in entry.needs)
            for word in first:
                self._entries.setdefault(word, []).append((entry, others))

    def up(self, words: list[str]) -> list[Called]:
        """What the words and signs of a text call up.

        Most entries need a word that the text has nowhere: its distance is not asked for.
        """
        lacks = frozenset(words).isdisjoint
        possible = {
            word: [entry for entry, others in entries if not any(map(lacks, others))]
            for word in {*words}
            if (entries := self._entries.get(word))
        }
        found: set[Called] = set()
        for start, end in _sentences(words):
            for at in range(start, end):
                for entry in possible.get(words[at], ()):
                    first, last = (0, len(words)) if entry.crosses else (start, end)
                    if _are_met(entry.needs, words, at, first, last):
                        near = max(at - entry.longest, first), min(at + entry.longest + 1, last)
                        found.add((entry.number, *near))
        return _joined(sorted(found))

    def up_in(self, text: str) -> list[Called] | None:
        """What those of a text do that is read plainly."""
        words = spoken_plainly(text)
        return self.up(words) if self._closer.isdisjoint(words) else None


def _are_met(needs: Needs, words: Sequence[str], at: int, start: int, end: int) -> bool:
    return all(
        not need.words.isdisjoint(
            words[max(at + need.least, start) : max(min(at + need.most + 1, end), start)]
        )
        for need in needs[1:]
    )


def _joined(called: Iterable[Called]) -> list[Called]:
    """Those that overlap as one."""
    joined: list[Called] = []
    for number, first, last in called:
        if joined and joined[-1][0] == number and first < joined[-1][2]:
            _, begun, ended = joined.pop()
            joined.append((number, begun, max(ended, last)))
        else:
            joined.append((number, first, last))
    return joined


def _sentences(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From where to where (exclusive) each sentence goes, the sign at its end included."""
    start = 0
    for at, word in enumerate(words):
        if word == END:
            yield start, at + 1
            start = at + 1
    yield start, len(words)
