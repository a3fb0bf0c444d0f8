"""Looking at a server: every right in every configured channel, and who may start threads."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.servers.model import ArticleChannel, Server
from bot.services.findings import Finding, note, sound, wrong
from bot.services.rights import (
    IN_ARTICLE_CHANNEL,
    IN_MODERATION_CHANNEL,
    IN_NOTICES_CHANNEL,
    IN_SERVER,
    NAMES,
    Need,
    lacking,
)
from bot.wording import Words

Channels = Mapping[int, discord.abc.GuildChannel]


@dataclass(frozen=True, slots=True)
class Checkup:
    """One look at a server, in the words of whoever looks.

    `me` is the bot there, `channels` are the server's by id, `shown` names a channel or a role.
    """

    server: Server
    articles: Sequence[ArticleChannel]
    me: discord.Member
    channels: Channels
    words: Words
    shown: Callable[[discord.abc.GuildChannel | discord.Role], str]

    def findings(self) -> Iterator[Finding]:
        """What is sound, what is worth knowing, and what is wrong with its exact remedy."""
        yield from self.of_server()
        yield from self.of_articles()
        yield from self.of_notices()
        yield from self.of_moderation()
        yield from self.of_role()

    def of_server(self) -> Iterator[Finding]:
        """Rights that no channel gives."""
        for need in lacking(self.me.guild_permissions, IN_SERVER):
            yield wrong(self.words("checkup.missing_in_server", **self._named(need)))

    def of_articles(self) -> Iterator[Finding]:
        """The article channels."""
        if not self.articles:
            yield note(self.words("checkup.no_articles"))
        for each in self.articles:
            yield from self._rights(each.channel_id, IN_ARTICLE_CHANNEL)
            yield from self._everyone(each.channel_id)

    def of_notices(self) -> Iterator[Finding]:
        """The channel where admins are told."""
        if self.server.notices_channel_id is None:
            yield note(self.words("checkup.no_notices"))
        else:
            yield from self._rights(self.server.notices_channel_id, IN_NOTICES_CHANNEL)

    def of_moderation(self) -> Iterator[Finding]:
        """The moderators' channel, if there is one."""
        channel_id = self.server.moderation_channel_id
        if channel_id is not None:
            yield from self._rights(channel_id, IN_MODERATION_CHANNEL)
            yield from self._open_to_all(channel_id)

    def of_role(self) -> Iterator[Finding]:
        """The moderators' role, if there is one."""
        role_id = self.server.moderator_role_id
        if role_id is None:
            return
        role = self.me.guild.get_role(role_id)
        if role is None:
            yield wrong(self.words("checkup.role_gone"))
        elif not (role.permissions.manage_messages or role.permissions.administrator):
            yield note(self.words("checkup.role_sees_no_commands", role=self.shown(role)))

    def _rights(self, channel_id: int, needs: Sequence[Need]) -> Iterator[Finding]:
        channel = self.channels.get(channel_id)
        if channel is None:
            yield wrong(self.words("checkup.channel_gone", id=channel_id))
            return
        missing = lacking(channel.permissions_for(self.me), needs)
        for need in missing:
            place = self.shown(channel)
            yield wrong(self.words("checkup.missing", place=place, **self._named(need)))
        if not missing:
            yield sound(self.words("checkup.sound", place=self.shown(channel)))

    def _named(self, need: Need) -> dict[str, str]:
        return {"right": self.words(NAMES[need.right]), "breaks": self.words(need.key)}

    def _everyone(self, channel_id: int) -> Iterator[Finding]:
        channel = self.channels.get(channel_id)
        if channel is not None and everyone_may(channel, "create_public_threads"):
            yield note(self.words("checkup.everyone_starts", place=self.shown(channel)))

    def _open_to_all(self, channel_id: int) -> Iterator[Finding]:
        channel = self.channels.get(channel_id)
        if channel is not None and everyone_may(channel, "view_channel"):
            yield note(self.words("checkup.everyone_reads", place=self.shown(channel)))


def checkup_of(
    guild: discord.Guild, server: Server, articles: Sequence[ArticleChannel], words: Words
) -> Checkup:
    """A look at a server that the bot is connected to; channels and roles are linked to."""
    channels = {channel.id: channel for channel in guild.channels}
    return Checkup(server, articles, guild.me, channels, words, operator.attrgetter("mention"))


def everyone_may(channel: discord.abc.GuildChannel, right: str) -> bool:
    """Whether @everyone has a right in a channel."""
    return bool(getattr(channel.permissions_for(channel.guild.default_role), right))


def reads_messages(flags: discord.ApplicationFlags) -> bool:
    """Whether the Message Content Intent is on for the application (docs: resources/application).

    Without it the texts of replies do not arrive.
    """
    return flags.gateway_message_content or flags.gateway_message_content_limited
