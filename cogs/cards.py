"""The button on a card: how the discussion stands, to whoever asks."""

from __future__ import annotations

import re
from typing import Any, Protocol, Self, cast

import discord

from bot.services.newsroom import Newsroom
from bot.wording import Catalogue
from cogs.answers import answer, words_for
from cogs.discussions import status_text
from cogs.lasting import Lasting


class Front(Protocol):
    """What the button needs of the client it is clicked in."""

    newsroom: Newsroom
    catalogue: Catalogue


class StatusButton(
    Lasting,
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"status:(?P<token>[0-9a-f]+)",
):
    """Found by its custom id, so that cards of any age answer after a restart."""

    def __init__(self, token: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"status:{token}"))
        self._token = token

    @classmethod
    def found(cls, match: re.Match[str], item: discord.ui.Item[Any]) -> Self:
        return cls(match["token"])

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Say how the discussion stands."""
        client = cast(Front, interaction.client)
        words = words_for(client.catalogue, interaction)
        found = await client.newsroom.discussion_of_card(self._token)
        text = words("refused.no_discussion") if found is None else status_text(words, found)
        await answer(interaction, text)
