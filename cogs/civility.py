"""`/civility show|set` for admins: what happens when a rule of civility is met."""

from __future__ import annotations

from itertools import islice
from typing import Literal

import discord
from discord import app_commands

from bot.articles.layout import escape, shortened
from bot.civility.policy import Policy
from bot.services.moderating.desk import CivilityDesk
from bot.services.moderating.languages import (
    UnknownLanguageError,
    available,
    choices,
    judged_text,
    languages_in,
)
from bot.services.moderating.ruling import Languages
from bot.wording import Catalogue, Words, family_name, verdict_effect
from cogs.answers import ExplainingGroup, Refused, answer, begin, words_for
from cogs.rights import require_admin

FamilyName = Literal[
    "attack",
    "slur",
    "group hate",
    "threat",
    "self-harm",
    "personal data",
    "recruiting",
    "form",
    "history",
]
MOST_CHOICES, LONGEST_CHOICE = 25, 100
"""Choices that a list may offer, and their characters (docs: interactions/application-commands)."""
LONGEST_NAME = 40
"""Characters of what is no language that are said back."""
VerdictName = Literal["allow", "advise", "nudge", "hold", "remove", "default"]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class CivilityCommands(
    ExplainingGroup, name="civility", description="What happens to uncivil replies"
):
    """The cap, the languages, and the families of rules with another verdict than their own."""

    def __init__(self, civility: CivilityDesk, catalogue: Catalogue) -> None:
        self._civility = civility
        super().__init__(catalogue)

    @app_commands.command(name="show", description="What happens when a rule is met")
    async def show(self, interaction: discord.Interaction) -> None:
        """The settings as they are."""
        require_admin(interaction)
        policy = await self._civility.policy(interaction.guild_id or 0)
        await answer(interaction, _text(words_for(self._catalogue, interaction), policy))

    @app_commands.command(name="set", description="Change what happens when a rule is met")
    @app_commands.describe(
        family="What the rules protect from",
        verdict="What happens; default: each rule as it ships",
        removing="Whether anything may be removed, with a strike, without a moderator",
        languages="Whose rules judge here: codes as in en, es; or all; or none",
    )
    async def set(
        self,
        interaction: discord.Interaction,
        family: FamilyName | None = None,
        verdict: VerdictName | None = None,
        removing: bool | None = None,
        languages: app_commands.Range[str, 1, LONGEST_CHOICE] | None = None,
    ) -> None:
        """Change what is given, and show the settings as they are then."""
        require_admin(interaction)
        given = (family, removing, languages)
        if (family is None) != (verdict is None) or all(each is None for each in given):
            raise Refused("refused.civility_incomplete")
        chosen = None if languages is None else self._chosen(interaction, languages)
        await begin(interaction)
        policy = await self._civility.change_policy(
            interaction.guild_id or 0,
            interaction.user.id,
            capped=None if removing is None else not removing,
            family=family,
            verdict=verdict,
            languages=chosen,
        )
        await answer(interaction, _text(words_for(self._catalogue, interaction), policy))

    @set.autocomplete("languages")
    async def languages(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Each language there is, after those that were typed before a comma."""
        offered = choices(words_for(self._catalogue, interaction), typed)
        return [
            app_commands.Choice(name=name, value=written)
            for name, written in islice(offered, MOST_CHOICES)
            if len(name) <= LONGEST_CHOICE
        ]

    def _chosen(self, interaction: discord.Interaction, text: str) -> Languages:
        try:
            return languages_in(text, self._catalogue)
        except UnknownLanguageError as error:
            there = available(words_for(self._catalogue, interaction))
            name = escape(shortened(error.written, LONGEST_NAME))
            raise Refused("refused.judged_language", name=name, languages=there) from error


def _text(words: Words, policy: Policy) -> str:
    lines = [
        words("civility.capped") if policy.capped else words("civility.uncapped"),
        judged_text(words, policy.languages),
    ]
    lines += [
        words(
            "civility.line",
            family=family_name(words, family),
            verdict=verdict_effect(words, verdict.word),
        )
        for family, verdict in policy.verdicts
    ]
    if not policy.verdicts and not policy.grades:
        lines.append(words("civility.as_it_ships"))
    if listed := len(policy.grades) + len(policy.rules):
        lines.append(words.plural("civility.listed", listed))
    return "\n".join(lines)
