"""The bot in this process, though it talks to its Discord over HTTP: for the demo.

Its clock is the world's, which a bot in a process of its own cannot have.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import ThoughtsOn, create_bot
from bot.settings import Settings

from .server import Loopback


@asynccontextmanager
async def hosted(discord: Loopback, folder: Path) -> AsyncIterator[ThoughtsOn]:
    """The bot, connected; its data are kept in `folder`, and it is closed at the end.

    Moving the clock of `discord.world` wakes it. Raises what keeps it from starting or ends it
    before its time. One in a process: discord.py keeps Discord's addresses per process.
    """
    settings = Settings.load({**discord.settings, "DATA_DIR": str(folder)})
    bot = create_bot(settings, clock=discord.world)
    forget = discord.world.on_clock_moved(bot.dispatcher.wake)
    session = asyncio.get_running_loop().create_task(bot.start(settings.require_token()))
    session.add_done_callback(lambda _: discord.world.stir())
    try:
        await discord.world.until(lambda: discord.gateway.connected or session.done())
        if not session.done():
            yield bot
    finally:
        forget()
        await bot.close()
        await session
