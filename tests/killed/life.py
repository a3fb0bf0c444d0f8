"""`python -m bot run` on a Discord on loopback: one life after another, over one database."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.loopback import Loopback
from tests.cli.processes import environment

STARTING_SECONDS = 60.0
"""How long a start may take on a busy machine."""


@dataclass
class Life:
    """The bot in a process of its own, which can be killed as often as one likes."""

    discord: Loopback
    folder: Path
    process: asyncio.subprocess.Process | None = None
    count: int = 0
    born: datetime = field(init=False)
    """When the process was started: UTC."""
    children: set[int] = field(default_factory=set)
    """The processes that the bot had started when it was killed."""

    @property
    def database(self) -> str:
        """The address of its database."""
        return f"sqlite:///{self.folder / 'data' / 'thoughts-on.db'}"

    @property
    def log(self) -> str:
        """What it said in all its lives."""
        return (self.folder / "bot.log").read_text(encoding="utf-8")

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.returncode is None

    async def begin(self) -> None:
        """Start the process, unless it runs; it connects when it is ready to."""
        if self.is_alive:
            return
        self.count += 1
        self.born = datetime.now(UTC)
        with (self.folder / "bot.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                cwd=self.folder,
                env=environment({**self.discord.settings, "LOG_LEVEL": "WARNING"}),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        gone = asyncio.ensure_future(self.process.wait())
        gone.add_done_callback(lambda _: self.discord.world.stir())

    async def connected(self) -> None:
        """Wait until it has reached the gateway; it is started if need be."""
        await self.begin()
        await self.discord.world.until(
            lambda: self.discord.gateway.connected or not self.is_alive, STARTING_SECONDS
        )
        assert self.is_alive, self.log

    def strike(self) -> None:
        """SIGKILL, at this very moment."""
        if self.process is not None and self.process.returncode is None:
            self.children |= _children(self.process.pid)
            self.process.kill()

    async def end(self) -> None:
        """Kill it, unless it is dead, and wait until Discord has noticed."""
        assert self.process is not None
        self.strike()
        assert await self.process.wait() == -signal.SIGKILL, self.log
        await self.discord.world.until(lambda: not self.discord.gateway.connected)

    def orphans(self) -> set[int]:
        """Children of killed bots that still live."""
        return {child for child in self.children if _is_alive(child)}


def _children(pid: int) -> set[int]:
    """By Linux's /proc; elsewhere nothing is known of them."""
    found: set[int] = set()
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread that has just ended
            found |= {int(child) for child in told.read_text(encoding="ascii").split()}
    return found


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
