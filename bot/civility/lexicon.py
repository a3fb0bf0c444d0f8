"""A pack's words, each as one character, so that a sentence is a short string.

Words that stand in the same lexicons share a character. A lexicon is then a set of characters and a
pattern a regular expression over them. `re` serves: patterns have no unbounded repetition, so each
attempt looks at a bounded stretch and the search is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TypeAlias

from bot.civility.patterns import (
    Choice,
    Extent,
    Listed,
    Literal,
    Named,
    PatternError,
    Place,
    Repeat,
    Sequence,
    Sign,
    extent,
)

END = "\n"
COMMA = ","
MENTION = "#"
OTHER = "."
_FIRST_CODE = 0xF0000  # private use (plane 15): no text of ours means anything there
Needs: TypeAlias = tuple[frozenset[str], ...]
"""Sets of words of each of which a text must have one."""

_ONE = re.compile(r".|\[[^]]*\]")
"""An expression that needs no brackets to be repeated."""
_ANY = f"[^{END}]"
_SIGNS = {"_": _ANY, "^": "^", "$": "$", "~": r"(?:\A|\Z)", "#": MENTION, "/": END, ",": COMMA}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicons of one pack. `common`: the language's most frequent words, with their rank.

    `telling`: words for which every comment that has one is looked at more closely in any case.
    `codes`: the characters of words and signs.
    """

    lists: Mapping[str, frozenset[str]]
    characters: Mapping[str, str]
    common: Mapping[str, int]
    telling: frozenset[str]
    codes: Mapping[str, str]
    _frequencies: dict[frozenset[str], float] = field(default_factory=dict, repr=False)
    _ranges: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False)
    _expressions: dict[str, str] = field(default_factory=dict, repr=False)
    _needs: dict[str, list[Needs]] = field(default_factory=dict, repr=False)
    _extents: dict[str, Extent] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        lists: Mapping[str, frozenset[str]],
        spelled: Iterable[str],
        common: Iterable[str] = (),
        telling: frozenset[str] = frozenset(),
    ) -> Lexicon:
        """The lexicons `lists` and the words that patterns spell out, encoded.

        `common` words come in falling order of frequency.
        """
        characters = _characters(lists, frozenset(spelled))
        ranks = {word: rank for rank, word in enumerate(dict.fromkeys(common))}
        return cls(lists, characters, ranks, telling, {**characters, **_SIGN_CODES})

    def written(self, words: Iterable[str]) -> str:
        """A sentence as characters: one for each word, sign or unknown word."""
        find = self.codes.get
        return "".join([find(word, OTHER) for word in words])

    def expression(self, place: Place) -> str:
        """The regular expression for a pattern. Raises `PatternError` for an unknown lexicon."""
        match place:
            case Literal(word):
                return self.characters[word]
            case Listed(names, negated):
                return self._any_of(names, negated)
            case Sign(sign):
                return _SIGNS[sign]
            case Sequence(places):
                return "".join(map(self.expression, places))
            case Choice(options):
                return self._choice(options)
            case Repeat(part, least, most):
                repeated = self.expression(part)
                one = repeated if _ONE.fullmatch(repeated) else f"(?:{repeated})"
                return f"{one}{{{least},{most}}}"
            case Named(name, place):
                if name not in self._expressions:
                    self._expressions[name] = self.expression(place)
                return self._expressions[name]

    def needs(self, place: Place) -> list[Needs]:
        """What words a matching text must have: one of the alternatives, of each of its sets one.

        The rarest set of an alternative comes first. Empty where the pattern needs no word.
        """
        match place:
            case Literal(word):
                return [(frozenset({word}),)]
            case Listed(names, negated):
                return [] if negated else [(self._words(names),)]
            case Sequence(places):
                return self._needs_of_all(places)
            case Choice(options):
                return self._needs_of_any(options)
            case Repeat(part, least, _):
                return self.needs(part) if least else []
            case Sign(sign):
                return [(frozenset({MENTION}),)] if sign == MENTION else []
            case Named(name, place):
                if name not in self._needs:
                    self._needs[name] = self.needs(place)
                return self._needs[name]

    def extent(self, place: Place) -> Extent:
        """What a pattern takes at most."""
        return extent(place, self._extents)

    def frequency(self, need: frozenset[str]) -> float:
        """About the share of comments that have one of the words.

        By Zipf's law, fitted to the shares counted in English news comments: a word of rank 60
        stands in 6 % of them, one of rank 400 in 1 %.
        """
        if (found := self._frequencies.get(need)) is None:
            found = self._frequencies[need] = self._frequency(need)
        return found

    def rarity(self, alternatives: Iterable[Needs]) -> float:
        """About the share of comments that have the rarest words of one of the alternatives."""
        return sum(map(self.frequency, {needs[0] for needs in alternatives}))

    def _frequency(self, need: frozenset[str]) -> float:
        if MENTION in need:  # not among the words that the gate sees
            return 1.0
        ranks = [self.common[word] for word in need - self.telling if word in self.common]
        rest = len(need) - len(ranks)
        return sum(4 / (rank + 6) for rank in ranks) + rest * _RARE

    def _needs_of_any(self, options: Iterable[Place]) -> list[Needs]:
        """The alternatives of all options; those that are one rare word each make one set."""
        each = [self.needs(option) for option in options]
        if not all(each):
            return []
        rare: set[str] = set()
        others: list[Needs] = []
        for needs in chain.from_iterable(each):
            if len(needs) == 1 and self.frequency(needs[0]) < _SELDOM:
                rare |= needs[0]
            else:
                others.append(needs)
        return [*others, (frozenset(rare),)] if rare else others

    def _needs_of_all(self, places: Iterable[Place]) -> list[Needs]:
        """The alternatives of the rarest place, each with the other places' needs.

        Of those only the rarest words count, whatever alternative they belong to: multiplying
        alternatives out would make thousands.
        """
        each = [needs for place in places if (needs := self.needs(place))]
        if not each:
            return []
        rarest = min(each, key=self.rarity)
        others = [
            frozenset().union(*(needs[0] for needs in alternatives))
            for alternatives in each
            if alternatives is not rarest
        ]
        return [tuple(sorted((*needs, *others), key=self.frequency)) for needs in rarest]

    def _choice(self, options: Iterable[Place]) -> str:
        """One class for all options of one word: it is compiled and tried sooner than branches."""
        single: set[str] = set()
        others: list[str] = []
        for option in options:
            match option:
                case Literal(word):
                    single.add(word)
                case Listed(names, negated=False):
                    single |= self._words(names)
                case _:
                    others.append(self.expression(option))
        if single:
            others.append(f"[{self._inside(single)}]")
        return others[0] if len(others) == 1 else f"(?:{'|'.join(others)})"

    def _inside(self, words: Iterable[str]) -> str:
        return _as_ranges({ord(self.characters[word]) for word in words})

    def _words(self, names: Iterable[str]) -> frozenset[str]:
        for name in names:
            if name not in self.lists:
                raise PatternError(f"there is no lexicon <{name}>")
        return frozenset().union(*(self.lists[name] for name in names))

    def _any_of(self, names: tuple[str, ...], negated: bool) -> str:
        if (inside := self._ranges.get(names)) is None:
            inside = self._ranges[names] = self._inside(self._words(names))
        return f"[^{inside}{END}{COMMA}{MENTION}]" if negated else f"[{inside}]"


def _characters(lists: Mapping[str, frozenset[str]], single: frozenset[str]) -> dict[str, str]:
    """A character for each word; words of the same lists get neighbouring ones.

    Lexicons so become few ranges of characters, which `re` compiles and tries faster.
    """
    kinds: dict[tuple[str, ...], list[str]] = {}
    for word in sorted(single.union(*lists.values())):
        where = [name for name, words in lists.items() if word in words]
        kinds.setdefault((*where, "," + word if word in single else ""), []).append(word)
    each = enumerate(sorted(kinds))
    return {word: chr(_FIRST_CODE + code) for code, kind in each for word in kinds[kind]}


def _as_ranges(codes: Iterable[int]) -> str:
    """The inside of a character class. Neighbours less their place in line share a number."""
    line = enumerate(sorted(codes))
    runs = (list(run) for _, run in groupby(line, key=lambda placed: placed[1] - placed[0]))
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


_RARE = 0.00005
_SELDOM = 0.002
_SIGN_CODES = {END: END, COMMA: COMMA, MENTION: MENTION}
