"""Adding a feed: by `/feed add`, and in `/setup`."""

from __future__ import annotations

from typing import Any

import discord

from bot.articles.reading.errors import ReadingError
from bot.fetching import FetchError
from bot.services.feeds.desk import FeedDesk
from bot.wording import Reason, Words, about_feed
from cogs.answers import NOBODY, Refused
from cogs.feed_buttons import panel_view
from cogs.feed_texts import panel_text


async def add_feed(
    feeds: FeedDesk, interaction: discord.Interaction[Any], words: Words, channel_id: int, url: str
) -> None:
    """Watch it for an article channel, show the newest article as it would look, and ask.

    Follows an answer that was begun; raises `Refused`.
    """
    try:
        found = await feeds.find(url)
    except (FetchError, ReadingError) as error:
        why = about_feed(Reason(error.key, error.arguments))
        raise Refused(why.key, **why.values) from error
    if found is None:
        raise Refused("refused.no_feed_there")
    server_id = interaction.guild_id or 0
    added = await feeds.add(server_id, channel_id, found, interaction.user.id)
    state = await feeds.state(server_id, added.feed_id)
    if added.again or state is None:
        raise Refused("refused.feed_there_already", channel=f"<#{channel_id}>")
    await interaction.followup.send(
        panel_text(words, state),
        embeds=[state.offered] if state.offered else [],
        view=panel_view(words, state),
        ephemeral=True,
        allowed_mentions=NOBODY,
    )
