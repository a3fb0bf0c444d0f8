"""Answering a command: to the person alone, in their language, and always."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import aiohttp
import discord
import structlog
from discord.ext import commands

from bot.articles.layout import shortened
from bot.articles.reading.errors import ReadingError
from bot.fetching import FetchError
from bot.storage.errors import StorageError
from bot.wording import Catalogue, Words
from cogs.owed_notices import tell_owed

log = structlog.get_logger()

LONGEST_TEXT = 1900
"""Characters, of the 2000 that a message may have (docs: resources/message)."""
NOBODY = discord.AllowedMentions.none()


class Refused(Exception):  # noqa: N818 - a person is refused; nothing went wrong
    """What was asked for is not done; `key` and `values` say why and what to do instead."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


EXPLAINED = (Refused, ReadingError, FetchError, StorageError)
"""What `explain` has words for; anything else is a fault of the program."""

UNHEARD = (discord.DiscordServerError, discord.NotFound, aiohttp.ClientError)
"""What keeps an answer from whom it is for: Discord is down, or waited its three seconds."""


def words_for(catalogue: Catalogue, interaction: discord.Interaction) -> Words:
    """The words of the person's language."""
    return catalogue.words(interaction.locale.value)


async def begin(interaction: discord.Interaction) -> None:
    """Have Discord wait: the first answer is due in three seconds, and a busy database takes five.

    (docs: interactions/receiving-and-responding; `bot.storage.engine.BUSY_MILLISECONDS`)
    """
    await interaction.response.defer(ephemeral=True, thinking=True)


async def answer(interaction: discord.Interaction, text: str, **more: Any) -> None:
    """Answer the person alone, and tell them what they could not be told before.

    `more` are discord.py's own arguments of a message: embed, view, file.
    """
    await _say(interaction, text, **more)
    await tell_owed(interaction)


async def _say(interaction: discord.Interaction, text: str, **more: Any) -> None:
    """To the person alone, pinging nobody."""
    done = interaction.response.is_done()
    say = interaction.followup.send if done else interaction.response.send_message
    await say(text, ephemeral=True, allowed_mentions=NOBODY, **more)


async def explain(
    catalogue: Catalogue, interaction: discord.Interaction, error: Exception, **more: Any
) -> None:
    """Say what happened, why, and what to do next; log it where Discord takes no answer.

    `more` are discord.py's own arguments of a message, as in `answer`.
    """
    try:
        await _explain(catalogue, interaction, error, **more)
    except UNHEARD as lost:
        _log(lost)


async def _explain(
    catalogue: Catalogue, interaction: discord.Interaction, error: Exception, **more: Any
) -> None:
    cause = error.__cause__ if isinstance(error, discord.app_commands.CommandInvokeError) else error
    words = words_for(catalogue, interaction)
    if isinstance(cause, Refused):
        text = words(cause.key, **cause.values)
    elif isinstance(cause, ReadingError | FetchError):
        text = words(cause.key, **cause.arguments)
    elif isinstance(cause, StorageError):
        await _say(interaction, words("failed.record"), **more)
        return  # nor can it be read what else they should be told
    else:
        _log(cause)
        text = words("failed.unexpected")
    await answer(interaction, text, **more)


def _log(error: BaseException | None) -> None:
    if isinstance(error, UNHEARD):
        log.warning("answer lost", error=type(error).__name__)
    else:
        log.error("command failed", exc_info=error)


def fitting(lines: Sequence[str], longest: int = LONGEST_TEXT) -> list[str]:
    """As many whole lines as a message holds, with room for one more that tells of the rest.

    One that is too long by itself is cut where it is the first: nothing would say too little.
    """
    shown = [*(shortened(first, longest) for first in lines[:1]), *lines[1:]]
    while len("\n".join(shown)) > longest:
        shown.pop()
    return shown


class ExplainingCog(commands.Cog):
    """Commands that say what went wrong, whatever it was."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def cog_app_command_error(
        self, interaction: discord.Interaction, error: discord.app_commands.AppCommandError
    ) -> None:
        await explain(self._catalogue, interaction, error)


class ExplainingGroup(ExplainingCog, commands.GroupCog):
    """The same for a group of commands."""
