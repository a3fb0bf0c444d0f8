"""`/civility show|set` for admins: what happens when a rule of civility is met."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands

from bot.civility.policy import Policy
from bot.services.moderating.desk import CivilityDesk
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
VerdictName = Literal["allow", "advise", "nudge", "hold", "remove", "default"]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class CivilityCommands(
    ExplainingGroup, name="civility", description="What happens to uncivil replies"
):
    """The cap, and the families of rules with another verdict than their own."""

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
    )
    async def set(
        self,
        interaction: discord.Interaction,
        family: FamilyName | None = None,
        verdict: VerdictName | None = None,
        removing: bool | None = None,
    ) -> None:
        """Change what is given, and show the settings as they are then."""
        require_admin(interaction)
        if (family is None) != (verdict is None) or (family is None and removing is None):
            raise Refused("refused.civility_incomplete")
        await begin(interaction)
        policy = await self._civility.change_policy(
            interaction.guild_id or 0,
            interaction.user.id,
            capped=None if removing is None else not removing,
            family=family,
            verdict=verdict,
        )
        await answer(interaction, _text(words_for(self._catalogue, interaction), policy))


def _text(words: Words, policy: Policy) -> str:
    lines = [words("civility.capped") if policy.capped else words("civility.uncapped")]
    lines += [
        words(
            "civility.line",
            family=family_name(words, family),
            verdict=verdict_effect(words, verdict.word),
        )
        for family, verdict in policy.verdicts
    ] or [words("civility.as_it_ships")]
    return "\n".join(lines)
