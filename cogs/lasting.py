"""Controls that outlive restarts: all that is known of them stands in their custom id."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Any, Protocol, Self, cast

import discord

from bot.wording import Catalogue
from cogs.answers import EXPLAINED, explain


class _Front(Protocol):
    """What every control needs of the client it is used in."""

    catalogue: Catalogue


class Lasting(ABC):
    """To stand before `discord.ui.DynamicItem` in a class: it is found, acts, and says why not."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
    ) -> Self:
        """The control that was used, as discord.py asks for it."""
        return cls.found(match, item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Act; discord.py shows nobody what goes wrong in a control."""
        try:
            await self.act(interaction)
        except EXPLAINED as error:
            catalogue = cast(_Front, interaction.client).catalogue
            await explain(catalogue, interaction, error)

    @classmethod
    @abstractmethod
    def found(cls, match: re.Match[str], item: discord.ui.Item[Any]) -> Self:
        """The control that a custom id names."""

    @abstractmethod
    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Check the person's rights, then do what the control says."""
