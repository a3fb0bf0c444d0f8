"""What somebody could not be told by direct message, told at their next command or button."""

from __future__ import annotations

from typing import Any, Protocol, cast

import discord

from bot.services.moderating.desk import CivilityDesk
from bot.services.moderating.messages import CaseMessage
from bot.wording import Catalogue


class Front(Protocol):
    """What the telling needs of the client that was asked."""

    civility: CivilityDesk
    catalogue: Catalogue


async def tell_owed(interaction: discord.Interaction[Any]) -> None:
    """Follow the answer with every notice that is owed to the person, to them alone."""
    front = cast(Front, interaction.client)
    words = front.catalogue.words(interaction.locale.value)
    for case, said in await front.civility.owed(interaction.user.id, words):
        await send_notice(interaction, said)
        await front.civility.told(case.id)


async def send_notice(interaction: discord.Interaction[Any], said: CaseMessage) -> None:
    """Show a notice to the person alone."""
    await interaction.followup.send(
        said.content,
        embeds=said.embeds,
        view=said.view,
        ephemeral=True,
        allowed_mentions=discord.AllowedMentions.none(),
    )
