"""A copy of the database every day, the last seven kept.

The newest copy's name says when the next one is due, so restarts change nothing. Nothing waits in
between but a timer. Copies made before migrations, and by hand, are left alone.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.services.supervisor import Supervisor
from bot.storage.backup import GivenUpError, back_up
from bot.storage.errors import StorageError

log = structlog.get_logger()

EVERY = timedelta(days=1)
KEPT = 7
AFTER_A_FAILURE = timedelta(hours=1)
_STAMP = "%Y%m%dT%H%M%SZ"


class DailyBackups:
    """Makes the copies of one database, in the folder `backups` beside it, while it is started."""

    def __init__(self, database: Path, clock: Clock, supervisor: Supervisor) -> None:
        self._database = database
        self._clock = clock
        self._supervisor = supervisor
        self._given_up = threading.Event()
        self._alarm: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Make a copy when one is due: at once where the newest is older than a day."""
        self._wait_until(next_due(made(self._database), self._clock.now()))

    def stop(self) -> None:
        """Make no more; a copy that is being made is given up."""
        self._given_up.set()
        if self._alarm is not None:
            self._alarm.cancel()

    def _wait_until(self, due: datetime) -> None:
        if self._given_up.is_set():
            return
        loop = asyncio.get_running_loop()
        wait = min(max(due - self._clock.now(), timedelta(0)), EVERY)
        self._alarm = loop.call_at(loop.time() + wait.total_seconds(), self._ring)

    def _ring(self) -> None:
        self._supervisor.start(self._make(), "backup")

    async def _make(self) -> None:
        now = self._clock.now()
        try:
            await asyncio.to_thread(self._copy, now)
        except GivenUpError:
            return
        except (StorageError, OSError) as error:
            log.error("backup failed", error=type(error).__name__, exc_info=error)
            self._wait_until(now + AFTER_A_FAILURE)
            return
        log.info("backup made", kept=KEPT)
        self.start()

    def _copy(self, now: datetime) -> None:
        folder = folder_beside(self._database)
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{self._database.stem}-daily-{now.astimezone(UTC):{_STAMP}}.db"
        back_up(self._database, folder / name, given_up=self._given_up.is_set)
        for path in superfluous(made(self._database)):
            path.unlink(missing_ok=True)


def folder_beside(database: Path) -> Path:
    """Where the copies of a database are kept."""
    return database.parent / "backups"


def made(database: Path) -> list[Path]:
    """The daily copies of a database, the oldest first."""
    found = folder_beside(database).glob(f"{database.stem}-daily-*.db")
    return sorted(path for path in found if made_at(path) is not None)


def made_at(copy: Path) -> datetime | None:
    """When a daily copy was made (UTC); None for a file of another name."""
    try:
        return datetime.strptime(copy.stem.rpartition("-")[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def next_due(copies: Iterable[Path], now: datetime) -> datetime:
    """When the next copy is to be made (UTC), which may have passed."""
    moments = [moment for path in copies if (moment := made_at(path)) is not None]
    # A copy dated in the future comes from a clock that was wrong; it must not stop the others.
    past = [moment for moment in moments if moment <= now]
    return max(past) + EVERY if past else now


def superfluous(copies: list[Path]) -> list[Path]:
    """Those, of the oldest first, that are more than are kept."""
    return copies[:-KEPT]
