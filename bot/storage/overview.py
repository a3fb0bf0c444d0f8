"""What is configured over all servers, for a look from outside the running bot."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.servers.model import ArticleChannel, Server
from bot.storage.engine import database_path, explained, reading_engine
from bot.storage.schema import servers
from bot.storage.servers import Servers


@dataclass(frozen=True, slots=True)
class Configured:
    """A server that the bot is in, with its article channels."""

    server: Server
    channels: tuple[ArticleChannel, ...]


def configured(url: str) -> list[Configured]:
    """Every server that has not removed the bot; raises `StorageError`.

    The database has to exist, in this version's schema.
    """
    engine = reading_engine(url)
    try:
        with explained(database_path(url)), engine.connect() as connection:
            repository = Servers(connection)
            present = select(servers).where(servers.c.left_at.is_(None)).order_by(servers.c.id)
            found = [Server(**row._mapping) for row in connection.execute(present)]
            return [Configured(each, tuple(repository.channels(each.id))) for each in found]
    finally:
        engine.dispose()
