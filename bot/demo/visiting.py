"""`demo` in the browser: a scene is played, then the visitor carries on as anybody in it.

The scene is played in memory, on virtual time, as `--headless` does. Then the same community goes
on in real time behind a loopback server; the bot starts anew on the same record, over HTTP, as it
does after any restart.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import ThoughtsOn, open_record
from bot.settings import Settings

from .browser.behind import Behind
from .browser.cast import Cast, Part
from .browser.pictures import Picture, Pictures
from .browser.serving import Page
from .loopback import Exchange, LiveWorld, Loopback, hosted
from .newspaper import FEED, pictures
from .pages import NEXT_SAMPLE, DemoError, SavedPage, page_in, sample_page
from .people import Person
from .playing import played, read_all_about_it
from .scene import carry_on, perform, post
from .stage import Stage


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the visitor asked for; `port` 0 is any that is free."""

    page: Path | None = None
    feed: str | None = None
    port: int = 0


async def visit(wanted: Wanted, opened: Callable[[str], None]) -> None:
    """Serve the page until SIGINT or SIGTERM; `opened` is told its address once it can be used.

    Nothing is kept. Raises `DemoError` where the page, the feed or the port cannot be used.
    """
    with _until_signal() as ended:
        async with community(wanted) as address:
            opened(address)
            await ended.wait()


@asynccontextmanager
async def community(wanted: Wanted) -> AsyncIterator[str]:
    """The page's address while it is served."""
    own = None if wanted.page is None else page_in(wanted.page)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="thoughts-on-demo-"))
        settings = Settings.load({"DATA_DIR": folder})
        stage, behind = await _played(settings, own, wanted.feed)
        world = LiveWorld.after(stage.world)
        cast = _cast(stage, world)
        record = stack.enter_context(open_record(settings))
        page = Page(world, cast, Pictures(world.backend, _bundled()), record, behind)
        discord = await stack.enter_async_context(_served(world, wanted.port, page))
        bot = await stack.enter_async_context(hosted(discord, Path(folder)))
        stack.callback(page.stream.close)
        read_all_about_it(bot)
        _tell_what_changes(page, discord, bot)
        yield f"{discord.url}/"


async def _played(
    settings: Settings, own: SavedPage | None, feed: str | None
) -> tuple[Stage, Behind]:
    told: list[Behind] = []

    async def scene(stage: Stage) -> None:
        told.append(behind := Behind(stage.world.backend))
        stage.world.on_request = lambda request, phase: (
            behind.note(request.method, request.path) if phase == "after" else None
        )
        await perform(stage, sample_page())
        await carry_on(stage, sample_page(NEXT_SAMPLE))
        if own is not None:
            await post(stage, own)

    stage = await played(settings, scene, feed)
    return stage, told[0]


def _cast(stage: Stage, world: LiveWorld) -> Cast:
    """Whom the visitor can be: two members, a newcomer, a moderator and an admin."""
    server = world.server(stage.server.id)
    newcomer = server.person("Nuria", locale="es-ES")

    def part(person: Person, role: str, hint: str) -> Part:
        return Part(replace(person, world=world), role, hint)

    return Cast.of(
        part(stage.members["Ana"], "Member", "Writes, answers, edits, deletes"),
        part(stage.members["Ben"], "Member", "Writes, answers, edits, deletes"),
        part(newcomer, "Newcomer", "Has just joined, and uses Discord in Spanish"),
        part(stage.moderator, "Moderator", "Posts articles, closes and opens discussions"),
        part(stage.admin, "Admin", f"Sets the bot up; try /feed add with {FEED}"),
    )


def _bundled() -> dict[str, Picture]:
    return {url: Picture("image/svg+xml", data) for url, data in pictures().items()}


@asynccontextmanager
async def _served(world: LiveWorld, port: int, page: Page) -> AsyncIterator[Loopback]:
    try:
        async with Loopback.open(world, port=port, routes=page.routes()) as discord:
            yield discord
    except OSError as error:
        raise DemoError(
            f"Port {port} cannot be used ({os.strerror(error.errno or 0)})."
            " Name another one with --port, or none."
        ) from error


def _tell_what_changes(page: Page, discord: Loopback, bot: ThoughtsOn) -> None:
    """Let open pages look again after events, requests of the bot and commits to its record."""

    def heard(exchange: Exchange) -> None:
        if exchange.status is not None and exchange.status < 400:
            page.behind.note(exchange.method, exchange.path)
        page.stream.change()

    discord.world.listen(lambda _event, _data: page.stream.change())
    discord.rest.on_exchange.append(heard)
    bot.writer.after_commit.append(page.stream.change)


@contextmanager
def _until_signal() -> Iterator[asyncio.Event]:
    """An event that SIGINT and SIGTERM set, instead of ending the process."""
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    try:
        yield ended
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
