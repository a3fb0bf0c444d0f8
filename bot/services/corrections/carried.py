"""What a feed carries of articles that were posted, and whether that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.articles.document import document_hash, to_document
from bot.articles.feed_entries import Entry
from bot.services.corrections.schedule import AGES
from bot.services.feeds.facts import EntryChanged
from bot.storage.feeds import WatchedFeed
from bot.storage.transaction import Transaction


def changed_entries(
    feed: WatchedFeed, entries: Iterable[Entry], tx: Transaction
) -> tuple[EntryChanged, ...]:
    """Entries of a feed that say something else of an article than when it was last read.

    Those of articles that are too old to be read again are left alone. Raises InBriefError where
    the text of one is needed that is there in brief.
    """
    if feed.read_at is None:
        return ()
    since = feed.read_at - AGES[-1]
    known = {
        key: (posting_id, carried_hash)
        for key, posting_id, carried_hash in tx.rereadings.carried(feed.id, since)
    }
    if not known:
        return ()
    carrying: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        found = next((known[key] for key in _keys(feed.id, entry) if key in known), None)
        if found is not None:
            carrying[found].append(entry)
    changes = (_change(*found, each) for found, each in carrying.items())
    return tuple(change for change in changes if change is not None)


def _change(posting_id: int, carried_hash: str, entries: Sequence[Entry]) -> EntryChanged | None:
    """What is said of a posting's article now; None where one of its entries says the same still.

    A feed may carry a story twice, each time a little differently. The first was the one taken.
    """
    if carried_hash in map(_hash_of, entries):
        return None
    first = entries[0]
    return EntryChanged(posting_id, to_document(first.article), _hash_of(first))


def _hash_of(entry: Entry) -> str:
    return entry.carried_hash or document_hash(to_document(entry.article))


def _keys(feed_id: int, entry: Entry) -> Iterable[str]:
    """The keys by which its article may be known; what counts within the feed only comes last."""
    return (*entry.shared, *(f"feed:{feed_id}|{key}" for key in entry.own))
