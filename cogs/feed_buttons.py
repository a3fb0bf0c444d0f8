"""The buttons about feeds: at the set-up, under notices, in the list. For admins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol, Self, cast

import discord

from bot.services.feeds.controls import TEMPLATE, Control, control_id, view_of
from bot.services.feeds.desk import Choice, FeedDesk, FeedState
from bot.wording import Catalogue, Words
from cogs.answers import NOBODY, Refused, answer, words_for
from cogs.feed_texts import check_text, decided_text, panel_text
from cogs.lasting import Lasting
from cogs.rights import require_admin

CHOICES: Mapping[Control, Choice] = {
    Control.NEWEST: Choice.NEWEST,
    Control.ALL: Choice.ALL,
    Control.SKIP: Choice.SKIP,
}


class Front(Protocol):
    """What the buttons need of the client they are clicked in."""

    feeds: FeedDesk
    catalogue: Catalogue


class FeedButton(
    Lasting, discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=TEMPLATE
):
    """Found by its custom id, so that notices of any age answer after a restart."""

    def __init__(self, feed_id: int, control: Control) -> None:
        super().__init__(discord.ui.Button(custom_id=control_id(feed_id, control)))
        self._feed_id = feed_id
        self._control = control

    @classmethod
    def found(cls, match: re.Match[str], item: discord.ui.Item[Any]) -> Self:
        return cls(int(match["feed"]), Control(match["control"]))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Check the person's rights, then do what the button says."""
        require_admin(interaction)
        front = cast(Front, interaction.client)
        state = await front.feeds.state(interaction.guild_id or 0, self._feed_id)
        if state is None:
            raise Refused("refused.no_feed_here")
        words = words_for(front.catalogue, interaction)
        if self._control in CHOICES:
            await self._decide(front.feeds, interaction, words)
        elif self._control is Control.RETRY:
            await check(front.feeds, interaction, state, words)
        else:
            await self._set_up(front.feeds, interaction, words)

    async def _decide(
        self, feeds: FeedDesk, interaction: discord.Interaction[Any], words: Words
    ) -> None:
        choice = CHOICES[self._control]
        count = await feeds.decide_held(self._feed_id, choice, interaction.user.id)
        await answer(interaction, decided_text(words, count))

    async def _set_up(
        self, feeds: FeedDesk, interaction: discord.Interaction[Any], words: Words
    ) -> None:
        """Take one answer in, and show the questions that are left."""
        by = interaction.user.id
        match self._control:
            case Control.MAY_REPUBLISH | Control.MAY_NOT_REPUBLISH:
                may = self._control is Control.MAY_REPUBLISH
                await feeds.edit(self._feed_id, by, republish=may)
            case _:
                post = self._control is Control.POST_FIRST
                await feeds.decide_first(self._feed_id, by, post=post)
        state = await feeds.state(interaction.guild_id or 0, self._feed_id)
        if state is None:
            raise Refused("refused.no_feed_here")
        await interaction.response.edit_message(
            content=panel_text(words, state),
            embed=state.offered,
            view=panel_view(words, state),
            allowed_mentions=NOBODY,
        )


def panel_view(words: Words, state: FeedState) -> discord.ui.View:
    """The buttons of the questions that are still open."""
    ask = (Control.MAY_REPUBLISH, Control.MAY_NOT_REPUBLISH)
    first = (Control.POST_FIRST, Control.WAIT)
    rows = [
        *([ask] if state.feed.republish is None else []),
        *([first] if state.offered is not None else []),
    ]
    return view_of(words, state.feed.id, *rows)


async def check(
    feeds: FeedDesk, interaction: discord.Interaction[Any], state: FeedState, words: Words
) -> None:
    """Read the feed now and say what that gave; a site may take longer than three seconds."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = await feeds.check(state.feed)
    await answer(interaction, check_text(words, state.feed, found))
