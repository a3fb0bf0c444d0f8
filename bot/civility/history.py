"""Rules about several comments: floods, repeats and near-duplicates, by one author or in concert.

State machines with bounded memory and without a clock: each comment brings its own time. Texts are
kept as sets of hashed word triples only. Two texts are near-duplicates where the sets overlap by
`ALIKE` (Jaccard); among many, candidates share their smallest or their largest hash (min-wise
hashing: Broder 1997), so that a comment is compared with few others.
"""

from __future__ import annotations

import tomllib
from array import array
from collections import OrderedDict, deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, NamedTuple

from bot.civility.model import VERDICTS, Comment, Family, Reason, Span, Verdict
from bot.civility.text.tokens import words

ALIKE = 0.8
A_FIFTH = 5
"""What `ALIKE` leaves to differ: hardly any two comments need be compared whole."""
Fingerprint = frozenset[int]


def fingerprint(text: str) -> Fingerprint:
    """A text's hashed word triples; of a shorter text its words as they stand."""
    return _print(words(text))


def _print(spoken: list[str]) -> Fingerprint:
    if len(spoken) < 3:
        return frozenset({hash(tuple(spoken))})
    return frozenset(map(hash, zip(spoken, spoken[1:], spoken[2:], strict=False)))


def alike(one: Fingerprint, other: Collection[int]) -> bool:
    """Whether two texts say nearly the same."""
    if one.isdisjoint(_sample(other)):
        return False
    shared = len(one.intersection(other))
    return shared >= ALIKE * (len(one) + len(other) - shared)


