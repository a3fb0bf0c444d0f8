"""`/article post|refresh|why`: an editor's commands. For moderators."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.articles.model import ArticlePage
from bot.services.corrections.desk import ArticleReread, CorrectionDesk, RereadFailed
from bot.services.explaining.desk import HistoryDesk, told
from bot.services.facts import Posted
from bot.services.newsroom import Newsroom
from bot.services.titles import quoted
from bot.wording import Catalogue, Reason, Words, rereading_failure, what_changed
from cogs.answers import ExplainingGroup, Refused, answer, begin, fitting, words_for
from cogs.picking import find_to_moderate, titles
from cogs.rights import moderates, require_moderator

LARGEST_PAGE = 5_000_000
"""Bytes: what the reader takes."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class ArticleCommands(ExplainingGroup, name="article", description="Post articles"):
    """Articles given by hand."""

    def __init__(
        self,
        newsroom: Newsroom,
        corrections: CorrectionDesk,
        histories: HistoryDesk,
        catalogue: Catalogue,
    ) -> None:
        self._newsroom = newsroom
        self._corrections = corrections
        self._histories = histories
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
            interaction.guild_id or 0, target.id, found.article, interaction.user.id, url
        )
        words = words_for(self._catalogue, interaction)
        await answer(interaction, _text(words, found, posted, target.id, interaction.guild_id))

    @app_commands.command(
        name="refresh", description="Read an article again and correct what was posted"
    )
    @app_commands.describe(article="Begin typing its title")
    async def refresh(self, interaction: discord.Interaction, article: str | None = None) -> None:
        """Read it where it came from, now, and say what changed."""
        found = await find_to_moderate(self._newsroom, interaction, article)
        await begin(interaction)
        read = await self._corrections.refresh(found.discussion.posting_id)
        if read is None:
            raise Refused("refused.article_from_file")
        words = words_for(self._catalogue, interaction)
        await answer(interaction, _refreshed(words, quoted(found.discussion.title), read))

    @refresh.autocomplete("article")
    async def offered(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The latest articles whose title contains what was typed."""
        return await titles(self._newsroom, interaction, typed)

    @app_commands.command(name="why", description="Why an article was posted, or was not")
    @app_commands.describe(article="Its address, or begin typing its title")
    async def why(self, interaction: discord.Interaction, article: str) -> None:
        """Tell what became of it in channels that the person moderates."""
        await require_moderator(interaction)
        await begin(interaction)
        history = await self._histories.why(
            interaction.guild_id or 0, article, await moderates(interaction)
        )
        if history is None:
            raise Refused("refused.no_article")
        lines = told(words_for(self._catalogue, interaction), history)
        shown = fitting(lines)
        await answer(interaction, "\n".join(shown if shown == lines else [*shown, "…"]))

    @why.autocomplete("article")
    async def known(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The latest articles by their title, posted or not, of channels that they moderate."""
        found = await self._histories.titled(
            interaction.guild_id or 0, typed, await moderates(interaction)
        )
        return [
            app_commands.Choice(name=each.title[:100], value=str(each.article_id)) for each in found
        ]

    async def _read(self, url: str | None, page: discord.Attachment | None) -> ArticlePage:
        if page is None:
            return await self._newsroom.article_at(url or "")
        if page.size > LARGEST_PAGE:
            raise Refused("refused.page_too_large", megabytes=LARGEST_PAGE // 1_000_000)
        return await self._newsroom.article_in(await page.read(), page.content_type)


def _refreshed(words: Words, title: str, read: ArticleReread | RereadFailed) -> str:
    if isinstance(read, RereadFailed):
        why = rereading_failure(words, Reason(read.key, read.values))
        return words("article.not_reread", title=title, why=why)
    if read.summary is None:
        return words("article.unchanged", title=title)
    return words("article.refreshed", title=title, change=what_changed(words, read.summary))


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
