"""`/feed add|list|edit|remove|check`: where articles come from. For admins."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.servers.model import LONGEST_MINUTES, SHORTEST_MINUTES
from bot.services.feeds.controls import Control, button
from bot.services.feeds.desk import FeedDesk, FeedState
from bot.services.newsroom import Newsroom
from bot.wording import Catalogue, Words
from cogs.adding_feeds import add_feed
from cogs.answers import NOBODY, ExplainingGroup, Refused, answer, begin, fitting, words_for
from cogs.feed_buttons import check
from cogs.feed_texts import line, title_of
from cogs.rights import require_admin


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class FeedCommands(ExplainingGroup, name="feed", description="Where articles come from"):
    """A feed is picked by its title; where there is only one it need not be named."""

    def __init__(self, feeds: FeedDesk, newsroom: Newsroom, catalogue: Catalogue) -> None:
        self._feeds = feeds
        self._newsroom = newsroom
        super().__init__(catalogue)

    @app_commands.command(name="add", description="Post a feed's articles in a channel")
    @app_commands.describe(
        url="The feed's address, or that of a page that names its feed",
        channel="The article channel; this one if left out",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        url: str,
        channel: discord.TextChannel | None = None,
    ) -> None:
        """Show the newest article as it would look, and ask what the feed's owner allows."""
        require_admin(interaction)
        target = channel or interaction.channel
        channel_id = await self._article_channel(target)
        await begin(interaction)
        words = words_for(self._catalogue, interaction)
        await add_feed(self._feeds, interaction, words, channel_id, url)

    @app_commands.command(name="list", description="The feeds, and how they are doing")
    async def all(self, interaction: discord.Interaction) -> None:
        """Each with its last reading; what needs an admin has its buttons below."""
        require_admin(interaction)
        words = words_for(self._catalogue, interaction)
        states = await self._feeds.all(interaction.guild_id or 0)
        lines = [line(words, state) for state in states] or [words("feed.none")]
        await interaction.response.send_message(
            _fitting(words, lines),
            view=_list_view(words, states),
            ephemeral=True,
            allowed_mentions=NOBODY,
        )

    @app_commands.command(name="edit", description="Change how a feed is watched")
    @app_commands.describe(
        feed="Begin typing its title",
        channel="Post its articles there from now on",
        republish="Whether this server may republish the full articles",
        interval="Minutes between two readings",
    )
    async def edit(
        self,
        interaction: discord.Interaction,
        feed: str | None = None,
        channel: discord.TextChannel | None = None,
        republish: bool | None = None,
        interval: app_commands.Range[int, SHORTEST_MINUTES, LONGEST_MINUTES] | None = None,
    ) -> None:
        """Change what is given, and show the feed as it is then."""
        require_admin(interaction)
        state = await self._find(interaction, feed)
        changed = await self._feeds.edit(
            state.feed.id,
            interaction.user.id,
            channel_id=await self._article_channel(channel) if channel else None,
            republish=republish,
            interval_minutes=interval,
        )
        if not changed:
            raise Refused("refused.feed_there_already", channel=channel.mention if channel else "")
        state = await self._find(interaction, str(state.feed.id))
        await answer(interaction, line(words_for(self._catalogue, interaction), state))

    @app_commands.command(name="remove", description="Post no further articles of a feed")
    @app_commands.describe(feed="Begin typing its title")
    async def remove(self, interaction: discord.Interaction, feed: str | None = None) -> None:
        """Articles and discussions stay."""
        require_admin(interaction)
        state = await self._find(interaction, feed)
        await self._feeds.remove(state.feed.id, interaction.user.id)
        words = words_for(self._catalogue, interaction)
        await answer(interaction, words("feed.removed", feed=title_of(state.feed)))

    @app_commands.command(name="check", description="Read a feed now, and say what it holds")
    @app_commands.describe(feed="Begin typing its title")
    async def check(self, interaction: discord.Interaction, feed: str | None = None) -> None:
        """A feed that was given up is watched again if this works."""
        require_admin(interaction)
        state = await self._find(interaction, feed)
        await check(self._feeds, interaction, state, words_for(self._catalogue, interaction))

    @edit.autocomplete("feed")
    @remove.autocomplete("feed")
    @check.autocomplete("feed")
    async def titles(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The feeds whose title contains what was typed."""
        return [
            app_commands.Choice(name=state.feed.title[:100], value=str(state.feed.id))
            for state in _titled(await self._feeds.all(interaction.guild_id or 0), typed)
        ][:25]

    async def _find(self, interaction: discord.Interaction, picked: str | None) -> FeedState:
        states = await self._feeds.all(interaction.guild_id or 0)
        if picked is not None and picked.isdecimal():
            states = [state for state in states if state.feed.id == int(picked)]
        elif picked is not None:
            states = _titled(states, picked)
        if len(states) > 1:
            raise Refused("refused.which_feed")
        if not states:
            raise Refused("refused.no_feed_here")
        return states[0]

    async def _article_channel(self, channel: object) -> int:
        channel_id = getattr(channel, "id", 0)
        if await self._newsroom.channel(channel_id) is None:
            raise Refused("refused.no_article_channel", channel=f"<#{channel_id}>")
        return int(channel_id)


def _titled(states: list[FeedState], typed: str) -> list[FeedState]:
    return [state for state in states if typed.casefold() in state.feed.title.casefold()]


def _fitting(words: Words, lines: list[str]) -> str:
    """As many feeds as a message holds, and how many more there are."""
    shown = fitting(lines)
    if len(shown) < len(lines):
        shown.append(words.plural("feed.more", len(lines) - len(shown)))
    return "\n".join(shown)


def _list_view(words: Words, states: list[FeedState]) -> discord.ui.View:
    """A row of buttons for each of the first five feeds that need an admin (Discord's five)."""
    view = discord.ui.View(timeout=None)
    waiting = [state for state in states if state.held or state.feed.failure is not None]
    for row, state in enumerate(waiting[:5]):
        for control in _controls(state):
            item = button(words, state.feed.id, control, row)
            item.label = f"{state.feed.title[:40]}: {item.label}"[:80]
            view.add_item(item)
    view.stop()
    return view


def _controls(state: FeedState) -> list[Control]:
    held = [Control.NEWEST, Control.ALL, Control.SKIP] if state.held else []
    return [*held, Control.RETRY] if state.feed.failure is not None else held
