"""What a deed is, and the desk it is done at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import discord

from bot.actions.model import Action
from bot.articles.document import from_document
from bot.articles.model import Article
from bot.clock import Clock
from bot.discussions.model import Discussion
from bot.discussions.retention import Retention
from bot.services.budget import Budget
from bot.services.layouts import Layouts
from bot.services.refusals import Unperformable
from bot.services.web import Web
from bot.services.writer import Writer
from bot.storage.attachment_folder import AttachmentFolder
from bot.storage.corrections import Correction
from bot.storage.database import Database
from bot.storage.postings import Posting
from bot.storage.transaction import Transaction
from bot.wording import Catalogue, Words

Fact = object
T = TypeVar("T")


async def _unknown(_: Action) -> Fact | None:
    return None


@dataclass(frozen=True, slots=True)
class Deed:
    """`perform` does it and gives the fact that follows; it raises what Discord refused.

    `already` finds out after an attempt of unknown outcome whether it happened: the same fact, or
    None. A deed that may simply be repeated has no `already`.
    """

    perform: Callable[[Action], Awaitable[Fact]]
    already: Callable[[Action], Awaitable[Fact | None]] = _unknown


@dataclass(frozen=True, slots=True)
class Desk:
    """What deeds work with."""

    client: discord.Client
    database: Database
    writer: Writer
    clock: Clock
    catalogue: Catalogue
    budget: Budget
    layouts: Layouts
    web: Web
    files: AttachmentFolder
    retention: Retention

    async def posting(self, action: Action) -> PostingAtHand:
        """The posting an action is about, with its article and the server's words."""
        return await self.database.read(lambda tx: self._posting(action, tx))

    async def discussion(self, action: Action) -> DiscussionAtHand:
        """The discussion an action is about, with its count and the server's words."""
        return await self.database.read(lambda tx: self._discussion(action, tx))

    async def thread(self, thread_id: int | None) -> discord.Thread:
        """The thread as Discord shows it now; `Unperformable` where it is none."""
        if thread_id is None:
            raise Unperformable
        channel = self.client.get_channel(thread_id) or await self.client.fetch_channel(thread_id)
        if not isinstance(channel, discord.Thread):
            raise Unperformable
        return channel

    async def notices(self, server_id: int) -> tuple[discord.PartialMessageable, Words]:
        """Where a server's admins are told, and its words; `Unperformable` where nowhere."""
        server = await self.database.read(lambda tx: tx.servers.get(server_id))
        if server is None or server.notices_channel_id is None:
            raise Unperformable
        place = self.place(server.notices_channel_id, server_id)
        return place, self.catalogue.words(server.language)

    def place(self, channel_id: int, server_id: int) -> discord.PartialMessageable:
        """A channel or thread to write to, without asking Discord for it first."""
        return self.client.get_partial_messageable(channel_id, guild_id=server_id)

    def _posting(self, action: Action, tx: Transaction) -> PostingAtHand:
        posting = _found(tx.postings.get(action.subject.posting_id or 0))
        version = _found(tx.articles.version(posting.article_id, posting.version))
        discussion = _found(tx.discussions.by_posting(posting.id))
        return PostingAtHand(
            posting,
            from_document(version.document),
            discussion,
            tx.comments.count(discussion.id),
            self.catalogue.words(posting.language),
            tx.corrections.last(posting.id),
        )

    def _discussion(self, action: Action, tx: Transaction) -> DiscussionAtHand:
        discussion = _found(tx.discussions.get(action.subject.discussion_id or 0))
        count = tx.comments.count(discussion.id)
        return DiscussionAtHand(discussion, count, self._words(discussion.server_id, tx))

    def _words(self, server_id: int, tx: Transaction) -> Words:
        server = tx.servers.get(server_id)
        return self.catalogue.words(server.language if server else "en")


@dataclass(frozen=True, slots=True)
class PostingAtHand:
    """A posting with what its messages are made of; `corrected` is its last correction."""

    posting: Posting
    article: Article
    discussion: Discussion
    count: int
    words: Words
    corrected: Correction | None


@dataclass(frozen=True, slots=True)
class DiscussionAtHand:
    """A discussion with what its messages are made of."""

    discussion: Discussion
    count: int
    words: Words


def _found(value: T | None) -> T:
    if value is None:
        raise Unperformable
    return value
