"""What commands ask for: channels, articles, discussions. The one face that cogs see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.actions.model import Action
from bot.articles.document import from_document, to_document
from bot.articles.identity import identity
from bot.articles.model import Article, ArticlePage, Mirror
from bot.clock import Clock
from bot.discussions.closing import Closing, closes_at, closing_of
from bot.discussions.model import Discussion
from bot.servers.model import ArticleChannel, Server, Setting
from bot.services.facts import (
    DecideClosing,
    Origin,
    PostArticle,
    Posted,
    RemoveChannel,
    SetChannel,
    SetClosingTime,
    SetDays,
    SetServer,
)
from bot.services.layouts import Layouts
from bot.services.web import Web
from bot.services.writer import Writer
from bot.storage.database import Database
from bot.storage.transaction import Transaction
from bot.wording import Catalogue


@dataclass(frozen=True, slots=True)
class Status:
    """How a discussion stands: `closing` None while it is open."""

    discussion: Discussion
    count: int
    closing: Closing | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A server's configuration, and what could not be done there."""

    server: Server | None
    channels: list[ArticleChannel]
    parked: list[Action]


class Newsroom:
    """Reads from the record, and puts what people decide into it."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        web: Web,
        catalogue: Catalogue,
        layouts: Layouts,
        clock: Clock,
    ) -> None:
        self._database = database
        self._writer = writer
        self._web = web
        self._catalogue = catalogue
        self._layouts = layouts
        self._clock = clock

    def now(self) -> datetime:
        """The moment it is (UTC)."""
        return self._clock.now()

    async def article_at(self, url: str) -> ArticlePage:
        """The article at an address; raises `FetchError` or `ReadingError`."""
        return await self._web.article(url, by_hand=True)

    async def article_in(self, data: bytes, content_type: str | None) -> ArticlePage:
        """The article in a saved page; raises `ReadingError`, for a feed too."""
        return await self._web.article_in(data, content_type=content_type)

    async def post(
        self, server_id: int, channel_id: int, article: Article, by: int, page: str | None = None
    ) -> Posted:
        """Post an article to an article channel, once; LookupError where it is none.

        `page` is the address that it was read from, and is read from again; None for a file.
        """
        posted: Posted = await self._writer.do(
            await self.plan(server_id, channel_id, article, by, page)
        )
        return posted

    async def plan(
        self, server_id: int, channel_id: int, article: Article, by: int, page: str | None = None
    ) -> PostArticle:
        """The fact that has an article posted; as `post` otherwise."""
        channel, language = await self._database.read(
            lambda tx: (tx.servers.channel(channel_id), _language(server_id, tx))
        )
        if channel is None:
            raise LookupError("articles are posted to article channels only")
        words = self._catalogue.words(language)
        mirror, limit = Mirror(channel.mirror), channel.part_limit
        document = to_document(article)
        # Laid out as it will be read from the record, so that what is planned is what is sent.
        parts = await self._layouts.parts(from_document(document), mirror, limit, words)
        return PostArticle(
            server_id=server_id,
            channel_id=channel_id,
            identity=identity(article),
            source_kind="editor",
            source_url="",
            title=article.title,
            published=article.published,
            document=document,
            language=language,
            part_count=len(parts),
            by=by,
            origin=Origin(page),
        )

    async def language(self, server_id: int) -> str:
        """The language of the server's public texts."""
        return await self._database.read(lambda tx: _language(server_id, tx))

    async def channel(self, channel_id: int) -> ArticleChannel | None:
        """How an article channel works; None where it is none."""
        return await self._database.read(lambda tx: tx.servers.channel(channel_id))

    async def overview(self, server_id: int) -> Overview:
        """The server's channels and what waits for its admins."""

        def read(tx: Transaction) -> Overview:
            return Overview(
                tx.servers.get(server_id),
                tx.servers.channels(server_id),
                tx.actions.parked(server_id),
            )

        return await self._database.read(read)

    async def set_channel(
        self,
        server_id: int,
        channel_id: int,
        by: int,
        *,
        close_after_days: int | None = None,
        mirror: str | None = None,
        part_limit: int | None = None,
    ) -> ArticleChannel:
        """Make it an article channel, or change what is given; 0 days keep discussions open."""
        fact = SetChannel(server_id, channel_id, by, close_after_days, mirror, part_limit)
        channel: ArticleChannel = await self._writer.do(fact)
        return channel

    async def set_days(self, server_id: int, days: int, by: int) -> None:
        """Have commenting close after so many days in all article channels; 0 keeps it open."""
        await self._writer.do(SetDays(server_id, days, by))

    async def remove_channel(self, server_id: int, channel_id: int, by: int) -> bool:
        """Post no further articles there; False where it was none."""
        removed: bool = await self._writer.do(RemoveChannel(server_id, channel_id, by))
        return removed

    async def moderator_role(self, server_id: int) -> int | None:
        """The role whose members moderate; None where the server named none."""
        server = await self._database.read(lambda tx: tx.servers.get(server_id))
        return server.moderator_role_id if server else None

    async def set(self, server_id: int, setting: Setting, value: str | int | None, by: int) -> None:
        """Choose something for the whole server; None takes it back."""
        await self._writer.do(SetServer(server_id, setting, value, by))

    async def discussions(
        self,
        server_id: int,
        is_open: Callable[[int], bool],
        titled: str = "",
        limit: int = 25,
    ) -> list[Status]:
        """The latest discussions whose title contains the text, newest first.

        Of channels of which `is_open` is true.
        """
        channels = await self._database.read(lambda tx: tx.discussions.channels(server_id))
        theirs = frozenset(filter(is_open, channels))

        def read(tx: Transaction) -> list[Status]:
            found = tx.discussions.newest(server_id, titled=titled, limit=limit, channels=theirs)
            return [self._status(discussion, tx) for discussion in found]

        return await self._database.read(read)

    async def discussion(self, server_id: int, discussion_id: int) -> Status | None:
        """The server's discussion of that id."""
        return await self._database.read(
            lambda tx: self._of_server(tx.discussions.get(discussion_id), server_id, tx)
        )

    async def discussion_in(self, server_id: int, thread_id: int) -> Status | None:
        """The discussion that takes place in a thread."""
        return await self._database.read(
            lambda tx: self._of_server(tx.discussions.by_thread(thread_id), server_id, tx)
        )

    async def discussion_of_card(self, token: str) -> Status | None:
        """The discussion under the card that carries this mark."""

        def read(tx: Transaction) -> Status | None:
            posting = tx.postings.by_token(token)
            found = tx.discussions.by_posting(posting.id) if posting else None
            return self._status(found, tx) if found else None

        return await self._database.read(read)

    async def decide(self, discussion_id: int, closed: bool | None, by: int) -> None:
        """Close or open by hand, or let the dates decide again (None)."""
        await self._writer.do(DecideClosing(discussion_id, closed, by))

    async def set_closing_time(self, discussion_id: int, at: datetime, by: int) -> None:
        """Have it close at that time (UTC)."""
        await self._writer.do(SetClosingTime(discussion_id, at, by))

    def _of_server(
        self, discussion: Discussion | None, server_id: int, tx: Transaction
    ) -> Status | None:
        if discussion is None or discussion.server_id != server_id:
            return None
        return self._status(discussion, tx)

    def _status(self, discussion: Discussion, tx: Transaction) -> Status:
        closing = closing_of(discussion, self._clock.now())
        count = tx.comments.count(discussion.id)
        return Status(discussion, count, closing, closes_at(discussion))


def _language(server_id: int, tx: Transaction) -> str:
    server = tx.servers.get(server_id)
    return server.language if server else "en"
