"""`/setup`: a newsroom's first twenty minutes. For admins.

The panel is the settings: it can be left and taken up again at any time, by any admin.
"""

from __future__ import annotations

import re
from typing import Any, Self

import discord
from discord import app_commands

from cogs.answers import NOBODY, ExplainingCog, Refused, begin, words_for
from cogs.lasting import Lasting
from cogs.owed_notices import tell_owed
from cogs.rights import require_admin
from cogs.setup_choices import CHOICES, Choice
from cogs.setup_dialogs import DIALOGS
from cogs.setup_panel import panel_now, show_anew
from cogs.setup_state import TEMPLATE, Control, front_of, state_of
from cogs.trying import try_out


class SetupCommands(ExplainingCog):
    """The command that shows the panel."""

    @app_commands.command(name="setup", description="Set the bot up in this server, step by step")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def set_up(self, interaction: discord.Interaction) -> None:
        """Show the settings as they are, with what is wrong and what is left to do."""
        require_admin(interaction)
        await begin(interaction)
        await interaction.followup.send(
            view=await panel_now(interaction), ephemeral=True, allowed_mentions=NOBODY
        )
        await tell_owed(interaction)


class SetupControl(
    Lasting, discord.ui.DynamicItem[discord.ui.Item[discord.ui.LayoutView]], template=TEMPLATE
):
    """Found by its custom id, so that a panel of any age works after a restart."""

    def __init__(self, item: discord.ui.Item[Any], control: Control) -> None:
        super().__init__(item)
        self._control = control

    @classmethod
    def found(cls, match: re.Match[str], item: discord.ui.Item[Any]) -> Self:
        return cls(item, Control(match["control"]))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Check the person's rights, then open a dialog or take in what was chosen."""
        require_admin(interaction)
        if self._control is Control.TRY:
            await self._try_out(interaction)
        elif self._control in DIALOGS:
            await self._open_dialog(interaction)
        else:
            await self._choose(interaction)

    async def _try_out(self, interaction: discord.Interaction[Any]) -> None:
        front, channel = front_of(interaction), (await state_of(interaction)).sample_channel()
        if channel is None:
            raise Refused("refused.no_article_channels")
        words = words_for(front.catalogue, interaction)
        await try_out(front.trials, front.newsroom, interaction, words, channel)

    async def _open_dialog(self, interaction: discord.Interaction[Any]) -> None:
        state = await state_of(interaction)
        if not state.channels:
            raise Refused("refused.no_article_channels")
        words = words_for(front_of(interaction).catalogue, interaction)
        await interaction.response.send_modal(DIALOGS[self._control](state, words))

    async def _choose(self, interaction: discord.Interaction[Any]) -> None:
        front = front_of(interaction)
        await interaction.response.defer()
        try:
            words = words_for(front.catalogue, interaction)
            state, by = await state_of(interaction), interaction.user.id
            choice = Choice(front.newsroom, front.feeds, state, by, words, self.item)
            await CHOICES[self._control](choice)
        finally:
            await show_anew(interaction)  # what was refused must not look chosen
