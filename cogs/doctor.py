"""`/doctor check|try`: whether everything works here, and what is to be done. For admins."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.services.checkup import checkup_of, reads_messages
from bot.services.findings import Finding, sound, wrong
from bot.services.newsroom import Newsroom
from bot.services.trying.desk import TrialDesk
from bot.wording import Catalogue, Words
from cogs.answers import ExplainingGroup, Refused, answer, begin, words_for
from cogs.finding_texts import findings_text
from cogs.rights import require_admin
from cogs.trying import try_out


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class DoctorCommands(ExplainingGroup, name="doctor", description="Whether everything works here"):
    """Looking changes nothing; trying leaves nothing behind."""

    def __init__(self, newsroom: Newsroom, trials: TrialDesk, catalogue: Catalogue) -> None:
        self._newsroom = newsroom
        self._trials = trials
        super().__init__(catalogue)

    @app_commands.command(name="check", description="Look at every right, and say what to mend")
    async def check(self, interaction: discord.Interaction) -> None:
        """What is wrong comes first, each with its exact remedy."""
        require_admin(interaction)
        await begin(interaction)
        words = words_for(self._catalogue, interaction)
        found = [await _intent(interaction.client, words), *await self._look(interaction, words)]
        await answer(interaction, findings_text(words, found))

    @app_commands.command(name="try", description="Post a sample here, and take it away again")
    async def try_(self, interaction: discord.Interaction) -> None:
        """Through all that becomes of an article; the answer tells step after step."""
        require_admin(interaction)
        channel, words = interaction.channel, words_for(self._catalogue, interaction)
        if not isinstance(channel, discord.TextChannel):
            raise Refused("refused.not_a_text_channel")
        await try_out(self._trials, self._newsroom, interaction, words, channel)

    async def _look(self, interaction: discord.Interaction, words: Words) -> list[Finding]:
        guild = interaction.guild
        overview = await self._newsroom.overview(interaction.guild_id or 0)
        if guild is None or overview.server is None:
            return []
        return list(checkup_of(guild, overview.server, overview.channels, words).findings())


async def _intent(client: discord.Client, words: Words) -> Finding:
    application = await client.application_info()
    if reads_messages(application.flags):
        return sound(words("checkup.intent_on"))
    return wrong(words("checkup.intent_off"))
