"""What `/article why` asks. The face that cogs see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.articles.addresses import web_parts
from bot.services.explaining.history import History, of_address, of_article
from bot.services.explaining.sentences import told
from bot.storage.database import Database

__all__ = ["History", "HistoryDesk", "Titled", "told"]

_ID = re.compile(r"[0-9]{1,18}")
"""What 64 bits hold for certain."""


@dataclass(frozen=True, slots=True)
class Titled:
    """An article by its title."""

    article_id: int
    title: str


class HistoryDesk:
    """Looks up what became of articles and addresses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def titled(
        self, server_id: int, text: str, is_open: Callable[[int], bool]
    ) -> list[Titled]:
        """The latest articles whose title contains the text, posted or not.

        Of channels of which `is_open` is true.
        """
        channels = await self._database.read(lambda tx: tx.histories.channels(server_id))
        theirs = frozenset(filter(is_open, channels))
        found = await self._database.read(lambda tx: tx.histories.titled(server_id, text, theirs))
        return [Titled(article_id, title) for article_id, title in found]

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
        candidates = [int(asked)] if _ID.fullmatch(asked) else []
        candidates += [each.article_id for each in await self.titled(server_id, asked, is_open)]
        for article_id in candidates:
            known = await self._database.read(partial(of_article, server_id, article_id))
            seen = known.within(is_open) if known else None
            if seen is not None and seen.article is not None:
                return seen
        return None
