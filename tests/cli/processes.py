"""The program as a process of its own, in a folder of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

LONGEST_SECONDS = 120.0
"""By then something hangs: this is no measure of how fast it is."""


def busy() -> float:
    """How many times longer things may take than on a machine that does nothing else."""
    return max(os.getloadavg()[0] / (os.cpu_count() or 1), 1.0)


@dataclass(frozen=True)
class Done:
    """How a process ended, and what it said."""

    status: int
    stdout: str
    stderr: str

    @property
    def said(self) -> str:
        return self.stdout + self.stderr


@asynccontextmanager
async def started(
    folder: Path, *words: str, settings: Mapping[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m bot` with these words; killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *words,
        cwd=folder,
        env=environment(settings or {}),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def ended(process: asyncio.subprocess.Process, stdin: bytes = b"") -> Done:
    """Wait for its end."""
    async with asyncio.timeout(LONGEST_SECONDS):
        stdout, stderr = await process.communicate(stdin)
    return Done(process.returncode or 0, stdout.decode(), stderr.decode())


async def run(
    folder: Path, *words: str, settings: Mapping[str, str] | None = None, stdin: bytes = b""
) -> Done:
    """`python -m bot` with these words, to its end."""
    async with started(folder, *words, settings=settings) as process:
        return await ended(process, stdin)


async def stopped(process: asyncio.subprocess.Process, number: signal.Signals) -> Done:
    """Send it the signal and wait for its end."""
    process.send_signal(number)
    return await ended(process)


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The process's own, without this machine's settings of the bot."""
    kept = ("PATH", "HOME", "LANG", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ} | dict(settings)
