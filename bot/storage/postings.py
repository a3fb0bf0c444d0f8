"""Where articles were posted: card, thread, parts, invitation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.storage.prepared import PreparedByName, rows_where
from bot.storage.rows import inserted
from bot.storage.schema import parts, postings


@dataclass(frozen=True, slots=True)
class Posting:
    """An article in a channel. `token` marks its card, so that the card can be found again.

    `language` is the server's when it was posted: what was planned is what is sent.
    """

    id: int
    article_id: int
    server_id: int
    channel_id: int
    version: int
    made_at: datetime
    made_by: int | None
    token: str
    mirror: str
    part_limit: int
    language: str
    card_message_id: int | None
    card_sent_at: datetime | None
    card_edited_at: datetime | None
    thread_id: int | None
    invitation_message_id: int | None


@dataclass(frozen=True, slots=True)
class PartSent:
    """The message that carries the article's part `ordinal` (from 1)."""

    ordinal: int
    message_id: int
    text_hash: str


_BY_ID = rows_where(postings.c.id)
_OF_ARTICLE = rows_where(postings.c.article_id, postings.c.channel_id)
_BY_TOKEN = rows_where(postings.c.token)
_PARTS = PreparedByName(
    select(parts.c.ordinal, parts.c.message_id, parts.c.text_hash)
    .where(parts.c.posting_id == bindparam("posting"))
    .order_by(parts.c.ordinal)
)


class Postings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> int:
        """A new posting; the values are the columns of `Posting` that are known by then."""
        return inserted(self._connection, postings, **values)

    def get(self, posting_id: int) -> Posting | None:
        return self._one(_BY_ID, id=posting_id)

    def of_article(self, article_id: int, channel_id: int) -> Posting | None:
        return self._one(_OF_ARTICLE, article_id=article_id, channel_id=channel_id)

    def by_token(self, token: str) -> Posting | None:
        return self._one(_BY_TOKEN, token=token)

    def change(self, posting_id: int, **values: Any) -> None:
        self._connection.execute(
            update(postings).where(postings.c.id == posting_id).values(**values)
        )

    def part_sent(self, posting_id: int, part: PartSent) -> None:
        self._connection.execute(
            insert(parts)
            .values(
                posting_id=posting_id,
                ordinal=part.ordinal,
                message_id=part.message_id,
                text_hash=part.text_hash,
            )
            .on_conflict_do_nothing()
        )

    def parts(self, posting_id: int) -> list[PartSent]:
        """The parts sent so far, in order."""
        rows = _PARTS.rows(self._connection, {"posting": posting_id})
        return [PartSent(**row) for row in rows]

    def _one(self, statement: PreparedByName, **values: object) -> Posting | None:
        row = statement.first(self._connection, values)
        return Posting(**row) if row else None
