"""`demo`: the real bot on the embedded Discord, and a short community played to its end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from discord.ext import commands

from bot.app import ThoughtsOn, create_bot, open_record
from bot.settings import Settings

from .newspaper import Newspaper
from .outcome import Outcome, look
from .pages import DemoError, feed_in, page_in, sample_page
from .scene import follow_feed, perform
from .stage import OPENING, Stage, set_stage
from .world import Unsettled, World

__all__ = ["DemoError", "Outcome", "play", "played", "read_all_about_it"]

PATIENCE = 60.0
"""Seconds. Starting the process that reads pages takes long on a busy machine."""


async def play(page: Path | None = None, feed: str | None = None) -> Outcome:
    """Play the scene with the sample article, or the page in a file, and a feed if one is named.

    Nothing is kept: the bot's data live in a folder that is gone afterwards. Raises `DemoError`
    where the page or the feed cannot be posted, or the machine is too busy.
    """
    given = sample_page() if page is None else page_in(page)
    with TemporaryDirectory(prefix="thoughts-on-demo-") as folder:
        settings = Settings.load({"DATA_DIR": folder})
        stage = await played(settings, lambda stage: perform(stage, given), feed)
        with open_record(settings) as record:
            return look(stage, record)


async def played(
    settings: Settings, scene: Callable[[Stage], Awaitable[None]], feed: str | None
) -> Stage:
    """The stage after `scene`, and after a feed was added, if one is named; the bot has left.

    Raises `DemoError` as `play` does.
    """
    try:
        async with World.open(at=OPENING) as world:
            world.env.settle_timeout = PATIENCE
            stage = set_stage(world)
            bot = create_bot(settings, clock=world)
            newspaper = read_all_about_it(bot)
            address = None if feed is None else feed_in(feed, newspaper)
            await world.connect(bot)
            await scene(stage)
            if address is not None:
                await follow_feed(stage, address)
            await world.stop()
            return stage
    except Unsettled as error:
        raise DemoError(
            f"The bot was still at work after {PATIENCE:.0f} seconds. Try again when this machine"
            " has less to do."
        ) from error


def read_all_about_it(bot: commands.Bot) -> Newspaper:
    """Have the bot read the demo's newspaper beside the web; gives the newspaper."""
    assert isinstance(bot, ThoughtsOn)  # noqa: S101  the type of `create_bot` promises less
    newspaper = Newspaper(bot.web.fetcher)
    bot.web.fetcher = newspaper
    return newspaper
