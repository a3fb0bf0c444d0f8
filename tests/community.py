"""A small newsroom and its readers on the embedded Discord, and the record behind them.

A test acts through what a person can do, and looks at what people see and at the rows. The bot can
be stopped, killed at a chosen step, and started again on the same world and database.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import discord

from bot.app import ThoughtsOn, create_bot, open_record
from bot.archive.recorded import RecordedComment
from bot.articles.model import Article, Paragraph
from bot.articles.reading.errors import ReadingError
from bot.demo.world import Channel, Killed, Person, Server, World
from bot.discussions.model import Comment, Discussion, Tombstone
from bot.fetching import FetchError
from bot.servers.model import Setting
from bot.services.facts import Posted
from bot.settings import Settings
from bot.storage.engine import database_path, writing_engine
from bot.storage.errors import StorageError
from bot.storage.migrating import migrate
from bot.storage.transaction import Transaction
from cogs.answers import Refused

ANSWERED = (Refused, ReadingError, FetchError, StorageError)
"""What commands raise and `cogs.answers.explain` words for the person."""
START = datetime(2027, 3, 1, 9, tzinfo=UTC)


def article(title: str = "The bridge opens", *paragraphs: str, **fields: Any) -> Article:
    """An article of our own, in as many paragraphs as are given."""
    body = tuple(Paragraph(text) for text in paragraphs or ("It took nine years.", "It is blue."))
    return Article(title=title, body=body, **fields)


@dataclass
class Record:
    """What the database holds, read past the bot as an auditor would."""

    community: Community

    async def read(self, look: Callable[[Transaction], Any]) -> Any:
        return await self.community.world.as_bot(self.community.bot.database.read(look))

    async def discussion(self, number: int = 1) -> Discussion:
        return await self.read(lambda tx: tx.discussions.get(number))

    async def comments(self, discussion: int = 1) -> list[Comment]:
        return [each.comment for each in self.recorded(discussion)]

    def recorded(self, discussion: int = 1) -> list[RecordedComment]:
        """The comments with all that is kept of them, as anybody reads them from the disk."""
        with open_record(Settings.load({"DATA_DIR": str(self.community.folder)})) as record:
            return record.comments(discussion)

    async def count(self, discussion: int = 1) -> int:
        return await self.read(lambda tx: tx.comments.count(discussion))

    async def texts(self, message_id: int) -> list[str]:
        """Every text that a message had, in order."""

        def look(tx: Transaction) -> list[str]:
            comment = tx.comments.by_message(message_id)
            return [each.text for each in tx.comments.revisions(comment.id)] if comment else []

        return await self.read(look)

    async def tombstone(self, message_id: int) -> Tombstone | None:
        def look(tx: Transaction) -> Tombstone | None:
            comment = tx.comments.by_message(message_id)
            return tx.comments.tombstone(comment.id) if comment else None

        return await self.read(look)

    async def parked(self) -> list[tuple[str, int | None]]:
        server = self.community.server.id
        return [
            (action.kind.value, action.code)
            for action in await self.read(lambda tx: tx.actions.parked(server))
        ]


@dataclass
class Community:
    """A server with an article channel, two members, a moderator and an admin."""

    world: World
    folder: Path
    server: Server
    news: Channel
    staff: Channel
    ana: Person
    ben: Person
    moderator: Person
    admin: Person
    bot: ThoughtsOn = field(init=False)

    @property
    def record(self) -> Record:
        return Record(self)

    @property
    def thread(self) -> Channel:
        """The newest discussion."""
        return self.news.threads[-1]

    async def start(self, prepare: Callable[[ThoughtsOn], None] | None = None) -> None:
        """Start a bot on the world and the database as they are."""
        bot = create_bot(Settings.load({"DATA_DIR": str(self.folder)}), clock=self.world)
        assert isinstance(bot, ThoughtsOn)
        self.bot = bot
        if prepare is not None:
            prepare(bot)
        await self.world.connect(bot)

    async def stop(self) -> None:
        """Shut the bot down politely."""
        await self.world.stop()

    async def crash(self) -> None:
        """End the bot as SIGKILL does."""
        await self.world.kill()
        self.bot.database.abandon()
        self.bot.reader.close()

    async def set_up(self, **settings: Any) -> None:
        """Make the news channel an article channel."""
        place, by = (self.server.id, self.news.id), self.admin.id
        await self.world.as_bot(self.bot.newsroom.set_channel(*place, by, **settings))
        await self.choose(Setting.NOTICES_CHANNEL, self.staff.id)

    async def choose(self, setting: Setting, value: str | int | None) -> None:
        """Choose something for the whole server, as an admin does."""
        chosen = self.bot.newsroom.set(self.server.id, setting, value, self.admin.id)
        await self.world.as_bot(chosen)

    async def allow_floods(self) -> None:
        """Let one person write much in one moment: time stands still in a test."""
        setting = self.bot.civility.change_policy(
            self.server.id, self.admin.id, family="history", verdict="allow"
        )
        await self.world.as_bot(setting)

    async def publish(self, piece: Article | None = None) -> Posted:
        """Post an article, as an editor's command does once it has read the page."""
        posting = self.bot.newsroom.post(
            self.server.id, self.news.id, piece or article(), self.moderator.id
        )
        return await self.world.as_bot(posting)

    def card(self) -> str:
        """What the newest card says."""
        return self.cards()[-1].text

    def cards(self) -> list[Any]:
        return [message for message in self.ana.sees(self.news) if message.embeds]

    def texts(self, place: Channel | None = None) -> list[str]:
        """What can be read in a discussion, message by message."""
        return [message.text for message in self.ana.sees(place or self.thread) if message.text]


@cache
def empty_database() -> bytes:
    """A database of this version, migrated once: that takes longer than most tests do."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        engine = writing_engine(f"sqlite:///{path}")
        migrate(engine, path)
        engine.dispose()
        return path.read_bytes()


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Community]:
    """A community whose bot is not started yet."""
    database = database_path(Settings.load({"DATA_DIR": str(folder)}).database_url)
    if not database.exists():
        database.write_bytes(empty_database())
    async with World.open(at=START) as world:
        server = world.create_server("The Daily")
        moderating = discord.Permissions(manage_messages=True, manage_threads=True)
        community = Community(
            world=world,
            folder=folder,
            server=server,
            news=server.create_channel("news"),
            staff=server.create_channel("staff"),
            ana=server.person("Ana"),
            ben=server.person("Ben"),
            moderator=server.person("Mo", permissions=moderating),
            admin=server.person("Ada", permissions=discord.Permissions(manage_guild=True)),
        )
        try:
            yield community
        finally:
            await _let_go(community)


async def _let_go(community: Community) -> None:
    if community.world.connected:
        await (community.crash() if community.world.dead else community.stop())
    unexplained = [error for error in community.world.take_errors() if not _answered(error)]
    if unexplained:
        raise BaseExceptionGroup("the bot left these errors unhandled", unexplained)


def _answered(error: BaseException) -> bool:
    """SimCord counts what a command raised as an error, though the person got an answer."""
    return isinstance(error.__cause__, ANSWERED) or isinstance(error, Killed)
