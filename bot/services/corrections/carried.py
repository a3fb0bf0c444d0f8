"""What a feed carries of articles that were posted, and whether that changed."""

from __future__ import annotations

from collections.abc import Iterable

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
    changed: dict[int, EntryChanged] = {}
    for entry in entries:
        found = next((known[key] for key in _keys(feed.id, entry) if key in known), None)
        if found is None or entry.carried_hash == found[1]:
            continue
        document = to_document(entry.article)
        if (name := document_hash(document)) != found[1]:
            changed[found[0]] = EntryChanged(found[0], document, name)
    return tuple(changed.values())


def _keys(feed_id: int, entry: Entry) -> Iterable[str]:
    """The keys by which its article may be known; what counts within the feed only comes last."""
    return (*entry.shared, *(f"feed:{feed_id}|{key}" for key in entry.own))
