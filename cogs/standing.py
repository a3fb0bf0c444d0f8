"""`/rules` and `/standing`: what is judged here, and what was made of one's own replies."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands

from bot.civility.model import Verdict
from bot.discussions.cases import Delivery
from bot.services.moderating.at_hand import CaseAtHand
from bot.services.moderating.desk import CivilityDesk, Standing
from bot.services.moderating.house_rules import HouseRules
from bot.services.moderating.notices import first_line
from bot.wording import (
    Catalogue,
    Words,
    family_name,
    language_name,
    listed,
    moment,
    verdict_effect,
)
from cogs.answers import ExplainingCog, answer, begin, fitting, words_for
from cogs.owed_notices import send_notice
from cogs.rights import sees

MOST_OPEN = 3
"""Cases whose notice is shown again, with its buttons."""


class StandingCommands(ExplainingCog):
    """For everybody, about this server and nobody but whoever asks."""

    def __init__(self, civility: CivilityDesk, catalogue: Catalogue) -> None:
        self._civility = civility
        super().__init__(catalogue)

    @app_commands.command(name="rules", description="What is judged here, and what happens then")
    @app_commands.guild_only()
    async def rules(self, interaction: discord.Interaction) -> None:
        """The families of rules as the server has them."""
        await begin(interaction)
        judged = await self._civility.rules(interaction.guild_id or 0)
        await answer(interaction, rules_text(words_for(self._catalogue, interaction), judged))

    @app_commands.command(name="standing", description="Your own cases and strikes")
    @app_commands.guild_only()
    async def standing(self, interaction: discord.Interaction) -> None:
        """Strikes, cases, and the notices that still wait for an answer, with their buttons."""
        await begin(interaction)
        words = words_for(self._catalogue, interaction)
        standing = await self._civility.standing(interaction.guild_id or 0, interaction.user.id)
        shown = [at for at in standing.cases if sees(interaction, at.discussion.channel_id)]
        await answer(interaction, standing_text(words, standing, shown))
        owed = Delivery.OWED  # these were just told
        waiting = [at for at in shown if at.rewordable and at.case.delivery is not owed]
        for at in waiting[:MOST_OPEN]:
            await send_notice(interaction, await self._civility.notice(at, words))


def rules_text(words: Words, judged: HouseRules) -> str:
    """Each family of rules with what happens, and what is no hit."""
    lines = [
        words(
            "civility.line",
            family=family_name(words, family.value),
            verdict=_verdicts(words, verdicts),
        )
        for family, verdicts in judged.families.items()
    ]
    if judged.own:
        lines.append(words.plural("rules.own", judged.own))
    if judged.languages:
        names = [language_name(words, each) for each in judged.languages]
        lines.append(words("rules.languages", languages=listed(words, names)))
    return "\n".join((words("rules.heading"), *lines, words("rules.excused"), words("rules.then")))


def _verdicts(words: Words, verdicts: Sequence[Verdict]) -> str:
    texts = [
        words("rules.removed") if verdict is Verdict.REMOVE else verdict_effect(words, verdict.word)
        for verdict in verdicts
    ]
    return texts[0] if len(texts) == 1 else words("rules.several", verdicts="; ".join(texts))


def standing_text(words: Words, standing: Standing, shown: Sequence[CaseAtHand]) -> str:
    """Strikes, then a line for each case, the newest first."""
    entries = [f"- {moment(at.case.opened_at)}: {first_line(at, words)}" for at in shown]
    lines = fitting([_strikes(words, standing), *entries])
    further = len(standing.cases) - len(lines) + 1
    if further:
        lines.append(words.plural("standing.further", further))
    return "\n".join(lines)


def _strikes(words: Words, standing: Standing) -> str:
    if standing.next_expiry is None:
        return words("standing.clear") if standing.cases else words("standing.nothing")
    return words.plural("standing.strikes", standing.strikes, date=moment(standing.next_expiry))
