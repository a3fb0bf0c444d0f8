"""Rules about several comments: floods, repeats and near-duplicates, by one author or in concert.

State machines with bounded memory and without a clock: each comment brings its own time. Texts are
kept as sets of hashed word triples only. Two texts are near-duplicates where the sets overlap by
`ALIKE` (Jaccard); among many, candidates share their smallest or their largest hash (min-wise
hashing: Broder 1997), so that a comment is compared with few others.
"""

from __future__ import annotations

import tomllib
from collections import OrderedDict, deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, NamedTuple

from bot.civility.model import VERDICTS, Comment, Family, Reason, Span, Verdict
from bot.civility.text.folding import words

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


def alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two texts say nearly the same."""
    if other.isdisjoint(islice(one, len(one) // A_FIFTH + 1)):
        return False  # a near-duplicate lacks no more than a fifth
    shared = len(one & other)
    return shared >= ALIKE * (len(one) + len(other) - shared)


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
    print: Fingerprint


class _Recent:
    """The latest comments by some key, the least recently used key forgotten first."""

    def __init__(self, keys: int, each: int) -> None:
        self._keys, self._each = keys, each
        self._past: OrderedDict[Hashable, deque[_Past]] = OrderedDict()

    def of(self, key: Hashable) -> deque[_Past]:
        """What is remembered for the key; what is appended to it is remembered."""
        found = self._past.pop(key, None)
        if found is None:
            found = deque(maxlen=self._each)
        self._past[key] = found
        if len(self._past) > self._keys:
            self._past.popitem(last=False)
        return found


class History:
    """What one server's latest comments were like. Feed it each new comment once, in order."""

    def __init__(
        self, limits: Limits | None = None, *, authors: int = 2_000, texts: int = 5_000
    ) -> None:
        """Remembers at most so many `authors` and so many `texts`."""
        self._limits = limits or Limits.load()
        self._flood = self._limits.flood.total_seconds()
        self._repeat = self._limits.repeat.total_seconds()
        self._concert = self._limits.concert.total_seconds()
        self._by_author = _Recent(authors, self._limits.flood_comments + 1)
        self._by_text = _Recent(2 * texts, 2 * self._limits.concert_authors)

    def seen(self, comment: Comment) -> tuple[Reason, ...]:
        """The rules that this comment breaks together with earlier ones.

        A comment without author or time is passed over.
        """
        if comment.author is None or comment.at is None:
            return ()
        spoken = words(comment.text)
        now = _Past(comment.at.timestamp(), comment.author, _print(spoken))
        broken = [*self._by_one(now, len(spoken)), *self._in_concert(now)]
        return tuple(_reason(rule, comment.text) for rule in broken)

    def _by_one(self, now: _Past, length: int) -> Iterator[str]:
        earlier = self._by_author.of(now.author)
        while earlier and now.at - earlier[0].at > self._repeat:
            earlier.popleft()
        limits = self._limits
        quick = sum(abs(now.at - past.at) <= self._flood for past in earlier)
        if quick >= limits.flood_comments:
            yield "history.flood"
        if length >= limits.repeat_words and any(
            abs(now.at - past.at) <= self._repeat and alike(now.print, past.print)
            for past in earlier
        ):
            yield "history.repeat"
        earlier.append(now)

    def _in_concert(self, now: _Past) -> Iterator[str]:
        if len(now.print) < self._limits.concert_words - 2:
            return
        authors = {now.author}
        for key in (min(now.print), ("last", max(now.print))):
            earlier = self._by_text.of(key)
            authors |= {past.author for past in earlier if self._echoes(now, past)}
            earlier.append(now)
        if len(authors) >= self._limits.concert_authors:
            yield "history.concert"

    def _echoes(self, now: _Past, past: _Past) -> bool:
        return abs(now.at - past.at) <= self._concert and alike(now.print, past.print)


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
