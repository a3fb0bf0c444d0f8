"""A pack's words, each as one character, so that a sentence is a short string.

Words that stand in the same lexicons share a character. A set of words is then a class of
characters and a pattern a regular expression over them. `re` serves: patterns have no unbounded
repetition, so each attempt looks at a bounded stretch and the search is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from bot.civility.patterns import Choice, Place, Repeat, Sequence, Sign, Words

END = "\n"
COMMA = ","
MENTION = "#"
OTHER = "."
_FIRST_CODE = 0xF0000  # private use (plane 15): no text of ours means anything there

_ONE = re.compile(r".|\[[^]]*\]")
"""An expression that needs no brackets to be repeated."""
_ANY = f"[^{END}]"
_SIGNS = {"_": _ANY, "^": "^", "$": "$", "~": r"(?:\A|\Z)", "#": MENTION, "/": END, ",": COMMA}
_SIGN_CODES = {END: END, COMMA: COMMA, MENTION: MENTION}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one pack. `characters`: that of each word; `codes`: those of signs as well."""

    characters: Mapping[str, str]
    codes: Mapping[str, str]
    _expressions: dict[Place, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, lists: Mapping[str, frozenset[str]], spelled: Iterable[str]) -> Lexicon:
        """The words of the lexicons `lists` and those that patterns spell out, encoded."""
        characters = _characters(lists, frozenset(spelled))
        return cls(characters, {**characters, **_SIGN_CODES})

    def written(self, words: Iterable[str]) -> str:
        """A sentence as characters: one for each word, sign or unknown word."""
        find = self.codes.get
        return "".join([find(word, OTHER) for word in words])

    def expression(self, place: Place) -> str:
        """The regular expression for a pattern of these words."""
        if (expression := self._expressions.get(place)) is None:
            expression = self._expressions[place] = self._expression(place)
        return expression

    def _expression(self, place: Place) -> str:
        match place:
            case Words(words, negated=True):
                return f"[^{self._inside(words)}{END}{COMMA}{MENTION}]"
            case Words(words):
                inside = self._inside(words)
                return inside if len(inside) == 1 else f"[{inside}]"
            case Sign(sign):
                return _SIGNS[sign]
            case Sequence(places):
                return "".join(map(self.expression, places))
            case Choice(options):
                return f"(?:{'|'.join(map(self.expression, options))})"
            case Repeat(part, least, most):
                repeated = self.expression(part)
                one = repeated if _ONE.fullmatch(repeated) else f"(?:{repeated})"
                return f"{one}{{{least},{most}}}"

    def _inside(self, words: Iterable[str]) -> str:
        return _as_ranges({self.characters[word] for word in words})


def _characters(lists: Mapping[str, frozenset[str]], single: frozenset[str]) -> Mapping[str, str]:
    """A character for each `single` word and for the others of the same lists.

    Words of the same lists get neighbouring ones: lexicons so become few ranges of characters,
    which `re` compiles and tries faster.
    """
    kinds: dict[str, list[str]] = {}
    for name, words in (*lists.items(), *((f",{word}", {word}) for word in single)):
        for word in words:
            kinds.setdefault(word, []).append(name)
    each = {word: tuple(names) for word, names in kinds.items()}
    numbered = enumerate(sorted({*each.values()}), _FIRST_CODE)
    characters = {kind: chr(code) for code, kind in numbered}
    return {word: characters[kind] for word, kind in each.items()}


def _as_ranges(characters: Iterable[str]) -> str:
    """The inside of a character class. Neighbours less their place in line share a number."""
    line = enumerate(sorted(characters))
    runs = ([*run] for _, run in groupby(line, key=lambda placed: ord(placed[1]) - placed[0]))
    return "".join(_range(run[0][1], run[-1][1]) for run in runs)


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}-{last}"
