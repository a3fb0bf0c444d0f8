"""What Discord says no with."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import discord
import pytest

from bot.demo.people import Refused

from .conftest import Scene


async def refusal(deed: Awaitable[Any]) -> int:
    """The code with which Discord refuses a person's deed."""
    with pytest.raises(Refused) as refused:
        await deed
    return refused.value.code


async def bots_refusal(scene: Scene, deed: Any) -> int:
    """The code with which Discord refuses the bot's deed."""
    with pytest.raises(discord.HTTPException) as refused:
        await scene.world.as_bot(deed)
    return refused.value.code
