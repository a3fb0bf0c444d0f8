"""Looking at a server: every right in every configured channel, and who may start threads."""

from __future__ import annotations

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
        yield from self._of_server()
        if not self.articles:
            yield note(self.words("checkup.no_articles"))
        for each in self.articles:
            yield from self._rights(each.channel_id, IN_ARTICLE_CHANNEL)
            yield from self._everyone(each.channel_id)
        yield from self._notices()
        yield from self._moderation()

    def _of_server(self) -> Iterator[Finding]:
        for need in lacking(self.me.guild_permissions, IN_SERVER):
            yield wrong(self.words("checkup.missing_in_server", **self._named(need)))

    def _notices(self) -> Iterator[Finding]:
        if self.server.notices_channel_id is None:
            yield note(self.words("checkup.no_notices"))
        else:
            yield from self._rights(self.server.notices_channel_id, IN_NOTICES_CHANNEL)

    def _moderation(self) -> Iterator[Finding]:
        channel_id, role_id = self.server.moderation_channel_id, self.server.moderator_role_id
        if channel_id is not None:
            yield from self._rights(channel_id, IN_MODERATION_CHANNEL)
            yield from self._open_to_all(channel_id)
        if role_id is not None:
            yield from self._role(role_id)

    def _role(self, role_id: int) -> Iterator[Finding]:
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


def everyone_may(channel: discord.abc.GuildChannel, right: str) -> bool:
    """Whether @everyone has a right in a channel."""
    return bool(getattr(channel.permissions_for(channel.guild.default_role), right))


def reads_messages(flags: discord.ApplicationFlags) -> bool:
    """Whether the Message Content Intent is on for the application (docs: resources/application).

    Without it the texts of replies do not arrive.
    """
    return flags.gateway_message_content or flags.gateway_message_content_limited
