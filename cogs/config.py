"""`/config show|export|import|history|undo`: all settings of a server at once. For admins."""

from __future__ import annotations

import json
from io import BytesIO

import discord
from discord import app_commands

from bot.services.configuration.desk import (
    LARGEST_FILE,
    Configuration,
    ConfigurationDesk,
    FaultyFileError,
    to_document,
)
from bot.wording import Catalogue
from cogs.answers import ExplainingGroup, Refused, answer, begin, words_for
from cogs.config_buttons import Control, go_back, show_history, surroundings, view_of
from cogs.config_texts import configuration_embed, difference_embed, faults_embed
from cogs.rights import require_admin

FILE_NAME = "thoughts-on.json"
LATEST_VERSION = 1_000_000


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class ConfigCommands(ExplainingGroup, name="config", description="All settings of this server"):
    """Nothing that is chosen is ever lost: each change is a version that can be gone back to."""

    def __init__(self, configurations: ConfigurationDesk, catalogue: Catalogue) -> None:
        self._configurations = configurations
        super().__init__(catalogue)

    @app_commands.command(name="show", description="Every setting, in words")
    async def show(self, interaction: discord.Interaction) -> None:
        """As things stand."""
        require_admin(interaction)
        await begin(interaction)
        held = await self._configurations.held(interaction.guild_id or 0)
        words = words_for(self._catalogue, interaction)
        text = words("config.holds", version=held.version)
        threads = await self._configurations.threads(held.configuration)
        embed = configuration_embed(words, held.configuration, threads)
        await answer(interaction, text, embed=embed)

    @app_commands.command(name="export", description="Every setting, as a file")
    async def export(self, interaction: discord.Interaction) -> None:
        """The file that `/config import` takes."""
        require_admin(interaction)
        await begin(interaction)
        held = await self._configurations.held(interaction.guild_id or 0)
        words = words_for(self._catalogue, interaction)
        file = discord.File(BytesIO(_written(held.configuration)), FILE_NAME)
        await answer(interaction, words("config.exported", version=held.version), file=file)

    @app_commands.command(name="import", description="Take all settings from a file")
    @app_commands.describe(file="A file of /config export; what it leaves out stays as it is")
    async def import_(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        """Say what it would change, and ask; nothing is changed yet."""
        require_admin(interaction)
        if file.size > LARGEST_FILE:
            raise Refused("refused.config_too_large", kilobytes=LARGEST_FILE // 1000)
        await begin(interaction)
        words, data = words_for(self._catalogue, interaction), await file.read()
        try:
            held, wanted = await self._configurations.asked_for(
                interaction.guild_id or 0, data, surroundings(interaction, words)
            )
        except FaultyFileError as error:
            text = words.plural("config.faults", len(error.faults))
            await answer(interaction, text, embed=faults_embed(words, error))
            return
        if wanted == held.configuration:
            raise Refused("refused.config_holds_already")
        threads = await self._configurations.threads(held.configuration, wanted)
        await answer(
            interaction,
            words("config.import_asks"),
            embed=difference_embed(words, held.configuration, wanted, threads),
            # The button reads it from there: nothing is kept that nobody asked for.
            file=discord.File(BytesIO(data), FILE_NAME),
            view=view_of(words, (Control.APPLY, 0, held.version)),
        )

    @app_commands.command(name="history", description="Who changed what, and when")
    async def history(self, interaction: discord.Interaction) -> None:
        """The newest first, page by page."""
        require_admin(interaction)
        await begin(interaction)
        words = words_for(self._catalogue, interaction)
        embed, view = await show_history(self._configurations, interaction, words, None)
        await answer(interaction, "", embed=embed, view=view)

    @app_commands.command(name="undo", description="Take the last change of a setting back")
    @app_commands.describe(version="Go back to this version of the history instead")
    async def undo(
        self,
        interaction: discord.Interaction,
        version: app_commands.Range[int, 1, LATEST_VERSION] | None = None,
    ) -> None:
        """As a further version, so that this can be taken back as well."""
        require_admin(interaction)
        await begin(interaction)
        words = words_for(self._catalogue, interaction)
        held = await self._configurations.held(interaction.guild_id or 0)
        text, embed, view = await go_back(
            self._configurations, interaction, words, version, held.version
        )
        await answer(interaction, text, embed=embed, view=view)


def _written(configuration: Configuration) -> bytes:
    return json.dumps(to_document(configuration), indent=2, ensure_ascii=False).encode()
