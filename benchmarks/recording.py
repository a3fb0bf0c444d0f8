"""What recording a message costs, against a client that does nothing with it."""

from __future__ import annotations

import asyncio
import gc
import logging
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from statistics import median

import discord
import structlog
from discord.utils import snowflake_time

from benchmarks.session import (
    CHANNEL,
    FIRST_MESSAGE,
    MEMBER,
    SECOND,
    SERVER,
    THREAD,
    connect,
    cpu,
    feed,
    texts,
)
from bot.app import ThoughtsOn, create_bot
from bot.clock import SystemClock
from bot.discussions.model import MessageSeen, Voice
from bot.services import recording
from bot.services.facts import ServerSeen
from bot.services.moderating.court import Court
from bot.services.moderating.judges import built_in
from bot.services.writer import InRuns, RunHandler, Writer
from bot.settings import Settings
from bot.storage.transaction import Transaction
from tests.storage.places import discussion

MESSAGES = 10_000
ROUNDS = 5


class Bare(discord.Client):
    """The yardstick: a client with an empty `on_message`."""

    async def on_message(self, message: discord.Message) -> None:
        """Do nothing."""


def run() -> list[tuple[str, str]]:
    """Rows of figures: what was measured, and how much it came to."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return asyncio.run(_measure())


async def _measure() -> list[tuple[str, str]]:
    bare = Bare(intents=discord.Intents.all(), max_messages=None)
    connect(bare)
    with tempfile.TemporaryDirectory() as folder:
        bot = await _recording_bot(Path(folder))
        await asyncio.to_thread(built_in)
        court = Court()
        rounds = []
        for number in range(ROUNDS):
            said = texts(MESSAGES, seed=number)
            rounds.append(
                (
                    await _bare_round(bare, said, number),
                    await _recording_round(bot, said, number),
                    await _writer_round(bot, _record, said, number + ROUNDS),
                    await _writer_round(bot, court.see, said, number + 2 * ROUNDS),
                )
            )
        collecting = _full_collection()
        await bot.database.close()
    whole = median(ours[0] / theirs[0] for theirs, ours, _, _ in rounds)
    loop = median(ours[1] / theirs[1] for theirs, ours, _, _ in rounds)
    alone, judging = (min(each[at] for each in rounds) for at in (2, 3))
    each = min(ours[0] for _, ours, _, _ in rounds) / MESSAGES * 1e6
    return [
        ("record a message, CPU in all, against bare", f"{whole:.2f} ×"),
        ("record a message, on the event loop's thread, against bare", f"{loop:.2f} ×"),
        ("record a message, CPU", f"{each:.0f} µs"),
        ("the recorder alone, messages for a second of CPU", f"{MESSAGES / alone:,.0f}"),
        ("  with what the judge takes", f"{MESSAGES / judging:,.0f}"),
        ("a full collection of garbage", f"{collecting * 1e3:.0f} ms"),
    ]


def _full_collection() -> float:
    """Seconds for which a full collection holds everything up."""
    gc.collect()
    begun = time.perf_counter()
    gc.collect()
    return time.perf_counter() - begun


async def _recording_bot(folder: Path) -> ThoughtsOn:
    bot = create_bot(Settings.load({"DATA_DIR": str(folder)}))
    assert isinstance(bot, ThoughtsOn)
    await bot.database.open()
    bot.dispatcher.stop()  # the record is measured, not what follows from it
    connect(bot)
    await bot.writer.do(ServerSeen(SERVER, "The Daily", "en"))
    await bot.database.write(
        lambda tx: discussion(tx, SERVER, channel_id=CHANNEL, thread_id=THREAD)
    )
    return bot


async def _bare_round(bare: Bare, said: list[str], number: int) -> tuple[float, float]:
    begun = cpu()
    await feed(bare, said, first=_first(number))
    await asyncio.sleep(0)
    return _since(begun)


async def _recording_round(bot: ThoughtsOn, said: list[str], number: int) -> tuple[float, float]:
    begun = cpu()
    await feed(bot, said, first=_first(number))
    await bot.supervisor.wait(60)
    return _since(begun)


async def _writer_round(bot: ThoughtsOn, see: RunHandler, said: list[str], number: int) -> float:
    """Seconds of CPU, in all, for messages that wait as facts already."""
    writer = Writer(bot.database, {MessageSeen: InRuns(see)}, SystemClock(), bot.supervisor)
    facts = [_fact(_first(number) + at * SECOND, at, text) for at, text in enumerate(said)]
    begun = cpu()
    for fact in facts:
        writer.put(fact)
    await bot.supervisor.wait(60)
    return _since(begun)[0]


def _record(facts: Sequence[MessageSeen], tx: Transaction, now: datetime) -> None:
    for _ in recording.see(facts, tx, now):
        pass


def _fact(message_id: int, number: int, text: str) -> MessageSeen:
    return MessageSeen(
        message_id=message_id,
        thread_id=THREAD,
        author_id=MEMBER + number % 50,
        voice=Voice.PERSON,
        created_at=snowflake_time(message_id),
        edited_at=None,
        text=text,
        roles=frozenset({SERVER}),
    )


def _first(number: int) -> int:
    return FIRST_MESSAGE + number * MESSAGES * SECOND


def _since(begun: tuple[float, float]) -> tuple[float, float]:
    whole, loop = cpu()
    return whole - begun[0], loop - begun[1]
