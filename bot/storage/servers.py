"""Servers, their article channels, and every version of their settings."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy import delete as delete_from
from sqlalchemy.dialects.sqlite import insert

from bot.servers.configuration import (
    ChannelSettings,
    Configuration,
    FeedSettings,
    to_document,
)
from bot.servers.model import ArticleChannel, Server, Setting, SettingsVersion
from bot.storage.feeds import Feeds
from bot.storage.policies import Policies
from bot.storage.prepared import PreparedByName, rows_where
from bot.storage.schema import article_channels, servers, setting_versions

_GET = rows_where(servers.c.id)
_CHANNEL = rows_where(article_channels.c.channel_id)
_CHANNELS = PreparedByName(
    select(article_channels)
    .where(article_channels.c.server_id == bindparam("server"))
    .order_by(article_channels.c.channel_id)
)
_LAST_VERSION = PreparedByName(
    select(func.max(setting_versions.c.version)).where(
        setting_versions.c.server_id == bindparam("server")
    )
)


class Servers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def join(self, server_id: int, name: str, language: str, now: datetime) -> None:
        """Know the server from now on; a server that comes back keeps its settings."""
        self._connection.execute(
            insert(servers)
            .values(id=server_id, name=name, language=language, joined_at=now)
            .on_conflict_do_update(index_elements=["id"], set_={"name": name, "left_at": None})
        )

    def leave(self, server_id: int, now: datetime) -> None:
        """Note that the server removed the bot."""
        self._connection.execute(
            update(servers).where(servers.c.id == server_id).values(left_at=now)
        )

    def get(self, server_id: int) -> Server | None:
        row = _GET.first(self._connection, {"id": server_id})
        return Server(**row) if row else None

    def all(self) -> list[Server]:
        """Every server, also those that removed the bot."""
        rows = self._connection.execute(select(servers).order_by(servers.c.id))
        return [Server(**row._mapping) for row in rows]

    def set(self, server_id: int, setting: Setting, value: str | int | None) -> None:
        """Change one setting of the whole server; None takes it away."""
        self._connection.execute(
            update(servers).where(servers.c.id == server_id).values({setting.value: value})
        )

    def set_channel(self, channel: ArticleChannel) -> None:
        """Make it an article channel, or change how it works."""
        values = asdict(channel)
        self._connection.execute(
            insert(article_channels)
            .values(values)
            .on_conflict_do_update(index_elements=["channel_id"], set_=values)
        )

    def remove_channel(self, channel_id: int) -> bool:
        """Post no further articles there; False where it was no article channel."""
        gone = self._connection.execute(
            delete_from(article_channels).where(article_channels.c.channel_id == channel_id)
        )
        return gone.rowcount > 0

    def channel(self, channel_id: int) -> ArticleChannel | None:
        row = _CHANNEL.first(self._connection, {"channel_id": channel_id})
        return ArticleChannel(**row) if row else None

    def channels(self, server_id: int) -> list[ArticleChannel]:
        rows = _CHANNELS.rows(self._connection, {"server": server_id})
        return [ArticleChannel(**row) for row in rows]

    def configuration(self, server_id: int) -> Configuration:
        """All that the server's admins chose; out of the box where it is not known."""
        server = self.get(server_id)
        if server is None:
            return Configuration()
        return Configuration(
            **{each.value: getattr(server, each.value) for each in Setting},
            channels=tuple(map(ChannelSettings.of, self.channels(server_id))),
            feeds=tuple(map(FeedSettings.of, Feeds(self._connection).of_server(server_id))),
            civility=Policies(self._connection).get(server_id),
        )

    def record_version(
        self, server_id: int, change: str, made_by: int, now: datetime, restores: int | None = None
    ) -> int:
        """Keep the whole configuration as it is after a change; gives the version's number.

        `restores` is the version whose configuration it has again.
        """
        version = self.last_version(server_id) + 1
        self._connection.execute(
            setting_versions.insert().values(
                server_id=server_id,
                version=version,
                made_at=now,
                made_by=made_by,
                change=change,
                document=to_document(self.configuration(server_id)),
                restores=restores,
            )
        )
        return version

    def version(self, server_id: int, version: int) -> SettingsVersion | None:
        """That version; None where there is none."""
        row = self._connection.execute(
            select(setting_versions).where(
                setting_versions.c.server_id == server_id, setting_versions.c.version == version
            )
        ).first()
        return SettingsVersion(**row._mapping) if row else None

    def versions(
        self, server_id: int, before: int | None = None, limit: int | None = None
    ) -> list[SettingsVersion]:
        """The newest versions (before that one, so many, where given), oldest first."""
        newest = (
            select(setting_versions)
            .where(setting_versions.c.server_id == server_id)
            .order_by(setting_versions.c.version.desc())
            .limit(limit)
        )
        if before is not None:
            newest = newest.where(setting_versions.c.version < before)
        found = [SettingsVersion(**row._mapping) for row in self._connection.execute(newest)]
        return found[::-1]

    def last_version(self, server_id: int) -> int:
        """The newest version's number; 0 where there is none."""
        return _LAST_VERSION.scalar(self._connection, {"server": server_id}) or 0
