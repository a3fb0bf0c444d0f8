"""`/feed add|list|edit|filter|remove|check`: where articles come from. For admins."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands

from bot.articles.markdown import plain
from bot.servers.configuration import LONGEST_OLD
from bot.servers.filters import MOST_FILTERS, By, EntryFilter, FilterError, checked
from bot.servers.model import LONGEST_MINUTES, SHORTEST_MINUTES
from bot.services.feeds.controls import Control, button
from bot.services.feeds.desk import FeedDesk, FeedState
from bot.services.feeds.filters import worded
from bot.services.newsroom import Newsroom
from bot.wording import Catalogue, Words
from cogs.adding_feeds import add_feed
from cogs.answers import NOBODY, ExplainingGroup, Refused, answer, begin, words_for
from cogs.feed_buttons import check
from cogs.feed_texts import filters_text, line, list_text, title_of
from cogs.picking import require_article_channel
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
        await interaction.response.send_message(
            list_text(words, states),
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
        oldest="Hours; older articles are not posted",
    )
    async def edit(
        self,
        interaction: discord.Interaction,
        feed: str | None = None,
        channel: discord.TextChannel | None = None,
        republish: bool | None = None,
        interval: app_commands.Range[int, SHORTEST_MINUTES, LONGEST_MINUTES] | None = None,
        oldest: app_commands.Range[int, 1, LONGEST_OLD] | None = None,
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
            oldest_hours=oldest,
        )
        if not changed:
            raise Refused("refused.feed_there_already", channel=channel.mention if channel else "")
        state = await self._find(interaction, str(state.feed.id))
        await answer(interaction, line(words_for(self._catalogue, interaction), state))

    @app_commands.command(name="filter", description="Choose which articles of a feed are posted")
    @app_commands.describe(
        feed="Begin typing its title",
        rule="Post only what it meets, or all but that",
        by="What of an article to look at",
        text="The words, category, author or pattern",
        remove="Take this filter away",
    )
    async def filter(
        self,
        interaction: discord.Interaction,
        feed: str | None = None,
        rule: Literal["only", "except"] | None = None,
        by: Literal["words", "category", "author", "pattern"] | None = None,
        text: str | None = None,
        remove: int | None = None,
    ) -> None:
        """Add a filter or take one away, and show those that there are then."""
        require_admin(interaction)
        state = await self._find(interaction, feed)
        known = state.feed.filters
        if text is not None and rule is not None and by is not None and remove is None:
            changed, wanted = _checked(by, text, rule), True
            _require_room(state, changed)
        elif remove is not None and not any((rule, by, text)) and 0 < remove <= len(known):
            changed, wanted = known[remove - 1], False
        elif not any((rule, by, text, remove)):
            await answer(interaction, filters_text(words_for(self._catalogue, interaction), state))
            return
        else:
            raise Refused("refused.filter_incomplete")
        by_whom = interaction.user.id
        if not await self._feeds.change_filters(state.feed.id, by_whom, changed, wanted=wanted):
            raise Refused("refused.filter_unchanged", feed=title_of(state.feed))
        state = await self._find(interaction, str(state.feed.id))
        await answer(interaction, filters_text(words_for(self._catalogue, interaction), state))

    @filter.autocomplete("remove")
    async def filters(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[int]]:
        """The filters of the feed that was picked."""
        picked: str | None = getattr(interaction.namespace, "feed", None)
        try:
            state = await self._find(interaction, picked or None)
        except Refused:  # which feed is not clear yet
            return []
        words = words_for(self._catalogue, interaction)
        return [
            app_commands.Choice(name=plain(worded(words, each))[:100], value=number)
            for number, each in enumerate(state.feed.filters, 1)
        ]

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
    @filter.autocomplete("feed")
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
        channel_id = int(getattr(channel, "id", 0))
        await require_article_channel(self._newsroom, channel_id)
        return channel_id


def _require_room(state: FeedState, wanted: EntryFilter) -> None:
    """Raise `Refused` where the feed has the filter already, or as many as it may have."""
    if wanted in state.feed.filters:
        raise Refused("refused.filter_there", feed=title_of(state.feed))
    if len(state.feed.filters) >= MOST_FILTERS:
        raise Refused("refused.filters_full", feed=title_of(state.feed), limit=MOST_FILTERS)


def _checked(by: str, text: str, rule: str) -> EntryFilter:
    try:
        return checked(EntryFilter(By(by), text, only=rule == "only"))
    except FilterError as error:
        raise Refused(error.key, **error.values) from error


def _titled(states: list[FeedState], typed: str) -> list[FeedState]:
    return [state for state in states if typed.casefold() in state.feed.title.casefold()]


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
