"""What the record takes and gives, full of comments: times of single reads and writes, and room.

`COMMENTS=1000000 python -m benchmarks storage` fills it with as many; else with a fifth of that.
Times are the processor's, the least of several rounds, unless something else is said.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from benchmarks.session import SECOND, texts
from bot.archive.record import Record
from bot.discussions.model import Absence, Discussion, MessageSeen, Standing, Voice
from bot.discussions.retention import Retention
from bot.services.keeping import erasing, tidying
from bot.services.keeping.facts import Forget
from bot.storage.arrivals import Arrival
from bot.storage.backup import back_up
from bot.storage.database import Database
from bot.storage.erasures import Erasure
from bot.storage.transaction import Transaction
from tests.storage.places import NOW, discussion

COMMENTS = int(os.environ.get("COMMENTS", "200000"))
IN_A_DISCUSSION = 1_000
PEOPLE = 5_000
PROLIFIC, PROLIFIC_COMMENTS = 1, 10_000
SERVERS = (11, 12)
"""The first has nine discussions of ten."""
FIRST = 1_100_000_000_000_000_000
Row = tuple[str, str]


def run() -> Iterator[Row]:
    """Rows of figures: what was measured, and how much it came to."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.db")
        url = f"sqlite:///{path}"
        yield from asyncio.run(_filled(url))
        yield "bytes a comment, its text of 200 among them", f"{path.stat().st_size / COMMENTS:.0f}"
        yield from asyncio.run(_read(url))
        yield from _exported(url)
        yield from asyncio.run(_written(url))
        yield from asyncio.run(_backed_up(url, path))
        resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield "resident at most, with what measures", f"{resident:.0f} MB"


async def _filled(url: str) -> list[Row]:
    database = Database(url)
    await database.open()
    await database.write(_places)
    said, rng = texts(20_000), random.Random(1)
    begun = time.process_time()
    for first in range(0, COMMENTS, 500):
        await database.write(lambda tx, first=first: _add(tx, first, said, rng))
    spent = time.process_time() - begun
    await database.close()
    return [(f"add {COMMENTS:,} comments, CPU each", f"{spent / COMMENTS * 1e6:.0f} µs")]


