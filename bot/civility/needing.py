"""What words a text must have for a pattern to match it: the gate's knowledge of a pattern.

A pattern has *alternatives*, each of which is several sets of words: where it matches, the text has
a word of each set of one alternative. The rarest set of an alternative comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from bot.civility.lexicon import COMMA, MENTION
from bot.civility.patterns import Choice, Place, Repeat, Sequence, Sign, Words

Needs: TypeAlias = tuple[frozenset[str], ...]
"""Sets of words of each of which a text must have one."""


class Needed(NamedTuple):
    """A place's alternatives; none where it needs no word.

    `rarest`: the words of their first sets; `rarity`: about the share of comments that have one.
    """

    alternatives: tuple[Needs, ...]
    rarest: frozenset[str]
    rarity: float


_SIGNS = frozenset({COMMA, MENTION})
NOTHING = Needed((), frozenset(), 0.0)


class Needing:
    """Tells what places need, by how frequent words are.

    `common`: the language's most frequent words in falling order; `telling`: words for which every
    comment that has one is looked at more closely in any case.
    """

    def __init__(self, common: Iterable[str] = (), telling: frozenset[str] = frozenset()) -> None:
        ranked = enumerate(dict.fromkeys(common))
        self._shares = {word: _share(rank) for rank, word in ranked if word not in telling}
        self._frequencies: dict[frozenset[str], float] = {}
        self._known: dict[Place, Needed] = {}

    def of(self, place: Place) -> Needed:
        """What a place needs."""
        if (needed := self._known.get(place)) is None:
            needed = self._known[place] = self._needed(place)
        return needed

    def frequency(self, words: frozenset[str]) -> float:
        """About the share of comments that have one of the words."""
        if (found := self._frequencies.get(words)) is None:
            found = self._frequencies[words] = self._frequency(words)
        return found

    def most_frequent(self, needed: Needed) -> list[str]:
        """The common words of the three most frequent sets that a place may need first."""
        firsts = sorted({needs[0] for needs in needed.alternatives}, key=self.frequency)
        return [", ".join(sorted(words & self._shares.keys())) for words in firsts[:-4:-1]]

    def _frequency(self, words: frozenset[str]) -> float:
        if not _SIGNS.isdisjoint(words):  # they are not among the words that the gate sees
            return 1.0
        common = [self._shares[word] for word in words & self._shares.keys()]
        return sum(common) + (len(words) - len(common)) * _RARE

    def _needed(self, place: Place) -> Needed:
        match place:
            case Words(words, negated=False):
                return self._one((words,))
            case Sequence(places):
                return self._any(self._of_all(places))
            case Choice(options):
                return self._any(self._of_any(options))
            case Repeat(part, least, _) if least:
                return self.of(part)
            case Sign(sign) if sign in _SIGNS:
                return self._one((frozenset({sign}),))
            case _:
                return NOTHING

    def _one(self, needs: Needs) -> Needed:
        return Needed((needs,), needs[0], self.frequency(needs[0]))

    def _any(self, alternatives: Collection[Needs]) -> Needed:
        each = tuple(dict.fromkeys(alternatives))
        if len(each) == 1:
            return self._one(each[0])
        firsts = {needs[0] for needs in each}
        return Needed(each, frozenset().union(*firsts), sum(map(self.frequency, firsts)))

    def _of_any(self, options: Iterable[Place]) -> Collection[Needs]:
        """The alternatives of all options; those that are one set each make one set."""
        each = [self.of(option).alternatives for option in options]
        if not all(each):
            return ()
        alternatives = [*chain.from_iterable(each)]
        single = [needs[0] for needs in alternatives if len(needs) == 1]
        others = [needs for needs in alternatives if len(needs) > 1]
        return [*others, (frozenset().union(*single),)] if single else others

    def _of_all(self, places: Iterable[Place]) -> Collection[Needs]:
        """The alternatives of the rarest place, each with the other places' needs.

        Of those only the rarest words count, whatever alternative they belong to: multiplying
        alternatives out would make thousands.
        """
        each = [
            needed for place in dict.fromkeys(places) if (needed := self.of(place)).alternatives
        ]
        if not each:
            return ()
        chosen = min(each, key=attrgetter("rarity"))
        others = dict.fromkeys(needed.rarest for needed in each if needed is not chosen)
        return [
            tuple(sorted(dict.fromkeys((*needs, *others)), key=self.frequency))
            for needs in chosen.alternatives
        ]


def _share(rank: int) -> float:
    """About the share of comments that have a word of this rank.

    By Zipf's law, fitted to the shares counted in English news comments: a word of rank 60 stands
    in 6 % of them, one of rank 400 in 1 %.
    """
    return 4 / (rank + 6)


_RARE = 0.00005
"""That of a word without a rank."""
