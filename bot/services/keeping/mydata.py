"""What a person asks about their own data. The face that cogs see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.services.keeping.erasing import erase_again
from bot.services.keeping.exporting import ExportFile, export
from bot.services.keeping.facts import Forget
from bot.services.writer import Writer
from bot.storage.database import Database
from bot.storage.erasure_list import ErasureList
from bot.storage.erasures import Erasure
from bot.storage.personal import Holdings
from bot.storage.transaction import Transaction

__all__ = ["ExportFile", "Holdings", "Kept", "MyData"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored about a person: `here` in one server (None outside of servers), and in all.

    `erased_at` is when they last had themselves erased (UTC).
    """

    here: Holdings | None
    everywhere: Holdings
    erased_at: datetime | None


class MyData:
    """Shows, gives and erases what is stored about whoever asks."""

    def __init__(
        self, database: Database, writer: Writer, clock: Clock, listed: ErasureList
    ) -> None:
        self._database = database
        self._writer = writer
        self._clock = clock
        self._listed = listed

    async def begin(self) -> None:
        """Erase again whoever the list names: an older database may have been put back."""
        await erase_again(self._database, self._listed, self._clock.now())

    async def kept(self, user_id: int, server_id: int | None) -> Kept:
        """How much is stored about a person."""

        def read(tx: Transaction) -> Kept:
            here = None if server_id is None else tx.personal.holdings(user_id, server_id)
            return Kept(here, tx.personal.holdings(user_id), tx.erasures.of(user_id))

        return await self._database.read(read)

    def export(self, user_id: int) -> AsyncIterator[ExportFile]:
        """Everything that is stored about a person, file by file."""
        return export(self._database, user_id, self._clock.now())

    async def forget(self, user_id: int) -> None:
        """Erase a person. Listed first: whatever happens in between, the next start erases them."""
        erasure = Erasure(user_id, self._clock.now())
        await asyncio.to_thread(self._listed.add, [erasure])
        await self._writer.do(Forget(erasure))
