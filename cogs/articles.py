"""`/article post`: an editor's command. For moderators."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.articles.model import ArticlePage
from bot.services.facts import Posted
from bot.services.newsroom import Newsroom
from bot.wording import Catalogue, Words
from cogs.answers import ExplainingGroup, Refused, answer, begin, words_for
from cogs.rights import require_moderator

LARGEST_PAGE = 5_000_000
"""Bytes: what the reader takes."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class ArticleCommands(ExplainingGroup, name="article", description="Post articles"):
    """Articles given by hand."""

    def __init__(self, newsroom: Newsroom, catalogue: Catalogue) -> None:
        self._newsroom = newsroom
        super().__init__(catalogue)

    @app_commands.command(name="post", description="Post an article and open its discussion")
    @app_commands.describe(
        url="The article's address",
        page="The article's page, saved as HTML or plain text",
        channel="The article channel; this one if left out",
    )
    async def post(
        self,
        interaction: discord.Interaction,
        url: str | None = None,
        page: discord.Attachment | None = None,
        channel: discord.TextChannel | None = None,
    ) -> None:
        """Read the article, post it once, and say where."""
        target = channel or interaction.channel
        await require_moderator(interaction, channel.id if channel else None)
        if (url is None) == (page is None):
            raise Refused("refused.one_source")
        if target is None or await self._newsroom.channel(target.id) is None:
            raise Refused("refused.no_article_channel", channel=_mention(target))
        await begin(interaction)
        found = await self._read(url, page)
        posted = await self._newsroom.post(
            interaction.guild_id or 0, target.id, found.article, interaction.user.id
        )
        words = words_for(self._catalogue, interaction)
        await answer(interaction, _text(words, found, posted, target.id, interaction.guild_id))

    async def _read(self, url: str | None, page: discord.Attachment | None) -> ArticlePage:
        if page is None:
            return await self._newsroom.article_at(url or "")
        if page.size > LARGEST_PAGE:
            raise Refused("refused.page_too_large", megabytes=LARGEST_PAGE // 1_000_000)
        return await self._newsroom.article_in(await page.read(), page.content_type)


def _mention(channel: object) -> str:
    mention: str = getattr(channel, "mention", "?")
    return mention


def _text(
    words: Words, page: ArticlePage, posted: Posted, channel_id: int, server_id: int | None
) -> str:
    if posted.again:
        link = f"https://discord.com/channels/{server_id}/{channel_id}/{posted.card_message_id}"
        return words("article.posted_before", link=link if posted.card_message_id else "")
    lines = [words("article.posting", channel=f"<#{channel_id}>")]
    if page.comment_count:
        lines.append(words.plural("article.page_comments", page.comment_count))
    if page.comments_closed:
        lines.append(words("article.page_closed"))
    return "\n".join(lines)
