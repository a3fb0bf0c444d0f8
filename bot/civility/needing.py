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
    """

    alternatives: tuple[Alternative, ...]
    rarest: frozenset[str]
    rarity: float


_SIGNS = frozenset({COMMA, MENTION})
_NONE = Stretch(0, 0)
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
        return Needed((alone,), words, self.frequency(words))

    def _repeated(self, place: Repeat) -> Needed:
        """What its first time needs; the others come after it."""
        needed = self.of(place.place)
        shortest, longest, _ = place.place.extent
        more = Stretch((place.least - 1) * shortest, (place.most - 1) * longest)
        each = (each._replace(after=_sum(each.after, more)) for each in needed.alternatives)
        return needed._replace(alternatives=tuple(each))

    def _any(self, alternatives: Iterable[Alternative]) -> Needed:
        each = tuple(dict.fromkeys(alternatives))
        firsts = {one.needs[0].words for one in each}
        return Needed(each, frozenset().union(*firsts), sum(map(self.frequency, firsts)))

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
        taken = _Taken(places)
        others = [
            (at, _Other(taken.between(*sorted((at, chosen))), *_around(other)))
            for at, other in each
            if at != chosen
        ]
        for needs, before, after in needed.alternatives:
            found = (
                other.after(after) if at > chosen else other.before(before) for at, other in others
            )
            beside = sorted(dict.fromkeys((*needs[1:], *found)), key=self._order)
            yield Alternative(
                (needs[0], *beside),
                _sum(taken.between(-1, chosen), before),
                _sum(after, taken.between(chosen, len(places))),
            )

    def _order(self, need: Need) -> float:
        return self.frequency(need.words)


class _Taken:
    """How much the places of a sequence take."""

    def __init__(self, places: Iterable[Place]) -> None:
        every = [place.extent for place in places]
        self._least = [*accumulate((each.shortest for each in every), initial=0)]
        self._most = [*accumulate((each.longest for each in every), initial=0)]

    def between(self, first: int, last: int) -> Stretch:
        """What stands between two places, or between one and the edge."""
        least, most = self._least, self._most
        return Stretch(least[last] - least[first + 1], most[last] - most[first + 1])


class _Other(NamedTuple):
    """A further place of a sequence: what stands between it and the chosen one, and in itself."""

    between: Stretch
    words: frozenset[str]
    inside_before: Stretch
    inside_after: Stretch

    def after(self, after: Stretch) -> Need:
        """Its need where it follows; `after`: what stands there after the first need's word."""
        (least, most), (inside_least, inside_most) = self.between, self.inside_before
        return Need(
            self.words, after.least + least + inside_least + 1, after.most + most + inside_most + 1
        )

    def before(self, before: Stretch) -> Need:
        """Its need where it comes first; `before`: what stands before the first need's word."""
        (least, most), (inside_least, inside_most) = self.between, self.inside_after
        return Need(
            self.words,
            -(before.most + most + inside_most + 1),
            -(before.least + least + inside_least + 1),
        )


def _around(needed: Needed) -> tuple[frozenset[str], Stretch, Stretch]:
    """The rarest words of a place, and what may stand before and after them in it."""
    _, before, after = zip(*needed.alternatives, strict=True)
    return needed.rarest, _either(before), _either(after)


def _either(stretches: Iterable[Stretch]) -> Stretch:
    least, most = zip(*stretches, strict=True)
    return Stretch(min(least), max(most))


def _sum(one: Stretch, other: Stretch) -> Stretch:
    return Stretch(one.least + other.least, one.most + other.most)


def _share(rank: int) -> float:
    """About the share of comments that have a word of this rank.

    By Zipf's law, fitted to the shares counted in English news comments: a word of rank 60 stands
    in 6 % of them, one of rank 400 in 1 %.
    """
    return 4 / (rank + 6)


_RARE = 0.00005
"""That of a word without a rank."""
