"""Performs what is owed: in order within a lane, lanes side by side, the most pressing first.

It never waits for work: a commit, or the alarm for the next due time, wakes it. An action found
open that nobody performs was begun by a process that died: whether it happened is looked up first.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import structlog

from bot.actions.model import FROM_THE_WEB, Action, Kind, Priority
from bot.actions.outcomes import DONE, PRIORITIES, Answer, Outcome, retried
from bot.clock import Clock
from bot.services.budget import Budget
from bot.services.deeds.deed import Deed
from bot.services.facts import AttemptBegun, AttemptEnded
from bot.services.refusals import REFUSALS, outcome_of
from bot.services.supervisor import Supervisor
from bot.services.writer import Writer
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.transaction import Transaction

log = structlog.get_logger()

AT_ONCE = 8
READS_AT_ONCE = 4
FETCHES_AT_ONCE = 8
"""Beside those: slow sites must not hold up what Discord is owed."""
LEASE = timedelta(minutes=5)
LONGEST_SLEEP = timedelta(days=1)
PAUSE = timedelta(seconds=5)


class Dispatcher:
    """Wakes, starts a task for the head of each lane that is due, sets its alarm, and sleeps."""

    def __init__(
        self,
        deeds: Mapping[Kind, Deed],
        database: Database,
        writer: Writer,
        clock: Clock,
        budget: Budget,
        supervisor: Supervisor,
    ) -> None:
        self.deeds = deeds
        self._database = database
        self._writer = writer
        self._clock = clock
        self._budget = budget
        self._supervisor = supervisor
        self._owner = secrets.token_hex(8)
        self._busy: dict[str, Kind] = {}
        self._awake = False
        self._called = False
        self._stopped = False
        self._alarm: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        """Look for due actions now."""
        self._called = True
        if not self._awake and not self._stopped:
            self._awake = True
            self._supervisor.start(self._dispatch(), "dispatcher")

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopped = True
        self._silence()

    async def _dispatch(self) -> None:
        try:
            while self._called and not self._stopped:
                self._called = False
                ready, next_due = await self._look()
                for action in self._admitted(ready):
                    self._busy[action.lane] = action.kind
                    self._supervisor.start(self._perform(action), f"action {action.id}")
                self._set_alarm(next_due)
        except Exception as error:  # supervised: without its alarm the dispatcher would sleep on
            log.error("database refuses", error=type(error).__name__, exc_info=error)
            self._set_alarm(self._clock.now() + PAUSE)
        finally:
            self._awake = False

    def _admitted(self, ready: list[Action]) -> Iterator[Action]:
        """Those that may begin now: long reads leave room for what is more pressing."""
        reading = sum(_reads_discord(kind) for kind in self._busy.values())
        for action in ready:
            if _reads_discord(action.kind):
                reading += 1
                if reading > READS_AT_ONCE:
                    continue
            yield action

    async def _look(self) -> tuple[list[Action], datetime | None]:
        now, busy = self._clock.now(), frozenset(self._busy)
        fetching = sum(kind in FROM_THE_WEB for kind in self._busy.values())
        free, free_fetches = AT_ONCE - len(busy) + fetching, FETCHES_AT_ONCE - fetching

        def look(tx: Transaction) -> tuple[list[Action], datetime | None]:
            own = tx.actions.ready(now, busy, free, from_the_web=False)
            fetches = tx.actions.ready(now, busy, free_fetches, from_the_web=True)
            return [*own, *fetches], tx.actions.next_due(now)

        return await self._database.read(look)

    def _set_alarm(self, due: datetime | None) -> None:
        self._silence()
        if due is None or self._stopped:
            return
        # A clock that is set back must not make the bot oversleep.
        wait = min(max(due - self._clock.now(), timedelta(0)), LONGEST_SLEEP)
        loop = asyncio.get_running_loop()
        self._alarm = loop.call_at(loop.time() + wait.total_seconds(), self.wake)

    def _silence(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    async def _perform(self, found: Action) -> None:
        try:
            lease = self._clock.now() + LEASE
            action = await self._writer.do(AttemptBegun(found.id, self._owner, lease))
            if action is not None:
                await self._end(action, *await self._attempt(action))
        except StorageError as error:
            # The action stays open: after the pause it is looked up and tried again.
            log.error("database refuses", action=found.id, error=type(error).__name__)
            await asyncio.sleep(PAUSE.total_seconds())
        finally:
            self._busy.pop(found.lane, None)
        self.wake()

    async def _end(self, action: Action, outcome: Outcome, result: object | None) -> None:
        try:
            await self._writer.do(AttemptEnded(action, outcome, result))
        except StorageError:
            raise
        except Exception as error:  # supervised: a result nobody can take in
            log.error("result refused", action=action.id, kind=action.kind, exc_info=error)
            await self._writer.do(AttemptEnded(action, retried(action.tries)))

    async def _attempt(self, action: Action) -> tuple[Outcome, object | None]:
        deed = self.deeds[action.kind]
        try:
            if action.kind not in FROM_THE_WEB:  # the budget is Discord's
                await self._budget.take()
            result = await deed.already(action) if action.attempts > 1 else None
            if result is None and action.withdrawn:
                return Outcome(Answer.PARK), None  # a withdrawn action is cancelled, not parked
            return DONE, result or await deed.perform(action)
        except REFUSALS as error:
            outcome = outcome_of(action, error)
        except Exception as error:  # supervised: what nobody foresaw is tried again
            log.error("deed failed", action=action.id, kind=action.kind, exc_info=error)
            outcome = retried(action.tries)
        log.warning(
            "action not done",
            action=action.id,
            kind=action.kind,
            outcome=outcome.answer,
            code=outcome.code,
        )
        return outcome, None


def _reads_discord(kind: Kind) -> bool:
    return PRIORITIES[kind] is Priority.READ and kind not in FROM_THE_WEB
