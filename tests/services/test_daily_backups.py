"""When copies are made by themselves, and which are kept."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.services.daily_backups import DailyBackups, folder_beside, made, next_due, superfluous
from bot.services.supervisor import Supervisor

NOW = datetime(2027, 3, 8, 9, tzinfo=UTC)


class StoppedClock:
    """Always the same moment."""

    def now(self) -> datetime:
        return NOW


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "record.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE thoughts (id INTEGER PRIMARY KEY)")
    return path


@pytest.fixture
async def backups(database):
    """Copies at a stopped clock; whoever starts them has them stopped again."""
    supervisor = Supervisor()
    daily = DailyBackups(database, StoppedClock(), supervisor)
    yield daily
    daily.stop()
    assert await supervisor.wait(5)


def copy_of(database: Path, at: datetime) -> Path:
    folder_beside(database).mkdir(exist_ok=True)
    path = folder_beside(database) / f"record-daily-{at:%Y%m%dT%H%M%SZ}.db"
    path.write_bytes(b"a copy")
    return path


async def until_made(database, count):
    async with asyncio.timeout(5):
        while len(made(database)) != count:  # noqa: ASYNC110 - it is a file that is waited for
            await asyncio.sleep(0)


async def test_a_bot_without_a_copy_makes_one_at_once(database, backups):
    backups.start()
    await until_made(database, 1)

    assert made(database)[0].name == "record-daily-20270308T090000Z.db"


async def test_seven_are_kept_and_those_of_migrations_and_people_left_alone(database, backups):
    old = [copy_of(database, NOW - timedelta(days=days)) for days in range(1, 10)]
    others = [folder_beside(database) / name for name in ("record-before-migration.db", "mine.db")]
    for path in others:
        path.write_bytes(b"not ours to delete")

    backups.start()
    await until_made(database, 7)

    assert made(database)[:-1] == sorted(old[:6])
    assert all(path.exists() for path in others)


async def test_a_restart_within_the_day_makes_no_further_copy(database, backups):
    copy_of(database, NOW - timedelta(hours=23))

    backups.start()
    await asyncio.sleep(0)

    assert len(made(database)) == 1


async def test_a_copy_that_cannot_be_made_does_not_end_the_bot(tmp_path, capsys):
    supervisor = Supervisor()
    daily = DailyBackups(tmp_path / "none.db", StoppedClock(), supervisor)

    daily.start()
    await asyncio.sleep(0.01)
    ended = await supervisor.wait(5)
    daily.stop()

    assert ended
    assert "backup failed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ([], timedelta(0)),
        ([timedelta(hours=1)], timedelta(hours=23)),
        ([timedelta(days=3), timedelta(days=2)], -timedelta(days=1)),
        ([timedelta(hours=2), -timedelta(days=400)], timedelta(hours=22)),
        ([-timedelta(days=400)], timedelta(0)),
    ],
    ids=["none yet", "an hour ago", "days ago", "one from the future", "only from the future"],
)
def test_the_next_is_due_a_day_after_the_newest(tmp_path, ages, expected):
    copies = [copy_of(tmp_path / "record.db", NOW - age) for age in ages]

    assert next_due(copies, NOW) == NOW + expected


def test_the_oldest_are_those_that_go(tmp_path):
    copies = [copy_of(tmp_path / "record.db", NOW + timedelta(days=days)) for days in range(9)]

    assert superfluous(copies) == copies[:2]
    assert superfluous(copies[:7]) == []
