"""What `/article why` asks. The face that cogs see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.articles.addresses import web_parts
from bot.services.explaining.history import History, of_address, of_article
from bot.services.explaining.sentences import told
from bot.storage.database import Database
from bot.storage.transaction import Transaction

__all__ = ["History", "HistoryDesk", "Titled", "told"]

_ID = re.compile(r"[0-9]{1,18}")
"""What 64 bits hold for certain."""


@dataclass(frozen=True, slots=True)
class Titled:
    """An article by its title; `channels` are those that it is in, or was brought for."""

    article_id: int
    title: str
    channels: frozenset[int]


class HistoryDesk:
    """Looks up what became of articles and addresses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def titled(self, server_id: int, text: str) -> list[Titled]:
        """The server's latest articles whose title contains the text, posted or not."""

        def look(tx: Transaction) -> list[Titled]:
            found = tx.histories.titled(server_id, text)
            places = tx.histories.places([article_id for article_id, _ in found])
            return [
                Titled(article_id, title, frozenset(places.get(article_id, ())))
                for article_id, title in found
            ]

        return await self._database.read(look)

    async def why(
        self, server_id: int, asked: str, is_open: Callable[[int], bool]
    ) -> History | None:
        """What became of an address, or of an article by its id or title.

        Only of what took place in channels of which `is_open` is true; None where no article of
        theirs is so called.
        """
        if web_parts(asked.strip()) is not None:
            found = await self._database.read(lambda tx: of_address(server_id, asked.strip(), tx))
            return found.within(is_open)
        article_id = await self._named(server_id, asked, is_open)
        if article_id is None:
            return None
        known = await self._database.read(lambda tx: of_article(server_id, article_id, tx))
        seen = known.within(is_open) if known else None
        return seen if seen and seen.article else None

    async def _named(
        self, server_id: int, asked: str, is_open: Callable[[int], bool]
    ) -> int | None:
        """By the id that the list of titles gives, else by what was typed of a title."""
        if _ID.fullmatch(asked):
            return int(asked)
        found = await self.titled(server_id, asked)
        return next((each.article_id for each in found if any(map(is_open, each.channels))), None)
