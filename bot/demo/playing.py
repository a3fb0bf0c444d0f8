"""`demo`: the real bot on the embedded Discord, and a short community played to its end."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import create_bot, open_record
from bot.settings import Settings

from .outcome import Outcome, look
from .pages import DemoError, SavedPage, page_in, sample_page
from .scene import perform
from .stage import OPENING, set_stage
from .world import Unsettled, World

__all__ = ["DemoError", "Outcome", "play"]

PATIENCE = 60.0
"""Seconds. Starting the process that reads pages takes long on a busy machine."""


async def play(page: Path | None = None) -> Outcome:
    """Play the scene with the sample article, or the page in a file.

    Nothing is kept: the bot's data live in a folder that is gone afterwards. Raises `DemoError`
    where the page cannot be posted, or the machine is too busy.
    """
    given = sample_page() if page is None else page_in(page)
    try:
        return await _play(given)
    except Unsettled as error:
        raise DemoError(
            f"The bot was still at work after {PATIENCE:.0f} seconds. Try again when this machine"
            " has less to do."
        ) from error


async def _play(given: SavedPage) -> Outcome:
    with TemporaryDirectory(prefix="thoughts-on-demo-") as folder:
        settings = Settings.load({"DATA_DIR": folder})
        async with World.open(at=OPENING) as world:
            world.env.settle_timeout = PATIENCE
            stage = set_stage(world)
            await world.connect(create_bot(settings, clock=world))
            await perform(stage, given)
            await world.stop()
            with open_record(settings) as record:
                return look(stage, record)
