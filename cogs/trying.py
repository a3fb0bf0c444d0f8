"""Sending a sample the whole way of an article: by `/doctor try`, and in `/setup`."""

from __future__ import annotations

from typing import Any

import discord

from bot.services.newsroom import Newsroom
from bot.services.rights import TO_TAKE_AWAY
from bot.services.trying.desk import Progress, TrialDesk
from bot.wording import Words
from cogs.answers import NOBODY, begin
from cogs.owed_notices import tell_owed
from cogs.picking import require_article_channel
from cogs.rights import require_rights
from cogs.trial_texts import trial_text


async def try_out(
    trials: TrialDesk,
    newsroom: Newsroom,
    interaction: discord.Interaction[Any],
    words: Words,
    channel: discord.TextChannel,
) -> None:
    """Post a sample there and take it away again; the answer tells step after step.

    Raises `Refused` where the bot could not take it away, and where no articles are posted.
    """
    require_rights(words, channel, TO_TAKE_AWAY)
    await begin(interaction)
    await require_article_channel(newsroom, channel.id)

    async def report(progress: Progress) -> None:
        text = trial_text(words, channel, progress)
        await interaction.edit_original_response(content=text, allowed_mentions=NOBODY)

    await report(Progress())
    if not await trials.begin(channel.guild.id, channel.id, interaction.user.id, report):
        await interaction.edit_original_response(content=words("refused.trial_under_way"))
    await tell_owed(interaction)
