"""What words a text must have for a pattern to match it, and how far apart.

A pattern has *alternatives*, each of which is several needs: where it matches, one of the words of
each need of one alternative stands there. The first need has the rarest words, and the others say
how far from its word theirs stand, as no pattern is of any length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple, TypeAlias

from bot.civility.lexicon import COMMA, MENTION
from bot.civility.patterns import Choice, Place, Repeat, Sign, Words
from bot.civility.patterns import Sequence as Places


class Need(NamedTuple):
    """One of these words, `least` to `most` words and signs after that of the first need.

    Before it: negative.
    """

    words: frozenset[str]
    least: int
    most: int


Needs: TypeAlias = tuple[Need, ...]
"""All of these, the rarest first."""


class Stretch(NamedTuple):
    """So many words and signs."""

    least: int
    most: int


class Alternative(NamedTuple):
    """What a match needs, and how much of it stands before and after the first need's word."""

    needs: Needs
    before: Stretch
    after: Stretch


class Needed(NamedTuple):
    """A place's alternatives; none where it needs no word.

    `rarest`: the words of their first needs; `rarity`: about the share of comments that have one.
    `before` and `after`: what stands around it, whatever the alternative.
    """

    alternatives: tuple[Alternative, ...]
    rarest: frozenset[str]
    rarity: float
    before: Stretch
    after: Stretch

    @property
    def needs(self) -> tuple[Needs, ...]:
        """Those of each alternative."""
        return tuple(each.needs for each in self.alternatives)


_SIGNS = frozenset({COMMA, MENTION})
_NONE, _ITSELF = Stretch(0, 0), Stretch(1, 1)
NOTHING = Needed((), frozenset(), 0.0, _NONE, _NONE)


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
        firsts = sorted({each.needs[0].words for each in needed.alternatives}, key=self.frequency)
        return [", ".join(sorted(words & self._shares.keys())) for words in firsts[:-4:-1]]

    def _frequency(self, words: frozenset[str]) -> float:
        if not _SIGNS.isdisjoint(words):  # they stand in most texts
            return 1.0
        common = [self._shares[word] for word in words & self._shares.keys()]
        return sum(common) + (len(words) - len(common)) * _RARE

    def _needed(self, place: Place) -> Needed:
        match place:
            case Words(words, negated=False):
                return self._one(words)
            case Places(places):
                return self._any(self._of_all(places))
            case Choice(options):
                return self._any(self._of_any(options))
            case Repeat(_, least, _) if least:
                return self._repeated(place)
            case Sign(sign) if sign in _SIGNS:
                return self._one(frozenset({sign}))
            case _:
                return NOTHING

    def _one(self, words: frozenset[str]) -> Needed:
        alone = Alternative((Need(words, 0, 0),), _NONE, _NONE)
        return Needed((alone,), words, self.frequency(words), _NONE, _NONE)

    def _repeated(self, place: Repeat) -> Needed:
        """What its first time needs; the others come after it."""
        needed = self.of(place.place)
        shortest, longest, _ = place.place.extent
        more = Stretch((place.least - 1) * shortest, (place.most - 1) * longest)
        each = (
            Alternative(needs, before, _sum(after, more))
            for needs, before, after in needed.alternatives
        )
        return needed._replace(alternatives=tuple(each), after=_sum(needed.after, more))

    def _any(self, alternatives: Iterable[Alternative]) -> Needed:
        each = tuple(dict.fromkeys(alternatives))
        if not each:
            return NOTHING
        if len(each) == 1:  # as most have: nothing is to be put together
            (rarest, *_), before, after = each[0]
            return Needed(each, rarest.words, self.frequency(rarest.words), before, after)
        firsts = {one.needs[0].words for one in each}
        return Needed(
            alternatives=each,
            rarest=frozenset().union(*firsts),
            rarity=sum(map(self.frequency, firsts)),
            before=_either(one.before for one in each),
            after=_either(one.after for one in each),
        )

    def _of_any(self, options: Iterable[Place]) -> Iterable[Alternative]:
        """The alternatives of all options; those of one need that stands alike are one."""
        each = [self.of(option).alternatives for option in options]
        if not all(each):
            return ()
        others: list[Alternative] = []
        single: dict[tuple[Stretch, Stretch], list[frozenset[str]]] = {}
        for alternative in chain.from_iterable(each):
            needs, before, after = alternative
            if len(needs) == 1:
                single.setdefault((before, after), []).append(needs[0].words)
            else:
                others.append(alternative)
        united = (
            Alternative((Need(frozenset().union(*sets), 0, 0),), *around)
            for around, sets in single.items()
        )
        return [*others, *united]

    def _of_all(self, places: Sequence[Place]) -> Iterator[Alternative]:
        """The alternatives of the rarest place, each with the other places' needs.

        Of those only the rarest words count, whatever alternative they belong to: multiplying
        alternatives out would make thousands.
        """
        each = [(at, self.of(place)) for at, place in enumerate(places)]
        each = [(at, needed) for at, needed in each if needed.alternatives]
        if not each:
            return
        chosen, needed = min(each, key=lambda one: one[1].rarity)
        between = _Between(places)
        ahead = [
            (other.rarest, _sum(other.after, between.of(at, chosen), _ITSELF))
            for at, other in each
            if at < chosen
        ]
        behind = [
            (other.rarest, _sum(_ITSELF, between.of(chosen, at), other.before))
            for at, other in each
            if at > chosen
        ]
        first, last = between.of(-1, chosen), between.of(chosen, len(places))
        for (rarest, *needs), before, after in needed.alternatives:
            for words, gap in ahead:
                needs.append(Need(words, -before.most - gap.most, -before.least - gap.least))
            for words, gap in behind:
                needs.append(Need(words, after.least + gap.least, after.most + gap.most))
            beside = sorted(dict.fromkeys(needs), key=self._order) if len(needs) > 1 else needs
            yield Alternative((rarest, *beside), _sum(first, before), _sum(after, last))

    def _order(self, need: Need) -> float:
        return self.frequency(need.words)


class _Between:
    """How much stands between the places of a sequence."""

    def __init__(self, places: Iterable[Place]) -> None:
        every = [place.extent for place in places]
        self._least = [*accumulate((each.shortest for each in every), initial=0)]
        self._most = [*accumulate((each.longest for each in every), initial=0)]

    def of(self, first: int, last: int) -> Stretch:
        """What stands between two places; the edges are -1 and the number of places."""
        least, most = self._least, self._most
        return Stretch(least[last] - least[first + 1], most[last] - most[first + 1])


def _either(stretches: Iterable[Stretch]) -> Stretch:
    least, most = zip(*stretches, strict=True)
    return Stretch(min(least), max(most))


def _sum(*stretches: Stretch) -> Stretch:
    least = most = 0
    for each in stretches:
        least += each[0]
        most += each[1]
    return Stretch(least, most)


def _share(rank: int) -> float:
    """About the share of comments that have a word of this rank.

    By Zipf's law, fitted to the shares counted in English news comments: a word of rank 60 stands
    in 6 % of them, one of rank 400 in 1 %.
    """
    return 4 / (rank + 6)


_RARE = 0.00005
"""That of a word without a rank."""
