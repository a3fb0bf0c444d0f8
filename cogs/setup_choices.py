"""What is chosen in the panel of `/setup`, checked and taken into the record at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import discord

from bot.servers.model import ArticleChannel, Setting
from bot.services.feeds.desk import FeedDesk
from bot.services.newsroom import Newsroom
from bot.services.rights import (
    IN_ARTICLE_CHANNEL,
    IN_MODERATION_CHANNEL,
    IN_NOTICES_CHANNEL,
    Need,
)
from bot.wording import Words
from cogs.answers import Refused
from cogs.rights import require_rights
from cogs.setup_state import Control, State


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose in a control of the panel."""

    newsroom: Newsroom
    feeds: FeedDesk
    state: State
    by: int
    words: Words
    item: discord.ui.Item[Any]

    async def set(self, setting: Setting, value: str | int | None) -> None:
        """Take it in for the whole server."""
        await self.newsroom.set(self.state.guild.id, setting, value, self.by)

    async def remove(self, channel_ids: Iterable[int]) -> None:
        """Post no further articles there."""
        for channel_id in channel_ids:
            await self.newsroom.remove_channel(self.state.guild.id, channel_id, self.by)

    def place(self, channel_id: int, needs: Sequence[Need]) -> discord.TextChannel:
        """A channel in which the bot has these rights; `Refused` where it does not."""
        place = self.state.guild.get_channel(channel_id)
        if not isinstance(place, discord.TextChannel):
            raise Refused("refused.channel_hidden", channel=f"<#{channel_id}>")
        require_rights(self.words, place, needs)
        return place


async def choose_articles(choice: Choice) -> None:
    """Articles go to the channels that were put in, and no further ones to those taken out.

    What counts is what the person changed in the panel that they saw: what another admin chose
    since stays. A channel that is put in works as the one before it does; if it alone takes the
    place of others, their feeds follow.
    """
    menu = cast("discord.ui.ChannelSelect[Any]", choice.item)
    seen, chosen = _ids(menu.default_values), _ids(menu.values)
    known = choice.state.channels
    pattern = known[0] if known else ArticleChannel(choice.state.guild.id, 0)
    added, removed = chosen - seen, sorted(seen - chosen)
    added -= {channel.channel_id for channel in known}
    places = [choice.place(channel_id, IN_ARTICLE_CHANNEL) for channel_id in sorted(added)]
    for place in places:
        await choice.newsroom.set_channel(
            choice.state.guild.id,
            place.id,
            choice.by,
            close_after_days=pattern.close_after_days or 0,
            mirror=pattern.mirror,
            part_limit=pattern.part_limit,
        )
    if len(places) == 1:
        await _move_feeds(choice, removed, places[0].id)
    await choice.remove(removed)


async def _move_feeds(choice: Choice, from_ids: Collection[int], to_id: int) -> None:
    for feed in (each.feed for each in choice.state.feeds):
        if feed.channel_id in from_ids:
            await choice.feeds.edit(feed.id, choice.by, channel_id=to_id)


def _ids(values: Sequence[Any]) -> set[int]:
    return {value.id for value in values}


async def choose_notices(choice: Choice) -> None:
    """Admins are told there, or nowhere."""
    await _choose_channel(choice, Setting.NOTICES_CHANNEL, IN_NOTICES_CHANNEL)


async def choose_moderation(choice: Choice) -> None:
    """Cases are shown there, or in the channel for notices."""
    await _choose_channel(choice, Setting.MODERATION_CHANNEL, IN_MODERATION_CHANNEL)


async def _choose_channel(choice: Choice, setting: Setting, needs: Sequence[Need]) -> None:
    menu = cast("discord.ui.ChannelSelect[Any]", choice.item)
    chosen = [choice.place(channel.id, needs).id for channel in menu.values]
    await choice.set(setting, chosen[0] if chosen else None)


async def choose_role(choice: Choice) -> None:
    """Its holders moderate; one that nobody hands out would make moderators of the wrong people."""
    menu = cast("discord.ui.RoleSelect[Any]", choice.item)
    for role in menu.values:
        if role.is_default() or role.managed:
            raise Refused("refused.no_moderators_role")
    await choice.set(Setting.MODERATOR_ROLE, menu.values[0].id if menu.values else None)


async def choose_language(choice: Choice) -> None:
    """Public texts are in it from now on."""
    menu = cast("discord.ui.Select[Any]", choice.item)
    await choice.set(Setting.LANGUAGE, menu.values[0])


async def forget_gone(choice: Choice) -> None:
    """Take out what nobody can take out of a list any more, as it is not there to be seen."""
    await choice.remove(choice.state.gone_channels())
    for setting in choice.state.gone_settings():
        await choice.set(setting, None)


async def look_again(choice: Choice) -> None:
    """The panel is shown anew after every click; nothing else is asked for."""


CHOICES: Mapping[Control, Callable[[Choice], Awaitable[None]]] = {
    Control.ARTICLES: choose_articles,
    Control.NOTICES: choose_notices,
    Control.MODERATION: choose_moderation,
    Control.ROLE: choose_role,
    Control.LANGUAGE: choose_language,
    Control.LOOK: look_again,
    Control.FORGET: forget_gone,
}
