"""What a server has chosen so far: the whole state of `/setup`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, cast

import discord

from bot.servers.model import ArticleChannel, Server, Setting
from bot.services.feeds.desk import FeedDesk, FeedState
from bot.services.newsroom import Newsroom
from bot.services.trying.desk import TrialDesk
from bot.wording import Catalogue
from cogs.answers import Refused

TEMPLATE = r"setup:(?P<control>[a-z]+)"


class Control(StrEnum):
    """What a control is for; the value stands in its custom id, so that it outlives restarts."""

    ARTICLES = "articles"
    NOTICES = "notices"
    MODERATION = "moderation"
    ROLE = "role"
    LANGUAGE = "language"
    DAYS = "days"
    FEED = "feed"
    TRY = "try"
    LOOK = "look"
    FORGET = "forget"

    @property
    def id(self) -> str:
        """Its custom id."""
        return f"setup:{self.value}"


@dataclass(frozen=True, slots=True)
class State:
    """What a server has chosen so far, and the server as Discord shows it.

    `reading` while the first look at a new feed is under way.
    """

    guild: discord.Guild
    server: Server
    channels: Sequence[ArticleChannel]
    feeds: Sequence[FeedState]
    reading: bool = False

    def sample_channel(self) -> discord.TextChannel | None:
        """Where a sample is posted: the first of the article channels."""
        found = [self.guild.get_channel(channel.channel_id) for channel in self.channels]
        return next((each for each in found if isinstance(each, discord.TextChannel)), None)

    def feeds_astray(self) -> int:
        """How many feeds post in a channel that is no article channel."""
        ids = {channel.channel_id for channel in self.channels}
        return sum(each.feed.channel_id not in ids for each in self.feeds)

    def gone_channels(self) -> list[int]:
        """Article channels that are gone, or hidden from the bot."""
        ids = [channel.channel_id for channel in self.channels]
        return [channel_id for channel_id in ids if self.guild.get_channel(channel_id) is None]

    def gone_settings(self) -> list[Setting]:
        """What was chosen for the whole server and is gone, or hidden from the bot."""
        found = {
            Setting.NOTICES_CHANNEL: self.guild.get_channel,
            Setting.MODERATION_CHANNEL: self.guild.get_channel,
            Setting.MODERATOR_ROLE: self.guild.get_role,
        }
        chosen = {setting: getattr(self.server, setting.value) for setting in found}
        return [each for each, look in found.items() if chosen[each] and not look(chosen[each])]


class Front(Protocol):
    """What the panel needs of the client that it is used in."""

    newsroom: Newsroom
    feeds: FeedDesk
    trials: TrialDesk
    catalogue: Catalogue


def front_of(interaction: discord.Interaction[Any]) -> Front:
    """The client that was asked."""
    return cast(Front, interaction.client)


async def state_of(interaction: discord.Interaction[Any]) -> State:
    """What the server has chosen so far; `Refused` where the bot is not in it."""
    front, guild = front_of(interaction), interaction.guild
    overview = await front.newsroom.overview(interaction.guild_id or 0)
    if guild is None or overview.server is None:
        raise Refused("refused.not_in_server")
    return State(guild, overview.server, overview.channels, await front.feeds.all(guild.id))
