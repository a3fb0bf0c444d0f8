"""The patterns that packs are written in: sentences as sequences of words.

    <you> <are> <very>{0,3} <a>? <!stop>{0,2} <fool>

A word stands for itself, `<name>` for any word of a lexicon, `<one|other>` for any of several,
`<!name>` for any word not in it, `_` for any word; `@name` is a named pattern, `,` a comma, `^`
and `$` the edges of a sentence, `~` those of the whole text, `#` a mention. `( | )` choose, `?`
and `{m,n}` repeat. There is no unbounded repetition and no word crosses the end of a sentence
unless the pattern says `/` (one end of a sentence), so that a pattern looks at a bounded stretch
and matching is linear.

A `Grammar` reads patterns into places; `lexicon` turns places into a regular expression over one
character per word. Places are compared by identity, and what is written alike is one place: so
whatever is made of it needs making once only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple, TypeAlias, cast

from bot.civility.variants import Variants

MOST = 12
"""The longest repetition that a pattern may ask for."""


class PatternError(ValueError):
    """A pattern that cannot be read: the message shows it and says what is wrong."""


class Extent(NamedTuple):
    """What a match takes: words and signs at least and at most, and at most so many ends of
    sentences among them.
    """

    shortest: int
    longest: int
    crosses: int


@dataclass(frozen=True, eq=False)
class Words:
    """Any of these words, or with `negated` any word that is none of them."""

    words: frozenset[str]
    negated: bool = False
    extent = Extent(1, 1, 0)


@dataclass(frozen=True, eq=False)
class Sign:
    """`_`, `,`, `^`, `$`, `~`, `#` or `/`."""

    sign: str

    @property
    def extent(self) -> Extent:
        """Edges take nothing."""
        taken = int(self.sign not in "^$~")
        return Extent(taken, taken, int(self.sign == "/"))


@dataclass(frozen=True, eq=False)
class Sequence:
    """Its places one after the other."""

    places: tuple[Place, ...]

    @cached_property
    def extent(self) -> Extent:
        """That of all places together."""
        return Extent(*map(sum, zip(*(place.extent for place in self.places), strict=True)))


@dataclass(frozen=True, eq=False)
class Choice:
    """One of its options; all that are words are one option, the last."""

    options: tuple[Place, ...]

    @cached_property
    def extent(self) -> Extent:
        """The least and the greatest that an option may have."""
        shortest, longest, crosses = zip(*(option.extent for option in self.options), strict=True)
        return Extent(min(shortest), max(longest), max(crosses))


@dataclass(frozen=True, eq=False)
class Repeat:
    """A place `least` to `most` times."""

    place: Place
    least: int
    most: int

    @cached_property
    def extent(self) -> Extent:
        """That of as many as there may be."""
        shortest, longest, crosses = self.place.extent
        return Extent(self.least * shortest, self.most * longest, self.most * crosses)


Place: TypeAlias = Words | Sign | Sequence | Choice | Repeat

_KINDS = {
    "word": r"[^\W_]+(?:'[^\W_]+)*|[\U0001F000-\U0001FAFF\u2600-\u27BF]",
    "listed": r"<!?[\w|-]+>",
    "named": r"@[\w-]+",
    "repeat": r"\?|\{\d+,\d+\}",
    "group": r"[()|]",
    "sign": r"[_,^$#/~]",
    "unreadable": r"\S+",
}
_PIECE = re.compile("|".join(_KINDS.values()))
_KIND = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in _KINDS.items()))
_REPEATS = ("?", "{")
_TIMES = re.compile(_KINDS["repeat"])


class Grammar:
    """Reads the patterns of a pack with these lexicons, named patterns and spellings of words.

    `spelled`: the words that the patterns read so far spell out. Raises `PatternError`.
    """

    def __init__(
        self,
        lists: Mapping[str, frozenset[str]] | None = None,
        named: Mapping[str, str] | None = None,
        variants: Variants | None = None,
    ) -> None:
        self.spelled: set[str] = set()
        self._lists = lists or {}
        self._variants = variants or Variants()
        self._pieces: dict[str, Place] = {}
        self._made: dict[Hashable, Place] = {}
        named = named or {}
        for name in _in_order(named):
            self._pieces[f"@{name}"] = self.parsed(named[name])

    def parsed(self, pattern: str) -> Place:
        """The places of a pattern. Raises `PatternError`."""
        try:
            return self._whole(_PIECE.findall(pattern))
        except PatternError as error:
            raise PatternError(f"pattern {pattern!r}: {error}") from error

    def _whole(self, pieces: Iterable[str]) -> Place:
        around: list[list[list[Place]]] = []  # the options of the groups that are open
        sequence: list[Place] = []
        options = [sequence]
        before = ""
        for piece in pieces:
            if place := self._pieces.get(piece):
                sequence.append(place)
            elif piece == "|":
                sequence = []
                options.append(sequence)
            elif piece == "(":
                around.append(options)
                sequence = []
                options = [sequence]
            elif piece == ")":
                if not around:
                    raise PatternError("a ')' closes nothing")
                place, options = self._choice(options), around.pop()
                sequence = options[-1]
                sequence.append(place)
            elif piece.startswith(_REPEATS):
                if not sequence or before.startswith(_REPEATS):
                    raise PatternError(f"{piece!r} repeats nothing")
                sequence.append(self._repeated(sequence.pop(), piece))
            else:
                sequence.append(self._single(piece))
            before = piece
        if around:
            raise PatternError("a '(' is not closed")
        return self._choice(options)

    def _single(self, piece: str) -> Place:
        """What a piece stands for that was not met before."""
        self._pieces[piece] = place = self._read(piece)
        return place

    def _read(self, piece: str) -> Place:
        match cast(re.Match[str], _KIND.match(piece)).lastgroup:
            case "word":
                each = self._variants.of(piece)
                self.spelled.update(each)
                return Words(frozenset(each))
            case "listed":
                negated = piece.startswith("<!")
                return Words(self._listed(piece[2 if negated else 1 : -1].split("|")), negated)
            case "named":
                raise PatternError(f"no pattern is named {piece!r}")
            case "sign":
                return Sign(piece)
            case _:
                raise PatternError(f"{piece!r} is no word and no sign")

    def _listed(self, names: Iterable[str]) -> frozenset[str]:
        for name in names:
            if name not in self._lists:
                raise PatternError(f"there is no lexicon <{name}>")
        return frozenset().union(*(self._lists[name] for name in names))

    def _choice(self, written: Iterable[list[Place]]) -> Place:
        options = [self._sequence(places) for places in written]
        if len(options) == 1:
            return options[0]
        words: list[frozenset[str]] = []
        others: list[Place] = []
        for option in _flat(options):
            match option:
                case Words(some, negated=False):
                    words.append(some)
                case _:
                    others.append(option)
        if words:
            others.append(self._one(Words, frozenset().union(*words)))
        return others[0] if len(others) == 1 else self._one(Choice, tuple(others))

    def _sequence(self, places: list[Place]) -> Place:
        if not places:
            raise PatternError("an empty choice; write (…)? for what may be missing")
        return places[0] if len(places) == 1 else self._one(Sequence, tuple(places))

    def _repeated(self, place: Place, written: str) -> Place:
        if _TIMES.fullmatch(written) is None:
            raise PatternError(f"{written!r} must be a range, such as {{0,3}}")
        least, most = (0, 1) if written == "?" else map(int, written[1:-1].split(","))
        if not 0 <= least <= most <= MOST or most == 0:
            raise PatternError(f"{written} must go up to at most {MOST}")
        return self._one(Repeat, place, least, most)

    def _one(self, kind: Callable[..., Place], *parts: Hashable) -> Place:
        """The place of a kind that has these parts, made once."""
        if (place := self._made.get((kind, parts))) is None:
            place = self._made[kind, parts] = kind(*parts)
        return place


def _flat(options: Iterable[Place]) -> Iterator[Place]:
    """The options, with those of a choice among them in its place."""
    for option in options:
        yield from option.options if isinstance(option, Choice) else (option,)


def _in_order(named: Mapping[str, str]) -> list[str]:
    """The names of patterns, each after those that its pattern uses."""
    uses = {name: {*_NAME.findall(pattern)} & named.keys() for name, pattern in named.items()}
    try:
        return [*TopologicalSorter(uses).static_order()]
    except CycleError as error:
        raise PatternError(f"patterns use each other: {', '.join(error.args[1])}") from error


_NAME = re.compile(r"@([\w-]+)")