def _sample(triples: Collection[int]) -> Iterator[int]:
    """So many of them that a near-duplicate has one: it lacks no more than a fifth."""
    return islice(triples, len(triples) // A_FIFTH + 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """When a rule about several comments holds; see `packs/history.toml`."""

    flood_comments: int
    flood: timedelta
    repeat: timedelta
    repeat_words: int
    concert: timedelta
    concert_authors: int
    concert_words: int

    @classmethod
    def load(cls) -> Limits:
        """The limits that ship."""
        table = _table()["limits"]
        return cls(
            flood_comments=table["flood_comments"],
            flood=timedelta(seconds=table["flood_seconds"]),
            repeat=timedelta(minutes=table["repeat_minutes"]),
            repeat_words=table["repeat_words"],
            concert=timedelta(minutes=table["concert_minutes"]),
            concert_authors=table["concert_authors"],
            concert_words=table["concert_words"],
        )


class _Past(NamedTuple):
    at: float  # seconds since 1970: comparing times is most of the work
    author: Hashable
    print: array[int]  # of the triples, each once: an eighth of the room that a set takes


class _Author:
    """One author's latest comments.

    `sample` has of each so many triples that a near-duplicate shares one: most comments are told
    from all earlier ones by one look. What it has of comments that are forgotten costs a comparison
    and no more; it is made anew before it grows.
    """

    __slots__ = ("added", "past", "sample")

    def __init__(self, most: int) -> None:
        self.past: deque[_Past] = deque(maxlen=most)
        self.sample: set[int] = set()
        self.added = 0

    def add(self, comment: _Past) -> None:
        self.past.append(comment)
        self.sample.update(_sample(comment.print))
        self.added += 1
        if self.added > 2 * len(self.past):
            self.sample = set().union(*(_sample(past.print) for past in self.past))
            self.added = len(self.past)


class History:
    """What one server's latest comments were like. Feed it each new comment once, in order.

    It holds no texts: of a comment its time, its author and its fingerprint.
    """

    def __init__(
        self, limits: Limits | None = None, *, authors: int = 2_000, texts: int = 5_000
    ) -> None:
        """Remembers at most so many `authors` and so many `texts`."""
        self._limits = limits or Limits.load()
        self._flood = self._limits.flood.total_seconds()
        self._repeat = self._limits.repeat.total_seconds()
        self._concert = self._limits.concert.total_seconds()
        self._authors: OrderedDict[Hashable, _Author] = OrderedDict()
        self._most_authors = authors
        # Two generations: forgetting one by one costs more than all else that is done with them.
        self._by_end: dict[int, tuple[_Past, ...]] = {}
        self._earlier_by_end: dict[int, tuple[_Past, ...]] = {}
        self._most_ends = texts

    def seen(self, comment: Comment) -> tuple[Reason, ...]:
        """The rules that this comment breaks together with earlier ones, as reasons."""
        return reasons(self.broken(comment), comment.text)

    def broken(self, comment: Comment) -> tuple[str, ...]:
        """The ids of the rules that this comment breaks together with earlier ones.

        A comment without author or time is passed over.
        """
        if comment.author is None or comment.at is None:
            return ()
        spoken = words(comment.text)
        triples = _print(spoken)
        listed = [*triples]  # a list is gone through in half the time
        now = _Past(comment.at.timestamp(), comment.author, array("q", listed))
        author = self._author(now.author)
        broken = []
        if self._is_flood(now, author):
            broken.append("history.flood")
        if len(spoken) >= self._limits.repeat_words and self._is_repeat(now, triples, author):
            broken.append("history.repeat")
        author.add(now)
        if len(listed) >= self._limits.concert_words - 2:
            ends = min(listed), max(listed)
            if self._is_in_concert(now, triples, ends):
                broken.append("history.concert")
        return tuple(broken)

    def forget(self, author: Hashable) -> None:
        """Let go of everything by this author."""
        self._authors.pop(author, None)
        for known in (self._by_end, self._earlier_by_end):
            for end, comments in known.items():
                known[end] = tuple(past for past in comments if past.author != author)

    def _author(self, key: Hashable) -> _Author:
        known = self._authors.get(key)
        if known is not None:
            self._authors.move_to_end(key)
            return known
        known = self._authors[key] = _Author(self._limits.flood_comments + 1)
        if len(self._authors) > self._most_authors:
            self._authors.popitem(last=False)
        return known

    def _is_flood(self, now: _Past, author: _Author) -> bool:
        spare = len(author.past) - self._limits.flood_comments
        for past in author.past:  # the oldest first: few are looked at where it is none
            if spare < 0:
                return False
            spare -= abs(now.at - past.at) > self._flood
        return spare >= 0

    def _is_repeat(self, now: _Past, triples: Fingerprint, author: _Author) -> bool:
        if author.sample.isdisjoint(triples):
            return False
        return any(
            abs(now.at - past.at) <= self._repeat and alike(triples, past.print)
            for past in author.past
        )

    def _is_in_concert(self, now: _Past, triples: Fingerprint, ends: Iterable[int]) -> bool:
        authors = {now.author}
        most = 2 * self._limits.concert_authors
        for end in ends:
            earlier = self._by_end.get(end) or self._earlier_by_end.get(end, ())
            for past in earlier:
                if abs(now.at - past.at) <= self._concert and alike(triples, past.print):
                    authors.add(past.author)
            self._by_end[end] = (*earlier, now)[-most:]
        if len(self._by_end) >= self._most_ends:
            self._earlier_by_end, self._by_end = self._by_end, {}
        return len(authors) >= self._limits.concert_authors


def reasons(broken: Iterable[str], text: str) -> tuple[Reason, ...]:
    """What is told of a comment with that text which broke these rules."""
    return tuple(_reason(rule, text) for rule in broken)


def rules() -> Mapping[str, Verdict]:
    """The rules about several comments by id, with their verdicts."""
    return {rule: VERDICTS[entry["verdict"]] for rule, entry in _rules().items()}


def _reason(rule: str, text: str) -> Reason:
    entry = _rules()[rule]
    return Reason(
        rule=rule,
        family=Family.HISTORY,
        verdict=VERDICTS[entry["verdict"]],
        span=Span(0, len(text)),
        excerpt=text,
        explanation_key=entry["text"],
    )


@cache
def _rules() -> Mapping[str, Mapping[str, str]]:
    return {entry["id"]: entry for entry in _table()["rule"]}


@cache
def _table() -> dict[str, Any]:
    source = files("bot.civility.packs").joinpath("history.toml").read_text(encoding="utf-8")
    return tomllib.loads(source)
