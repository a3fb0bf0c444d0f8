"""What was read of a feed before, so that it need not be read again.

A feed that has a new story still has forty old ones. Each is known by the text that it has in the
document, as long as what stands around the entries is the same, and then given *in brief*: with
all that tells it apart, and a hash of the article in its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.articles.document import document_hash, to_document
from bot.articles.feed_entries import article_of
from bot.articles.model import Feed, FeedEntry
from bot.articles.reading.entry_ids import with_ids

MOST_ENTRIES = 60_000
"""Of all feeds together, about a kilobyte each; ours."""


class KnownEntries:
    """The entries of one feed, in brief, by their texts."""

    def __init__(self) -> None:
        self._frame = b""
        self._briefs: Mapping[bytes, FeedEntry] = {}

    def __len__(self) -> int:
        return len(self._briefs)

    def unknown(self, frame: str, texts: Sequence[str]) -> list[int]:
        """The places of the entries that must be read; all of them, if the frame is another."""
        if self._frame != _digest(frame):
            self.forget()
        return [place for place, text in enumerate(texts) if _digest(text) not in self._briefs]

    def joined(
        self, frame: str, texts: Sequence[str], read: Mapping[int, FeedEntry], feed: Feed
    ) -> Feed:
        """The feed with all its entries: those at the places that were `read`, the rest in brief.

        All of them are known from now on, and no others.
        """
        names = [_digest(text) for text in texts]
        briefs = [
            in_brief(read[place], feed) if place in read else self._briefs[name]
            for place, name in enumerate(names)
        ]
        self._frame, self._briefs = _digest(frame), dict(zip(names, briefs, strict=True))
        entries = (
            replace(read[place], id=brief.id) if place in read else brief
            for place, brief in enumerate(with_ids(briefs))
        )
        return replace(feed, entries=tuple(entries))

    def forget(self) -> None:
        """Have each entry read in full."""
        self._frame, self._briefs = b"", {}


class FeedMemory:
    """The known entries of many feeds; those of feeds that were not read for long are dropped."""

    def __init__(self, most_entries: int = MOST_ENTRIES) -> None:
        self._most = most_entries
        self._known: dict[int, KnownEntries] = {}

    def of(self, feed_id: int) -> KnownEntries:
        """What is known of that feed, which is about to be read."""
        known = self._known.pop(feed_id, None) or KnownEntries()
        while self._known and sum(map(len, self._known.values())) > self._most:
            del self._known[next(iter(self._known))]
        self._known[feed_id] = known
        return known


def in_brief(entry: FeedEntry, feed: Feed) -> FeedEntry:
    """What tells the entry apart; two are alike in brief where they are alike."""
    name = document_hash(to_document(article_of(entry, feed)))
    return replace(
        entry, byline=None, updated=None, body=(), images=(), whole=None, carried_hash=name
    )


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
