"""`run`: the bot's process, from login to SIGTERM."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from discord.ext import commands

from bot.app import create_bot, invite_link
from bot.clock import SystemClock
from bot.connecting import explained, without_voice
from bot.logs import loop_exception_handler
from bot.services.daily_backups import DailyBackups
from bot.services.supervisor import Supervisor
from bot.settings import Settings
from bot.storage.engine import database_path

log = structlog.get_logger()

LONGEST_SHUTDOWN_SECONDS = 7.5
"""Service managers kill what takes much longer (Docker after ten)."""
BACKUP_GRACE_SECONDS = 1.0


async def run_bot(settings: Settings, token: str) -> None:
    """Run until SIGTERM or SIGINT.

    Raises `StartError`, `StorageError` from the database, `PackError` from the civility packs.
    """
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(loop_exception_handler)
    without_voice()
    supervisor = Supervisor()
    backups = DailyBackups(database_path(settings.database_url), SystemClock(), supervisor)
    bot = create_bot(settings)
    session = loop.create_task(_session(bot, token, backups), name="session")
    with _stopped_by_signals(session):
        await asyncio.wait({session})
        backups.stop()
        await supervisor.wait(BACKUP_GRACE_SECONDS)
        await bot.close()
    if not session.cancelled():
        session.result()  # raises what ended it


async def _session(bot: commands.Bot, token: str, backups: DailyBackups) -> None:
    with explained():
        await bot.login(token)
        if bot.application_id is not None:
            _invite(bot.application_id)
        backups.start()
        await bot.connect()


@contextmanager
def _stopped_by_signals(session: asyncio.Task[None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, session)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _stop(session: asyncio.Task[None]) -> None:
    log.info("stopping")
    session.cancel()
    watchdog = threading.Timer(LONGEST_SHUTDOWN_SECONDS, _leave)
    watchdog.daemon = True
    watchdog.start()


def _leave() -> None:
    """End the process though something hangs. What is committed is safe, the rest is read again."""
    log.warning("shutdown took too long")
    os._exit(0)


def _invite(application_id: int) -> None:
    text = "Invite the bot with this link; it asks for the rights it needs:"
    sys.stderr.write(f"{text}\n{invite_link(application_id)}\n")
