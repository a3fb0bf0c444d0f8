"""`/channel set|show|remove`: where articles go, and where admins are told. For admins."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands

from bot.servers.model import LONGEST_DAYS, MOST_PARTS, ArticleChannel, Setting
from bot.services.checkup import everyone_may
from bot.services.configuration.describing import channel_text
from bot.services.newsroom import Newsroom, Overview
from bot.services.rights import IN_ARTICLE_CHANNEL, IN_NOTICES_CHANNEL
from bot.wording import Catalogue, Words, parked_notice
from cogs.answers import ExplainingGroup, Refused, answer, begin, words_for
from cogs.rights import require_admin, require_rights

How = tuple[int | None, str | None, int | None]
"""Days until closing, mirror, limit of parts; None leaves it as it is."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class ChannelCommands(ExplainingGroup, name="channel", description="Where articles are posted"):
    """Article channels, the channel for notices, and the language of public texts."""

    def __init__(self, newsroom: Newsroom, catalogue: Catalogue) -> None:
        self._newsroom = newsroom
        super().__init__(catalogue)

    @app_commands.command(name="set", description="Post articles in a channel, or change how")
    @app_commands.describe(
        channel="The channel; this one if left out",
        use="What the channel is for",
        days="Close commenting after so many days; 0 keeps it open",
        mirror="How much of an article goes into its thread",
        limit="The most messages that an article may take",
        language="The language of public texts in this server",
    )
    async def set(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel | None = None,
        use: Literal["articles", "notices"] | None = None,
        days: app_commands.Range[int, 0, LONGEST_DAYS] | None = None,
        mirror: Literal["full", "opening", "off"] | None = None,
        limit: app_commands.Range[int, 1, MOST_PARTS] | None = None,
        language: Literal["en", "es"] | None = None,
    ) -> None:
        """Set up a channel; what is left out stays as it is. A language alone makes it nothing."""
        require_admin(interaction)
        words, how = words_for(self._catalogue, interaction), (days, mirror, limit)
        if use == "notices" and how != (None, None, None):
            raise Refused("refused.only_for_articles")
        alone = language is not None and (channel, use, *how) == (None,) * 5
        place = None if alone else channel or _here(interaction)
        if place is not None:
            needs = IN_NOTICES_CHANNEL if use == "notices" else IN_ARTICLE_CHANNEL
            require_rights(words, place, needs)
        await begin(interaction)
        if language is not None:
            await self._set(interaction, Setting.LANGUAGE, language)
        if place is None:
            text = words("channel.language_set")
        elif use == "notices":
            await self._set(interaction, Setting.NOTICES_CHANNEL, place.id)
            text = words("channel.notices_set", channel=place.mention)
        else:
            text = await self._post_in(interaction, place, words, how)
        await answer(interaction, text)

    async def _set(
        self, interaction: discord.Interaction, setting: Setting, value: str | int
    ) -> None:
        server_id, by = interaction.guild_id or 0, interaction.user.id
        await self._newsroom.set(server_id, setting, value, by)

    async def _post_in(
        self, interaction: discord.Interaction, place: discord.TextChannel, words: Words, how: How
    ) -> str:
        days, mirror, limit = how
        channel = await self._newsroom.set_channel(
            place.guild.id,
            place.id,
            interaction.user.id,
            close_after_days=days,
            mirror=mirror,
            part_limit=limit,
        )
        return _set_text(words, channel, place)

    @app_commands.command(name="show", description="Article channels, and what could not be done")
    async def show(self, interaction: discord.Interaction) -> None:
        """The configuration, with everything that waits for an admin."""
        require_admin(interaction)
        overview = await self._newsroom.overview(interaction.guild_id or 0)
        await answer(interaction, _overview_text(words_for(self._catalogue, interaction), overview))

    @app_commands.command(name="remove", description="Post no further articles in a channel")
    @app_commands.describe(channel="The channel; this one if left out")
    async def remove(
        self, interaction: discord.Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        """Discussions that run there go on and close as planned."""
        require_admin(interaction)
        place = channel or _here(interaction)
        await begin(interaction)
        if not await self._newsroom.remove_channel(place.guild.id, place.id, interaction.user.id):
            raise Refused("refused.no_article_channel", channel=place.mention)
        words = words_for(self._catalogue, interaction)
        await answer(interaction, words("channel.removed", channel=place.mention))


def _here(interaction: discord.Interaction) -> discord.TextChannel:
    if not isinstance(interaction.channel, discord.TextChannel):
        raise Refused("refused.not_a_text_channel")
    return interaction.channel


def _set_text(words: Words, channel: ArticleChannel, place: discord.TextChannel) -> str:
    text = words("channel.set", channel=place.mention, settings=channel_text(words, channel))
    if everyone_may(place, "create_public_threads"):
        text += "\n" + words("checkup.everyone_starts", place=place.mention)
    return text


def _overview_text(words: Words, overview: Overview) -> str:
    lines = [
        f"- <#{channel.channel_id}>: {channel_text(words, channel)}"
        for channel in overview.channels
    ] or [words("channel.none")]
    notices = overview.server.notices_channel_id if overview.server else None
    lines.append(
        words("channel.no_notices")
        if notices is None
        else words("channel.notices", channel=f"<#{notices}>")
    )
    reasons = dict.fromkeys((action.kind.value, action.code) for action in overview.parked)
    if reasons:
        lines.append(words("admins.parked.heading"))
        lines += [f"- {parked_notice(words, kind, code)}" for kind, code in list(reasons)[:10]]
    return "\n".join(lines)
