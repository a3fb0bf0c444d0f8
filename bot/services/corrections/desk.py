"""What commands and buttons ask about corrections. The face that cogs see."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.articles.changes import Change, Changes, compared
from bot.articles.document import from_document
from bot.articles.model import Article
from bot.services.corrections.facts import ArticleReread, RereadFailed
from bot.services.corrections.reading_again import at_hand, read_again
from bot.services.web import Web
from bot.services.writer import Writer
from bot.storage.database import Database
from bot.storage.transaction import Transaction

__all__ = ["ArticleReread", "Change", "Changes", "CorrectionDesk", "RereadFailed", "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A correction and what it changed. The time is in UTC."""

    made_at: datetime
    changes: Changes


class CorrectionDesk:
    """Reads articles again when somebody asks, and shows what corrections changed."""

    def __init__(self, database: Database, writer: Writer, web: Web) -> None:
        self._database = database
        self._writer = writer
        self._web = web

    async def refresh(self, posting_id: int) -> ArticleReread | RereadFailed | None:
        """Read a posting's article now and take in what changed; None where it came from a file."""
        at = await self._database.read(lambda tx: at_hand(posting_id, tx))
        if at is None:
            return None
        fact = await read_again(self._web, at, by_hand=True)
        await self._writer.do(fact)
        return fact

    async def last_of_card(self, token: str) -> Shown | None:
        """The last correction of the card that carries this mark; None where there was none."""
        found = await self._database.read(lambda tx: _last(token, tx))
        if found is None:
            return None
        made_at, before, after = found
        _, changes = await asyncio.to_thread(compared, before, after)
        return Shown(made_at, changes)


def _last(token: str, tx: Transaction) -> tuple[datetime, Article, Article] | None:
    posting = tx.postings.by_token(token)
    correction = tx.corrections.last(posting.id) if posting else None
    if posting is None or correction is None:
        return None
    before = tx.articles.version(posting.article_id, correction.from_version)
    after = tx.articles.version(posting.article_id, correction.to_version)
    if before is None or after is None:
        return None
    return correction.made_at, from_document(before.document), from_document(after.document)