def _places(tx: Transaction) -> None:
    for server_id in SERVERS:
        tx.servers.join(server_id, "The Daily", "en", NOW)
    for number in range(max(COMMENTS // IN_A_DISCUSSION, 1)):
        discussion(tx, SERVERS[number % 10 == 9], number, thread_id=1_000_000 + number)


def _add(tx: Transaction, first: int, said: list[str], rng: random.Random) -> None:
    """Comments as they come: a few discussions run at a time. Of twenty one is deleted later."""
    running = max(first // (10 * IN_A_DISCUSSION), 0) * 10
    arrivals = []
    for number in range(first, min(first + 500, COMMENTS)):
        discussion = min(running + number % 10, COMMENTS // IN_A_DISCUSSION - 1)
        prolific = number % (COMMENTS // PROLIFIC_COMMENTS or 1) == 0
        author = PROLIFIC if prolific else 100 + rng.randrange(PEOPLE)
        message_id = FIRST + number * SECOND
        seen = MessageSeen(
            message_id=message_id,
            thread_id=1_000_000 + discussion,
            author_id=author,
            voice=Voice.PERSON,
            created_at=NOW,
            edited_at=None,
            text=said[number % len(said)],
        )
        arrivals.append(Arrival(_discussion(tx, discussion), seen, Standing.COMMENT, author))
    added = tx.arrivals.add(arrivals, NOW)
    for comment_id in list(added.values())[::21]:
        tx.comments.bury(comment_id, Absence.LIVE, None, NOW)


async def _read(url: str) -> list[Row]:
    """On a reading thread's terms: one transaction each."""
    database = Database(url)
    big, small = SERVERS
    later = NOW + timedelta(days=31)
    asked: list[tuple[str, Callable[[Transaction], object]]] = [
        ("count a discussion of 1,000", lambda tx: tx.comments.count(1)),
        ("newest page of 50 of a server's texts", lambda tx: tx.standings.texts(big, None, 50)),
        ("  of the small server's", lambda tx: tx.standings.texts(small, None, 50)),
        (
            "  500 from the middle",
            lambda tx: tx.standings.texts(big, (COMMENTS // IN_A_DISCUSSION // 2, FIRST * 2), 500),
        ),
        (
            "what a court looks back on, at most 2,000",
            lambda tx: tx.standings.recent(big, FIRST + (COMMENTS - 1_000) * SECOND, 2_000),
        ),
        ("a person's holdings in a server", lambda tx: tx.personal.holdings(100, big)),
        (
            "what can be let go of after 31 days, of the small server",
            lambda tx: tidying.look(small, Retention(), tx, later),
        ),
        (
            "  where nothing can",
            lambda tx: tidying.look(small, Retention(), tx, NOW + timedelta(days=1)),
        ),
        (
            "a page of 200 of somebody's own 10,000",
            lambda tx: tx.personal.comments(PROLIFIC, COMMENTS // 2, 200),
        ),
        ("all files kept of a server", lambda tx: tx.tidying.files_of(big)),
        ("the latest discussions by title", lambda tx: tx.discussions.newest(big, titled="9")),
        ("a message by its id", lambda tx: tx.comments.by_message(FIRST + 7 * SECOND)),
    ]
    rows = [
        (what, _milliseconds(_least(lambda ask=ask: database._read(ask)))) for what, ask in asked
    ]
    await database.close()
    return rows


def _exported(url: str) -> Iterator[Row]:
    with Record(url) as record:
        took = _least(lambda: record.comments(1))
    yield "a discussion of 1,000, read whole", _milliseconds(took)


async def _written(url: str) -> list[Row]:
    database = Database(url)
    later = NOW + timedelta(days=31)
    found = database._read(lambda tx: tidying.look(SERVERS[0], Retention(), tx, later))
    swept = _once(lambda: database._write(lambda tx: tidying.tidy(found, tx, later)))
    forget = Forget(Erasure(PROLIFIC, NOW))
    erased = _once(lambda: database._write(lambda tx: erasing.forget(forget, tx, NOW)))
    await database.close()
    return [
        ("let go of 200 deleted texts", _milliseconds(swept)),
        (f"erase somebody with {PROLIFIC_COMMENTS:,} comments", _milliseconds(erased)),
    ]


async def _backed_up(url: str, path: Path) -> list[Row]:
    """What a gigabyte would take, and by the clock the longest commit while a copy is made."""
    database = Database(url)
    target = path.with_name("copy.db")
    begun = time.perf_counter()
    spent = 0.0

    def copy() -> None:
        nonlocal spent
        back_up(path, target)
        spent = time.thread_time()

    copying = threading.Thread(target=copy)
    copying.start()
    longest, commits = 0.0, 0
    while copying.is_alive():
        commits += 1
        since = time.perf_counter()
        await database.write(lambda tx, at=commits: _one_more(tx, at))
        longest = max(longest, time.perf_counter() - since)
        await asyncio.sleep(0.01)
    took = time.perf_counter() - begun
    await database.close()
    gigabytes = target.stat().st_size / 1e9
    return [
        ("back up a gigabyte under writes, and check it", f"{spent / gigabytes:.1f} s"),
        ("  by the clock", f"{took / gigabytes:.1f} s"),
        (f"  the longest of {commits} commits", f"{longest * 1e3:.0f} ms"),
    ]


def _one_more(tx: Transaction, number: int) -> None:
    message_id = FIRST + (COMMENTS + number) * SECOND
    seen = MessageSeen(message_id, 1_000_000, 100, Voice.PERSON, NOW, None, "One more thought.")
    tx.arrivals.add([Arrival(_discussion(tx, 0), seen, Standing.COMMENT, 100)], NOW)


def _discussion(tx: Transaction, number: int) -> Discussion:
    found = tx.discussions.by_thread(1_000_000 + number)
    assert found is not None
    return found


def _least(work: Callable[[], object], rounds: int = 7) -> float:
    return min(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms"
