"""Asking a bot that may be dead."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from bot.demo.refused import Refused

PATIENCE = 6.0
"""Seconds that somebody waits for the bot's answer before asking again."""
T = TypeVar("T")


async def ask(wish: Coroutine[Any, Any, T]) -> T | None:
    """What the bot answers; None if it does not, or Discord refuses."""
    with suppress(Refused, TimeoutError):
        return await asyncio.wait_for(wish, PATIENCE)
    return None
