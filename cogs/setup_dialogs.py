"""The dialogs of `/setup`: what cannot be chosen from a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from bot.servers.model import LONGEST_DAYS, ArticleChannel
from bot.wording import Words
from cogs.adding_feeds import add_feed
from cogs.answers import EXPLAINED, Refused, explain, words_for
from cogs.picking import require_article_channel
from cogs.rights import require_admin
from cogs.setup_panel import MOST_CHOSEN, show_anew
from cogs.setup_state import Control, State, front_of

LONGEST_ADDRESS = 2000
"""Characters; browsers and servers take hardly more."""


class Dialog(discord.ui.Modal):
    """Rights are checked again when it is sent off, and the panel shows what came of it."""

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Take it in, or say why not."""
        try:
            require_admin(interaction)
            await interaction.response.defer()
            try:
                await self.take(interaction)
            finally:
                await show_anew(interaction)
        except EXPLAINED as error:
            await explain(front_of(interaction).catalogue, interaction, error)

    async def take(self, interaction: discord.Interaction[Any]) -> None:
        """Do what was filled in; raises what `explain` has words for."""
        raise NotImplementedError


class DaysDialog(Dialog):
    """After how many days commenting closes, in all article channels."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__(title=words("setup.dialog.days"))
        days = state.channels[0].close_after_days if state.channels else None
        self._days: discord.ui.TextInput[DaysDialog] = discord.ui.TextInput(
            custom_id="days", default=str(days or 0), max_length=len(str(LONGEST_DAYS))
        )
        self.add_item(
            discord.ui.Label(
                text=words("setup.dialog.days_label"),
                description=words("setup.dialog.days_hint", longest=LONGEST_DAYS),
                component=self._days,
            )
        )

    async def take(self, interaction: discord.Interaction[Any]) -> None:
        """Change every article channel; discussions that run keep their days."""
        days, newsroom = _days(self._days.value), front_of(interaction).newsroom
        await newsroom.set_days(interaction.guild_id or 0, days, interaction.user.id)


def _days(typed: str) -> int:
    if not typed.strip().isdecimal() or int(typed) > LONGEST_DAYS:
        raise Refused("refused.no_days", longest=LONGEST_DAYS)
    return int(typed)


class FeedDialog(Dialog):
    """The address of a feed and, where there are several, its article channel."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__(title=words("setup.dialog.feed"))
        self._channels = state.channels
        self._url: discord.ui.TextInput[FeedDialog] = discord.ui.TextInput(
            custom_id="url", max_length=LONGEST_ADDRESS, placeholder="https://"
        )
        self._channel: discord.ui.Select[FeedDialog] = discord.ui.Select(
            custom_id="channel", options=_options(state)
        )
        self.add_item(
            discord.ui.Label(
                text=words("setup.dialog.feed_label"),
                description=words("setup.dialog.feed_hint"),
                component=self._url,
            )
        )
        if len(state.channels) > 1:
            self.add_item(
                discord.ui.Label(text=words("setup.dialog.feed_channel"), component=self._channel)
            )

    async def take(self, interaction: discord.Interaction[Any]) -> None:
        """Read it, then show its newest article and ask what `/feed add` asks."""
        front = front_of(interaction)
        channel_id = int(self._channel.values[0]) if self._channel.values else self._only()
        await require_article_channel(front.newsroom, channel_id)
        await show_anew(interaction, reading=True)
        words = words_for(front.catalogue, interaction)
        await add_feed(front.feeds, interaction, words, channel_id, self._url.value)

    def _only(self) -> int:
        return self._channels[0].channel_id


def _options(state: State) -> list[discord.SelectOption]:
    """The article channels by their names."""
    return [
        discord.SelectOption(label=f"#{_name(state.guild, channel)}", value=str(channel.channel_id))
        for channel in state.channels[:MOST_CHOSEN]
    ]


def _name(guild: discord.Guild, channel: ArticleChannel) -> str:
    found = guild.get_channel(channel.channel_id)
    return found.name[:90] if found else str(channel.channel_id)


DIALOGS: Mapping[Control, type[DaysDialog | FeedDialog]] = {
    Control.DAYS: DaysDialog,
    Control.FEED: FeedDialog,
}
