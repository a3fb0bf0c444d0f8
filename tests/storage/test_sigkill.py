"""A process that is killed in the middle of a flood loses nothing that it said was committed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.archive.record import Record
from bot.storage.database import Database

FLOOD = """
import asyncio, sys
from bot.clock import SystemClock
from bot.discussions.model import MessageSeen, Voice
from bot.services.recording import see
from bot.services.supervisor import Supervisor
from bot.services.writer import InRuns, Writer
from bot.storage.database import Database
from tests.storage.places import NOW, discussion


def places(tx):
    tx.servers.join(1, "The Daily", "en", NOW)
    discussion(tx, 1, thread_id=3)


def record(facts, tx, now):
    for _ in see(facts, tx, now):
        pass


async def say(writer, number):
    await writer.do(MessageSeen(number, 3, 4, Voice.PERSON, NOW, None, f"Thought {number}"))
    print(number, flush=True)


async def main():
    database = Database(sys.argv[1])
    await database.open()
    writer = Writer(database, {MessageSeen: InRuns(record)}, SystemClock(), Supervisor())
    await database.write(places)
    for first in range(1000, 10**9, 50):
        await asyncio.gather(*(say(writer, first + number) for number in range(50)))

asyncio.run(main())
"""


async def test_what_was_said_to_be_committed_is_there_after_a_sigkill(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'record.db'}"
    said = _flood_and_kill(url, after=400)

    database = Database(url)
    await database.open()
    await database.close()
    with Record(url) as record:
        kept = [each.comment.message_id for each in record.comments(1)]

    assert len(said) >= 400
    assert set(said) <= set(kept)


def _flood_and_kill(url: str, after: int) -> list[int]:
    command = [sys.executable, "-c", FLOOD, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        said = [int(process.stdout.readline()) for _ in range(after)]
        process.kill()
        # What it managed to say before it died counts too; a half line was not said.
        rest = process.stdout.read().split("\n")[:-1]
    return said + [int(line) for line in rest]
