"""`demo`: the real bot on the embedded Discord, and a short community played to its end."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import create_bot, open_record
from bot.settings import Settings

from .outcome import Outcome, look
from .pages import DemoError, page_in, sample_page
from .scene import perform
from .stage import OPENING, set_stage
from .world import World

__all__ = ["DemoError", "Outcome", "play"]


async def play(page: Path | None = None) -> Outcome:
    """Play the scene with the sample article, or the page in a file.

    Nothing is kept: the bot's data live in a folder that is gone afterwards. Raises `DemoError`
    where the page cannot be posted.
    """
    given = sample_page() if page is None else page_in(page)
    with TemporaryDirectory(prefix="thoughts-on-demo-") as folder:
        settings = Settings.load({"DATA_DIR": folder})
        async with World.open(at=OPENING) as world:
            stage = set_stage(world)
            await world.connect(create_bot(settings, clock=world))
            await perform(stage, given)
            await world.stop()
            with open_record(settings) as record:
                return look(stage, record)
