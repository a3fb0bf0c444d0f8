"""The one writer: facts in, in order, in groups, each group one transaction.

There is no timer: a group is whatever queued while the last commit ran, so a lone fact is committed
at once and a flood in large groups. A group that fails is replayed fact by fact, and the bad one is
set aside with a fault. If it is the database that fails, nothing is set aside: facts wait for it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import structlog

from bot.clock import Clock
from bot.services.supervisor import Supervisor
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.faults import Fault
from bot.storage.transaction import Transaction

log = structlog.get_logger()

Handler = Callable[[Any, Transaction, datetime], Any]
RunHandler = Callable[[Sequence[Any], Transaction, datetime], Any]
MOST_IN_A_GROUP = 500
PAUSE_SECONDS = 5.0


class InRuns:
    """A handler that takes facts of its kind which follow each other in a group all at once.

    They have no answers of their own.
    """

    def __init__(self, handle: RunHandler) -> None:
        self.handle = handle

    def __call__(self, fact: Any, tx: Transaction, now: datetime) -> Any:
        """Take one fact alone."""
        return self.handle([fact], tx, now)


@dataclass(frozen=True, slots=True)
class _Entry:
    fact: object
    answer: asyncio.Future[Any] | None = None


class Writer:
    """Takes facts synchronously and commits them; `after_commit` are called on the loop.

    Not after facts of the kinds in `owing_nothing` alone: nothing new can be owed for them.
    """

    def __init__(
        self,
        database: Database,
        handlers: Mapping[type, Handler],
        clock: Clock,
        supervisor: Supervisor,
    ) -> None:
        self.after_commit: list[Callable[[], None]] = []
        self.owing_nothing: frozenset[type] = frozenset()
        self._database = database
        self._handlers = handlers
        self._clock = clock
        self._supervisor = supervisor
        self._queue: deque[_Entry] = deque()
        self._working = False
        self._stopped = False
        self._paused = False

    def put(self, fact: object) -> None:
        """Take a fact in. Nothing is awaited, so the order of arrival is kept."""
        self._enter(_Entry(fact))

    async def do(self, fact: object) -> Any:
        """Take a fact in and wait until it is committed; gives what its handler returned.

        Raises what the handler raised, or `StorageError` while the database cannot be written.
        """
        answer = asyncio.get_running_loop().create_future()
        self._enter(_Entry(fact, answer))
        return await answer

    def stop_intake(self) -> None:
        """Take no further facts from outside; what Discord still shows is read at the next start.

        Facts that somebody waits for (attempts that end) are still committed.
        """
        self._stopped = True

    def _enter(self, entry: _Entry) -> None:
        if self._stopped and entry.answer is None:
            return
        self._queue.append(entry)
        if entry.answer is not None:
            self._paused = False  # somebody waits: they learn at once whether it works again
        self._start()

    def _start(self) -> None:
        if not self._working and not self._paused and self._queue:
            self._working = True
            self._supervisor.start(self._work(), "writer")

    async def _work(self) -> None:
        try:
            while self._queue:
                count = min(len(self._queue), MOST_IN_A_GROUP)
                group = [self._queue.popleft() for _ in range(count)]
                if not await self._commit(group):
                    self._pause()
                    return
        finally:
            self._working = False
            self._start()

    def _pause(self) -> None:
        self._paused = True
        asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._resume)

    def _resume(self) -> None:
        self._paused = False
        self._start()

    async def _commit(self, group: Sequence[_Entry]) -> bool:
        """Commit a group; False where the database refused and its facts were put back."""
        try:
            results = await self._apply(group)
        except StorageError as error:
            self._put_back(group, error)
            return False
        except Exception as error:  # noqa: BLE001 - supervised: the bad fact is found and named
            if len(group) == 1:
                await self._set_aside(group[0], error)
                return True
            return await self._replay(group)
        except BaseException as error:
            # The writer is being ended: whoever waits for these facts ends with it.
            for entry in group:
                if entry.answer is not None and not entry.answer.done():
                    entry.answer.set_exception(error)
            raise
        for entry, result in zip(group, results, strict=True):
            _answer(entry, result)
        if any(type(entry.fact) not in self.owing_nothing for entry in group):
            for call in self.after_commit:
                call()
        return True

    async def _apply(self, group: Sequence[_Entry]) -> list[Any]:
        now = self._clock.now()

        def apply(tx: Transaction) -> list[Any]:
            facts = [entry.fact for entry in group]
            return [
                answer
                for kind, run in groupby(facts, key=type)
                for answer in _handle_run(self._handlers[kind], list(run), tx, now)
            ]

        return await self._database.write(apply)

    async def _replay(self, group: Sequence[_Entry]) -> bool:
        for position, entry in enumerate(group):
            if not await self._commit([entry]):
                self._queue.extendleft(reversed(group[position + 1 :]))
                return False
        return True

    def _put_back(self, group: Sequence[_Entry], error: StorageError) -> None:
        log.error("database refuses", error=type(error).__name__, facts=len(group))
        waiting = [entry for entry in group if entry.answer is None]
        self._queue.extendleft(reversed(waiting))
        for entry in group:
            if entry.answer is not None and not entry.answer.done():
                entry.answer.set_exception(error)

    async def _set_aside(self, entry: _Entry, error: Exception) -> None:
        if entry.answer is not None:
            if not entry.answer.done():
                entry.answer.set_exception(error)
            return
        kind = type(entry.fact).__name__
        log.error("fact set aside", kind=kind, exc_info=error)
        subject = getattr(entry.fact, "message_id", None) or getattr(entry.fact, "thread_id", None)
        fault = Fault(self._clock.now(), kind, subject, type(error).__name__)
        try:
            await self._database.write(lambda tx: tx.faults.record(fault))
        except StorageError as refusal:
            log.error("fault not kept", kind=kind, error=type(refusal).__name__)


def handle(handlers: Mapping[type, Handler], fact: object, tx: Transaction, now: datetime) -> Any:
    """Run the handler of the fact's kind; LookupError where there is none."""
    return handlers[type(fact)](fact, tx, now)


def _handle_run(
    handler: Handler, facts: Sequence[object], tx: Transaction, now: datetime
) -> list[Any]:
    """Handle facts of one kind; gives an answer for each."""
    if isinstance(handler, InRuns):
        handler.handle(facts, tx, now)
        return [None] * len(facts)
    return [handler(fact, tx, now) for fact in facts]


def _answer(entry: _Entry, result: Any) -> None:
    if entry.answer is not None and not entry.answer.done():
        entry.answer.set_result(result)
