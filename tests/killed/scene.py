"""People at work, a bot that is killed among them, and what is found at the end."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.demo.loopback import Exchange, LiveWorld, Loopback
from tests.killed.audit import Ledger, findings
from tests.killed.crowd import Crowd
from tests.killed.life import Life
from tests.killed.rows import unfinished

CALM_SECONDS = 90.0
"""How long the bot may take to make good what was missed; a card is edited once in a minute."""
LONGEST_LIFE = 10.0
"""Seconds behind its connection after which a life ends that made too few requests to end."""


@dataclass
class Scene:
    """Everybody, and the bot that is to be killed."""

    crowd: Crowd
    life: Life
    ledger: Ledger
    dice: random.Random

    async def die_somehow(self) -> None:
        """A life that ends at a moment of the dice: most often behind a request of its own."""
        draw = self.dice.random()
        if draw < 0.6:
            await self.die_by_request(self.dice.randint(1, 80))
        elif draw < 0.9:
            await self.die_by_time(behind=self.dice.uniform(0, 3))
        else:
            await self.die_starting(self.dice.uniform(0, 2))

    async def die_starting(self, after: float) -> None:
        """A life that ends so many seconds behind its start, most often before it is connected."""
        await self.life.begin()
        await asyncio.sleep(after)
        await self.life.end()

    async def die_by_time(self, behind: float) -> None:
        """A life that ends so many seconds behind its connection."""
        await self.life.connected()
        await asyncio.sleep(behind)
        await self.life.end()

    async def die_by_request(self, number: int) -> None:
        """A life that ends with that request behind its connection: done, but not answered."""
        await self.life.connected()
        requests: list[Exchange] = []
        reached = asyncio.Event()

        def count(exchange: Exchange) -> None:
            requests.append(exchange)
            if len(requests) == number:
                self.life.strike()
                reached.set()

        with self._watched(count), suppress(TimeoutError):
            await asyncio.wait_for(reached.wait(), LONGEST_LIFE)
        await self.life.end()

    async def calm(self, within: float = CALM_SECONDS) -> list[str]:
        """Let the bot live until it has made everything good; tells what is still wrong then."""
        await self.life.connected()
        await self._write_on()
        found = ["the bot was not looked at"]
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while found:
                    await asyncio.sleep(0.1)
                    found = unfinished(self.life.database, self.life.born) or self.findings()
        return found

    async def _write_on(self) -> None:
        """Let people write while the bot reads what it missed; it is told every word of that."""
        self.ledger.is_heard = True
        enough = self.crowd.deeds + 30
        async with self.crowd.at_work():
            try:
                await self.life.discord.world.until(
                    lambda: self.crowd.deeds >= enough, CALM_SECONDS
                )
            except TimeoutError as error:
                raise AssertionError(self._why_nobody_writes()) from error
        self.ledger.is_heard = False

    def _why_nobody_writes(self) -> str:
        """For want of an open discussion that is not full; what the bot owes tells why."""
        owed = unfinished(self.life.database, self.life.born)
        rooms = {each.name: len(each.messages) for each in self.crowd.open_threads()}
        return f"nobody writes; open are {rooms}, the bot owes {owed}, and said\n{self.life.log}"

    @contextmanager
    def _watched(self, observer: Callable[[Exchange], None]) -> Iterator[None]:
        self.life.discord.rest.on_exchange.append(observer)
        yield
        self.life.discord.rest.on_exchange.remove(observer)

    def findings(self) -> list[str]:
        """What is wrong now."""
        return findings(self.crowd, self.ledger, self.life.database)


@asynccontextmanager
async def busy(folder: Path, seed: int, fullest: int) -> AsyncIterator[Scene]:
    """A scene that is set up, and a bot that lives."""
    dice = random.Random(seed)
    world = LiveWorld()
    ledger, crowd = Ledger(world), Crowd(world, dice, fullest)
    async with Loopback.open(world) as discord:
        scene = Scene(crowd, Life(discord, folder), ledger, dice)
        try:
            await scene.life.connected()
            await crowd.set_up()
            yield scene
        finally:
            await scene.life.end()
