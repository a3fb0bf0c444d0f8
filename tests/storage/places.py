"""A place to write in, as the record knows it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.storage.transaction import Transaction

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def discussion(
    tx: Transaction,
    server_id: int,
    number: int = 1,
    *,
    channel_id: int = 21,
    thread_id: int | None = None,
) -> int:
    """A discussion of an article of its own in a server that is known; gives its id.

    Its thread is `number` unless another is named.
    """
    source = tx.articles.source(server_id, "editor", "", None, NOW)
    posting = tx.postings.add(
        article_id=tx.articles.add(server_id, source, f"url:example.org/{number}", {}, NOW),
        server_id=server_id,
        channel_id=channel_id,
        version=1,
        made_at=NOW,
        token=str(number),
        mirror="off",
        part_limit=1,
        language="en",
    )
    return tx.discussions.add(
        posting_id=posting,
        server_id=server_id,
        channel_id=channel_id,
        thread_id=number if thread_id is None else thread_id,
        title=f"Article {number}",
        counts_from=NOW,
    )
