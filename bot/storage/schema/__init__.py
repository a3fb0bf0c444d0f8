"""The tables.

Comments are not messages: a comment has its own id and one or more messages. Nothing derived is
stored (counts, standings, closure). A card's id may equal its thread's: no key forbids it.
"""

from __future__ import annotations

from bot.storage.schema.actions import actions, attempts, faults
from bot.storage.schema.articles import article_keys, article_versions, articles, sources
from bot.storage.schema.cases import cases, contacts, hits, saved_files, strikes, summaries
from bot.storage.schema.columns import metadata
from bot.storage.schema.discussions import (
    comment_messages,
    comments,
    deletion_entries,
    discussions,
    revisions,
    stray_deletions,
    tombstones,
)
from bot.storage.schema.feeds import feed_articles, feed_entries, feeds
from bot.storage.schema.people import erasures
from bot.storage.schema.postings import corrections, part_texts, parts, postings, rereadings
from bot.storage.schema.servers import (
    article_channels,
    civility_policies,
    servers,
    setting_versions,
)

__all__ = [
    "actions",
    "article_channels",
    "article_keys",
    "article_versions",
    "articles",
    "attempts",
    "cases",
    "civility_policies",
    "comment_messages",
    "comments",
    "contacts",
    "corrections",
    "deletion_entries",
    "discussions",
    "erasures",
    "faults",
    "feed_articles",
    "feed_entries",
    "feeds",
    "hits",
    "metadata",
    "part_texts",
    "parts",
    "postings",
    "rereadings",
    "revisions",
    "saved_files",
    "servers",
    "setting_versions",
    "sources",
    "stray_deletions",
    "strikes",
    "summaries",
    "tombstones",
]
