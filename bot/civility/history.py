"""Rules about several comments: floods, repeats and near-duplicates, by one author or in concert.

State machines with bounded memory and without a clock: each comment brings its own time. What a
comment quotes is not said again by it: many quote the same sentence of an article. Only what shares
an anchor (`anchors`) is compared word by word (`likeness`), and what was said is read again for
that: most comments are like no other, and for them nothing but their anchors is made.
"""

from __future__ import annotations

import re
import tomllib
from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from bot.civility.anchors import MOST_ANCHORS, anchors_of
from bot.civility.latest import Latest
from bot.civility.likeness import alike, fingerprint, triples_of
from bot.civility.model import VERDICTS, Comment, Family, Reason, Span, Verdict
from bot.civility.surfaces import LINK, unquoted
from bot.civility.text.spelling import lookalikes
from bot.civility.text.tokens import words

FLOOD = "history.flood"
Read = Callable[[Any], str | None]
"""The text that a comment had when it was new, by what the history keeps in its stead."""


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


class _Past:
    """A comment of the past. Its fingerprint is made when it is first compared."""

    __slots__ = ("at", "author", "print", "source")

    def __init__(self, at: float, author: Hashable, source: object) -> None:
        self.at = at  # seconds since 1970
        self.author = author
        self.source = source
        self.print: array[int] | None = None  # an eighth of the room that a set takes

    def says(self, triples: frozenset[int], read: Read) -> bool:
        """Whether it says nearly the same."""
        if self.print is None:
            self.print = array("q", fingerprint(_said(read(self.source) or "")))
        return alike(triples, self.print)


class History:
    """What one server's latest comments were like. Feed it each new comment once, in order.

    It holds no texts: of a comment its time, its author, hashes, and what its text is read by.
    """

    def __init__(
        self, limits: Limits | None = None, *, authors: int = 2_000, texts: int = 5_000
    ) -> None:
        """Remembers at most so many `authors` and so many `texts`."""
        self._limits = limits or Limits.load()
        self._flood = self._limits.flood.total_seconds()
        self._repeat = self._limits.repeat.total_seconds()
        self._concert = self._limits.concert.total_seconds()
        self._times: OrderedDict[Hashable, array[float]] = OrderedDict()
        """When each author's latest comments were written, in seconds since 1970."""
        self._most_authors = authors
        self._by_anchor: Latest[int, tuple[_Past, ...]] = Latest(texts * MOST_ANCHORS)
        self._most_of_an_anchor = 2 * self._limits.concert_authors

    def seen(self, comment: Comment) -> tuple[Reason, ...]:
        """The rules that this comment breaks together with earlier ones, as reasons.

        Its text is kept as long as the comment is remembered.
        """
        return reasons(self.broken(comment, comment.text, str), comment.text)

    def broken(self, comment: Comment, source: object, read: Read) -> tuple[str, ...]:
        """The ids of the rules that this comment breaks together with earlier ones.

        `source` is kept in its text's stead; `read` gives the texts of the sources of earlier ones.
        A comment without author or time is passed over.
        """
        if comment.author is None or comment.at is None:
            return ()
        now = _Past(comment.at.timestamp(), comment.author, source)
        broken = [FLOOD] if self._is_flood(now) else []
        said = _said(comment.text)
        if sharing := self._sharing(now, anchors_of(said)):
            broken += self._said_before(now, said, sharing, read)
        return tuple(broken)

    def forget(self, author: Hashable) -> None:
        """Let go of everything by this author."""
        self._times.pop(author, None)
        self._by_anchor.revise(
            lambda _, comments: tuple(past for past in comments if past.author != author) or None
        )

    def _is_flood(self, now: _Past) -> bool:
        """Whether it is one comment too many of its author, whose times are kept with it."""
        times = self._times_of(now.author)
        spare = len(times) - self._limits.flood_comments
        for at in times:  # the oldest first: few are looked at where it is none
            if spare < 0:
                break
            spare -= abs(now.at - at) > self._flood
        if len(times) > self._limits.flood_comments:
            del times[0]
        times.append(now.at)
        return spare >= 0

    def _times_of(self, author: Hashable) -> array[float]:
        known = self._times.get(author)
        if known is not None:
            self._times.move_to_end(author)
            return known
        known = self._times[author] = array("d")
        if len(self._times) > self._most_authors:
            self._times.popitem(last=False)
        return known

    def _sharing(self, now: _Past, anchors: Iterable[int]) -> Collection[_Past]:
        """The latest comments that share an anchor with it; it is kept by its own."""
        fresh = dict.fromkeys(anchors, (now,))
        if self._by_anchor.lacks(fresh):
            self._by_anchor.keep_new(fresh)
            return ()
        sharing: dict[_Past, None] = {}
        for anchor in fresh:
            earlier = self._by_anchor.get(anchor) or ()
            sharing.update(dict.fromkeys(earlier))
            self._by_anchor.keep(anchor, (*earlier, now)[-self._most_of_an_anchor :])
        return sharing

    def _said_before(
        self, now: _Past, text: str, sharing: Collection[_Past], read: Read
    ) -> Iterator[str]:
        """Texts are compared only where enough people share an anchor: mostly it is chance."""
        own = [
            past
            for past in sharing
            if past.author == now.author and abs(now.at - past.at) <= self._repeat
        ]
        lately = [past for past in sharing if abs(now.at - past.at) <= self._concert]
        if not own and not self._are_in_concert(now, lately):
            return
        spoken = words(text)
        triples = triples_of(spoken)
        now.print = array("q", triples)
        if len(spoken) >= self._limits.repeat_words and any(
            past.says(triples, read) for past in own
        ):
            yield "history.repeat"
        if (
            self._are_in_concert(now, lately)
            and self._is_long_enough(text)
            and self._are_in_concert(now, [past for past in lately if past.says(triples, read)])
        ):
            yield "history.concert"

    def _is_long_enough(self, text: str) -> bool:
        """Whether it says more than several people say by chance; the same link many may share."""
        triples = triples_of(words(LINK.sub(" ", text)))
        return len(triples) >= self._limits.concert_words - 2

    def _are_in_concert(self, now: _Past, others: Iterable[_Past]) -> bool:
        """Whether it and the others are of enough authors."""
        return len({now.author, *(past.author for past in others)}) >= self._limits.concert_authors


# Where Greek, Cyrillic or Armenian letters stand for Latin ones, words are of both.
_ALIKE = re.compile("[\u0370-\u058f]")
_MIXED = re.compile("[a-zA-Z][\u0370-\u058f]|[\u0370-\u058f][a-zA-Z]")
# Format characters and soft hyphens: nobody sees them, and they would part words.
_UNSEEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def _said(text: str) -> str:
    """What somebody says of their own, as it is seen; who does nothing but quote says that."""
    own = unquoted(text)
    if own is not text and not words(own):
        own = text
    return own if own.isascii() else _seen(own)


def _seen(text: str) -> str:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        seen = _UNSEEN.sub("", text)
        is_mixed = _ALIKE.search(seen) and _MIXED.search(seen)  # the first is found in no time
        return seen.translate(lookalikes()) if is_mixed else seen
    return text.replace("\xad", "")


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
