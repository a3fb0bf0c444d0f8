"""The database, and the threads that use it.

SQLite's calls block, so they run on threads: one writes (groups of facts, each group one
transaction), a few read. On those threads everything is plain synchronous code, which costs half of
what awaiting each statement does (see `docs/architecture.md`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from bot.storage.engine import database_path, explained, reading_engine, writing_engine
from bot.storage.errors import DatabaseClosedError
from bot.storage.migrating import migrate
from bot.storage.transaction import Transaction

T = TypeVar("T")
READERS = 2


class Witness(Protocol):
    """Is told of each commit, on the writing thread. What it raises takes the place of the answer.

    It exists so that stopping the process around a commit can be tried out.
    """

    def before_commit(self) -> None: ...

    def after_commit(self) -> None: ...


class Database:
    """One SQLite database, open for this process."""

    def __init__(self, url: str) -> None:
        self._path = database_path(url)
        self._writing = writing_engine(url)
        self._reading = reading_engine(url)
        self._writer = ThreadPoolExecutor(1, "database-writer")
        self._readers = ThreadPoolExecutor(READERS, "database-reader")
        self._closed = False
        self.witness: Witness | None = None

    async def open(self) -> None:
        """Bring the schema up to date (a backup precedes it); raises `StorageError`."""
        await self._run(self._writer, self._migrate)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction on the writing thread; commit, or undo all if it raises."""
        return await self._run(self._writer, lambda: self._write(work))

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` on a reading thread; it sees one committed state and cannot write."""
        return await self._run(self._readers, lambda: self._read(work))

    async def close(self) -> None:
        """Let running work end, then close every connection. What comes later is refused."""
        await self._run(self._writer, self._writing.dispose)
        await asyncio.to_thread(self._shut_down)

    def abandon(self) -> None:
        """Drop every connection without a word, as a killed process would."""
        self._shut_down()
        self._writing.dispose()

    def _shut_down(self) -> None:
        self._closed = True
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self._reading.dispose()

    def _migrate(self) -> None:
        with explained(self._path):
            migrate(self._writing, self._path)

    def _write(self, work: Callable[[Transaction], T]) -> T:
        with explained(self._path), self._writing.connect() as connection, connection.begin() as tx:
            result = work(Transaction(connection))
            if self.witness is not None:
                self.witness.before_commit()
            tx.commit()
        if self.witness is not None:
            self.witness.after_commit()
        return result

    def _read(self, work: Callable[[Transaction], T]) -> T:
        with explained(self._path), self._reading.connect() as connection, connection.begin():
            return work(Transaction(connection))

    async def _run(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        if self._closed:
            raise DatabaseClosedError("I am being stopped. Ask again in a moment.")
        return await asyncio.get_running_loop().run_in_executor(threads, work)
