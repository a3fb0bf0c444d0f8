"""The patterns that packs are written in: sentences as sequences of words.

    <you> <are> <very>{0,3} <a>? <!stop>{0,2} <fool>

A word stands for itself, `<name>` for any word of a lexicon, `<one|other>` for any of several,
`<!name>` for any word not in it, `_` for any word; `@name` is a named pattern, `,` a comma, `^`
and `$` the edges of a sentence, `~` those of the whole text, `#` a mention. `( | )` choose, `?`
and `{m,n}` repeat. There is no unbounded repetition and no word crosses the end of a sentence
unless the pattern says `/` (one end of a sentence), so that a pattern looks at a bounded stretch
and matching is linear.

A pattern is parsed into places here; `lexicon` turns places into a regular expression over one
character per word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

MOST = 12
"""The longest repetition that a pattern may ask for."""


class PatternError(ValueError):
    """A pattern that cannot be read: the message shows it and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Literal:
    """One word as it stands."""

    word: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Any word of the named lexicons, or with `negated` any word of none of them."""

    names: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """`_`, `,`, `^`, `$`, `~`, `#` or `/`."""

    sign: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """Its places one after the other."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of its options."""

    options: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A place `least` to `most` times."""

    place: Place
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Named:
    """What a pattern's name stands for; whatever is made of it needs making once only."""

    name: str
    place: Place


Place: TypeAlias = Literal | Listed | Sign | Sequence | Choice | Repeat | Named


def parsed(pattern: str, named: Mapping[str, Place]) -> Place:
    """The places of a pattern; `named` holds what `@name` stands for. Raises `PatternError`."""
    return _Parser(pattern, named).whole()


def names(pattern: str) -> frozenset[str]:
    """The names of the patterns that a pattern uses."""
    return frozenset(re.findall(r"@([\w-]+)", pattern))


_PIECE = re.compile(
    r"\s*(?:(?P<listed><!?[\w|-]+>)|(?P<named>@[\w-]+)|(?P<repeat>\?|\{\d+,\d+\})"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)*|[\U0001F000-\U0001FAFF\u2600-\u27BF])|(?P<sign>[_,^$#/~()|]))"
)


_END = ("end", "")
_AFTER = frozenset({("sign", "|"), ("sign", ")"), _END})
"""What a sequence ends before."""


class _Parser:
    """A recursive descent over the pieces of one pattern."""

    def __init__(self, pattern: str, named: Mapping[str, Place]) -> None:
        self._pattern = pattern
        self._named = named
        self._pieces = self._cut()
        self._at = 0

    def whole(self) -> Place:
        place = self._choice()
        if self._next() != _END:
            raise self._error("a ')' closes nothing")
        return place

    def _cut(self) -> list[tuple[str, str]]:
        pieces, at = [], 0
        text = self._pattern.rstrip()
        while at < len(text):
            found = _PIECE.match(text, at)
            if found is None or found.lastgroup is None:
                raise self._error(f"{text[at:].split()[0]!r} is no word and no sign")
            pieces.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        return [*pieces, _END]

    def _next(self) -> tuple[str, str]:
        return self._pieces[self._at]

    def _choice(self) -> Place:
        options = [self._sequence()]
        while self._next() == ("sign", "|"):
            self._at += 1
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(_flat(options)))

    def _sequence(self) -> Place:
        places = []
        while self._next() not in _AFTER:
            places.append(self._repeated(self._single()))
        if not places:
            raise self._error("an empty choice; write (…)? for what may be missing")
        return places[0] if len(places) == 1 else Sequence(tuple(places))

    def _single(self) -> Place:
        kind, piece = self._next()
        self._at += 1
        match kind:
            case "word":
                return _literal(piece)
            case "listed":
                return _listed(piece)
            case "named":
                return self._looked_up(piece)
            case "sign":
                return self._sign(piece)
            case _:
                raise self._error(f"{piece!r} repeats nothing")

    def _sign(self, sign: str) -> Place:
        if sign != "(":
            return Sign(sign)
        place = self._choice()
        if self._next() != ("sign", ")"):
            raise self._error("a '(' is not closed")
        self._at += 1
        return place

    def _looked_up(self, piece: str) -> Place:
        if (place := self._named.get(piece[1:])) is None:
            raise self._error(f"no pattern is named {piece!r}")
        return Named(piece[1:], place)

    def _repeated(self, place: Place) -> Place:
        kind, piece = self._next()
        if kind != "repeat":
            return place
        self._at += 1
        least, most = (0, 1) if piece == "?" else map(int, piece[1:-1].split(","))
        if not 0 <= least <= most <= MOST or most == 0:
            raise self._error(f"{piece} must go up to at most {MOST}")
        return Repeat(place, least, most)

    def _error(self, why: str) -> PatternError:
        return PatternError(f"pattern {self._pattern!r}: {why}")


def spellings(word: str) -> tuple[str, ...]:
    """How a word is written: `don't` without its apostrophe as well, as in half of all comments."""
    return (word, word.replace("'", "")) if word.endswith("n't") else (word,)


def _literal(word: str) -> Place:
    each = spellings(word)
    return Literal(word) if len(each) == 1 else Choice(tuple(map(Literal, each)))


def _flat(options: Iterable[Place]) -> Iterator[Place]:
    """The options, with those of a choice among them in its place."""
    for option in options:
        yield from option.options if isinstance(option, Choice) else (option,)


def _listed(piece: str) -> Listed:
    negated = piece.startswith("<!")
    return Listed(tuple(piece[2 if negated else 1 : -1].split("|")), negated)


def literals(places: Iterable[Place]) -> frozenset[str]:
    """Every word that patterns spell out."""
    return frozenset(place.word for place in _all(places) if isinstance(place, Literal))


class Extent(NamedTuple):
    """What a match takes at most: words and signs, and ends of sentences among them."""

    longest: int
    crosses: int


_NOTHING, _ONE, _CROSSING = Extent(0, 0), Extent(1, 0), Extent(1, 1)
_OF_SIGNS = {"^": _NOTHING, "$": _NOTHING, "~": _NOTHING, "/": _CROSSING}


def extent(place: Place, known: dict[str, Extent]) -> Extent:
    """The extent of a pattern; `known`: those of named ones, which are added."""
    match place:
        case Literal() | Listed():
            return _ONE
        case Sign(sign):
            return _OF_SIGNS.get(sign, _ONE)
        case Sequence(places):
            every = [extent(each, known) for each in places]
            return Extent(sum(each[0] for each in every), sum(each[1] for each in every))
        case Choice(options):
            every = [extent(each, known) for each in options]
            return Extent(max(each[0] for each in every), max(each[1] for each in every))
        case Repeat(part, _, most):
            longest, crosses = extent(part, known)
            return Extent(most * longest, most * crosses)
        case Named(name, named):
            if name not in known:
                known[name] = extent(named, known)
            return known[name]


def _all(places: Iterable[Place]) -> Iterator[Place]:
    """The places and those inside of them; what has a name once only."""
    waiting, seen = list(places), set[str]()
    while waiting:
        place = waiting.pop()
        yield place
        if not isinstance(place, Named):
            waiting += _inside(place)
        elif place.name not in seen:
            seen.add(place.name)
            waiting.append(place.place)


def _inside(place: Place) -> tuple[Place, ...]:
    match place:
        case Sequence(parts) | Choice(parts):
            return parts
        case Repeat(part):
            return (part,)
        case _:
            return ()
