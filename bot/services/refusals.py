"""What a failed call means. Translated here, once, from exceptions to outcomes."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import discord

from bot.actions.model import Action
from bot.actions.outcomes import MISSING_ACCESS, Answer, Outcome, outcome, retried


class Unperformable(Exception):  # noqa: N818 - a state of the world, not an error of the program
    """The deed cannot be done as things stand; `code` is Discord's, where one fits."""

    def __init__(self, code: int = MISSING_ACCESS) -> None:
        super().__init__(code)
        self.code = code


class Later(Exception):  # noqa: N818 - a state of the world, as above
    """The deed is to be tried again after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


REFUSALS = (
    discord.HTTPException,
    discord.RateLimited,
    discord.InvalidData,
    aiohttp.ClientError,
    TimeoutError,
    OSError,
    Unperformable,
    Later,
)


def outcome_of(action: Action, error: Exception) -> Outcome:
    """The outcome of an attempt that ended with one of `REFUSALS`."""
    if isinstance(error, Unperformable):
        return Outcome(Answer.PARK, error.code)
    if isinstance(error, Later):
        return retried(action.attempts, wait=error.wait)
    if isinstance(error, discord.RateLimited):
        wait = timedelta(seconds=error.retry_after)
        return retried(action.tries, code=429, wait=wait)
    if isinstance(error, discord.HTTPException):
        return outcome(action.kind, status=error.status, code=error.code, attempts=action.tries)
    return retried(action.tries)
