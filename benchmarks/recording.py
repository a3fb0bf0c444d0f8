"""What recording a message costs, against a client that does nothing with it."""

from __future__ import annotations

import asyncio
import gc
import logging
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import discord
import structlog

from benchmarks.session import CHANNEL, FIRST_MESSAGE, SECOND, SERVER, THREAD, connect, cpu, feed
from bot.app import ThoughtsOn, create_bot
from bot.services.facts import ServerSeen
from bot.settings import Settings
from bot.storage.transaction import Transaction

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
        pairs = []
        for number in range(ROUNDS):
            yardstick = await _bare_round(bare, number)
            pairs.append((yardstick, await _recording_round(bot, number)))
        collecting = _full_collection()
        rate = MESSAGES / median(wall for _, (_, _, wall) in pairs)
        await bot.database.close()
    whole = median(ours[0] / theirs[0] for theirs, ours in pairs)
    loop = median(ours[1] / theirs[1] for theirs, ours in pairs)
    each = median(ours[0] for _, ours in pairs) / MESSAGES * 1e6
    return [
        ("record a message, CPU in all, against bare", f"{whole:.2f} ×"),
        ("record a message, on the event loop's thread, against bare", f"{loop:.2f} ×"),
        ("record a message, CPU", f"{each:.0f} µs"),
        ("messages recorded a second in a flood", f"{rate:,.0f}"),
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
    await bot.database.write(_discussion)
    return bot


def _discussion(tx: Transaction) -> None:
    now = datetime.now(UTC)
    source = tx.articles.source(SERVER, "editor", "", None, now)
    article = tx.articles.add(SERVER, source, "url:example.org/a", {}, now)
    posting = tx.postings.add(
        article_id=article,
        server_id=SERVER,
        channel_id=CHANNEL,
        version=1,
        made_at=now,
        token="00",  # noqa: S106 - the mark of a card, no secret
        mirror="off",
        part_limit=1,
        language="en",
        card_sent_at=now,
        card_edited_at=now,
        thread_id=THREAD,
    )
    tx.discussions.add(
        posting_id=posting,
        server_id=SERVER,
        channel_id=CHANNEL,
        thread_id=THREAD,
        title="A discussion",
        counts_from=now,
        opened_at=now,
    )


async def _bare_round(bare: Bare, number: int) -> tuple[float, float, float]:
    begun, wall = cpu(), time.perf_counter()
    await feed(bare, MESSAGES, first=FIRST_MESSAGE + number * MESSAGES * SECOND)
    await asyncio.sleep(0)
    return _since(begun, wall)


async def _recording_round(bot: ThoughtsOn, number: int) -> tuple[float, float, float]:
    begun, wall = cpu(), time.perf_counter()
    await feed(bot, MESSAGES, first=FIRST_MESSAGE + number * MESSAGES * SECOND)
    await bot.supervisor.wait(60)
    return _since(begun, wall)


def _since(begun: tuple[float, float], wall: float) -> tuple[float, float, float]:
    whole, loop = cpu()
    return whole - begun[0], loop - begun[1], time.perf_counter() - wall
