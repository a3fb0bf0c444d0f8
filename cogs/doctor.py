"""`/doctor check|try`: whether everything works here, and what is to be done. For admins."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping

import discord
from discord import app_commands

from bot.services.checkup import Checkup, reads_messages
from bot.services.findings import Finding, Grade, sound, wrong
from bot.services.newsroom import Newsroom
from bot.wording import Catalogue, Words
from cogs.answers import ExplainingGroup, answer, begin, fitting, words_for
from cogs.rights import require_admin

MARKS: Mapping[Grade, str] = {Grade.WRONG: "❌", Grade.NOTE: "ℹ️", Grade.SOUND: "✅"}
"""In the order in which they are told."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class DoctorCommands(ExplainingGroup, name="doctor", description="Whether everything works here"):
    """Looking changes nothing; trying leaves nothing behind."""

    def __init__(self, newsroom: Newsroom, catalogue: Catalogue) -> None:
        self._newsroom = newsroom
        super().__init__(catalogue)

    @app_commands.command(name="check", description="Look at every right, and say what to mend")
    async def check(self, interaction: discord.Interaction) -> None:
        """What is wrong comes first, each with its exact remedy."""
        require_admin(interaction)
        await begin(interaction)
        words = words_for(self._catalogue, interaction)
        found = [await _intent(interaction.client, words), *await self._look(interaction, words)]
        await answer(interaction, _text(words, found))

    async def _look(self, interaction: discord.Interaction, words: Words) -> list[Finding]:
        guild = interaction.guild
        overview = await self._newsroom.overview(interaction.guild_id or 0)
        if guild is None or overview.server is None:
            return []
        checkup = Checkup(
            server=overview.server,
            articles=overview.channels,
            me=guild.me,
            channels={channel.id: channel for channel in guild.channels},
            words=words,
            shown=operator.attrgetter("mention"),
        )
        return list(checkup.findings())


async def _intent(client: discord.Client, words: Words) -> Finding:
    application = await client.application_info()
    if reads_messages(application.flags):
        return sound(words("checkup.intent_on"))
    return wrong(words("checkup.intent_off"))


def _text(words: Words, found: Iterable[Finding]) -> str:
    """The worst first, as many as one message holds."""
    by_grade = [each for grade in MARKS for each in found if each.grade is grade]
    lines = [f"{MARKS[each.grade]} {each.text}" for each in by_grade]
    shown = fitting(lines)
    if left := len(lines) - len(shown):
        shown.append(words.plural("checkup.more", left))
    return "\n".join(shown)
