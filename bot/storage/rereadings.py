"""From where an article that was posted is read again, and how that went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, union_all, update

from bot.storage.prepared import PreparedByName
from bot.storage.schema import article_keys, articles, postings, rereadings


@dataclass(frozen=True, slots=True)
class Rereading:
    """How a posting's article is read again.

    `version` is the newest that was found for it. `url` is its page, `feed_id` the feed that
    brought it, `carried` what that feed carries of it; without either it came from a file.
    `gone_at` is when it was found to be gone, `failure` the message's key and values of why.
    """

    posting_id: int
    version: int
    url: str | None
    feed_id: int | None
    carried: Mapping[str, Any] | None
    carried_hash: str | None
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    begun_at: datetime
    read_at: datetime | None
    failures: int
    failure: Mapping[str, Any] | None
    gone_at: datetime | None


_MINE = (
    rereadings.c.feed_id == bindparam("feed"),
    rereadings.c.begun_at >= bindparam("since"),
)
_WHAT = (rereadings.c.posting_id, rereadings.c.carried_hash)
_POSTED = rereadings.join(postings, postings.c.id == rereadings.c.posting_id)
_CARRIED = PreparedByName(
    union_all(
        select(articles.c.identity, *_WHAT)
        .select_from(_POSTED.join(articles, articles.c.id == postings.c.article_id))
        .where(*_MINE),
        select(article_keys.c.key, *_WHAT)
        .select_from(_POSTED.join(article_keys, article_keys.c.article_id == postings.c.article_id))
        .where(*_MINE),
    )
)


class Rereadings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> None:
        """Have the posting's article read again; the values are columns of the table."""
        self._connection.execute(rereadings.insert().values(**values))

    def get(self, posting_id: int) -> Rereading | None:
        row = self._connection.execute(
            select(rereadings).where(rereadings.c.posting_id == posting_id)
        ).first()
        return Rereading(**row._mapping) if row else None

    def change(self, posting_id: int, **values: Any) -> None:
        self._connection.execute(
            update(rereadings).where(rereadings.c.posting_id == posting_id).values(**values)
        )

    def carried(self, feed_id: int, since: datetime) -> Iterator[tuple[str, int, str]]:
        """Key, posting and hash of what the feed carried, of what it brought since then.

        An article has several keys, so a posting may come several times.
        """
        asked = {"feed": feed_id, "since": since}
        for row in _CARRIED.rows(self._connection, asked):
            yield row["identity"], row["posting_id"], row["carried_hash"]
