"""Sources, articles and their versions. A version is kept as a JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.storage.prepared import PreparedByName, rows_where
from bot.storage.rows import inserted
from bot.storage.schema import article_keys, article_versions, articles, sources


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an article; `document` is what `bot.articles` makes of it."""

    article_id: int
    number: int
    read_at: datetime
    document: Mapping[str, Any]


_BY_IDENTITY = PreparedByName(
    select(articles.c.id).where(
        articles.c.server_id == bindparam("server"), articles.c.identity == bindparam("identity")
    )
)
_BY_KEY = PreparedByName(
    select(article_keys.c.article_id).where(
        article_keys.c.server_id == bindparam("server"), article_keys.c.key == bindparam("identity")
    )
)
_ADD_KEY = PreparedByName(
    insert(article_keys).on_conflict_do_nothing(), ("server_id", "key", "article_id")
)


_LAST_VERSION = PreparedByName(
    select(func.max(article_versions.c.number)).where(
        article_versions.c.article_id == bindparam("article")
    )
)
_VERSION = rows_where(article_versions.c.article_id, article_versions.c.number)


class Articles:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def source(self, server_id: int, kind: str, url: str, by: int | None, now: datetime) -> int:
        """The id of the server's source of that kind and address, made if need be."""
        same = (sources.c.server_id == server_id, sources.c.kind == kind, sources.c.url == url)
        self._connection.execute(
            insert(sources)
            .values(server_id=server_id, kind=kind, url=url, added_at=now, added_by=by)
            .on_conflict_do_nothing()
        )
        return int(self._connection.execute(select(sources.c.id).where(*same)).scalar_one())

    def move_source(self, source_id: int, url: str) -> None:
        """The source is at another address now; unless one is known there already."""
        other = sources.alias()
        taken = exists().where(
            other.c.url == url,
            other.c.kind == sources.c.kind,
            other.c.server_id == sources.c.server_id,
        )
        self._connection.execute(
            update(sources).where(sources.c.id == source_id, ~taken).values(url=url)
        )

    def find(self, server_id: int, identity: str) -> int | None:
        """The id of the server's article of that identity, or that has it for a further key."""
        asked = {"server": server_id, "identity": identity}
        found: int | None = _BY_IDENTITY.scalar(self._connection, asked)
        return found if found is not None else _BY_KEY.scalar(self._connection, asked)

    def find_any(self, server_id: int, keys: Iterable[str]) -> int | None:
        """The id of the server's article that the first of these keys leads to."""
        found = (self.find(server_id, key) for key in keys)
        return next((article_id for article_id in found if article_id is not None), None)

    def add_keys(self, server_id: int, article_id: int, keys: Iterable[str]) -> None:
        """Find the article by these too; a key that leads to another article stays with it."""
        rows = [{"server_id": server_id, "key": key, "article_id": article_id} for key in keys]
        _ADD_KEY.run_for_each(self._connection, rows)

    def identity(self, article_id: int) -> str | None:
        """What the article was first known by."""
        return self._connection.execute(
            select(articles.c.identity).where(articles.c.id == article_id)
        ).scalar()

    def server_of(self, article_id: int) -> int | None:
        """The server that the article belongs to."""
        return self._connection.execute(
            select(articles.c.server_id).where(articles.c.id == article_id)
        ).scalar()

    def add(
        self,
        server_id: int,
        source_id: int,
        identity: str,
        document: Mapping[str, Any],
        now: datetime,
    ) -> int:
        """A new article with its first version; gives its id."""
        article_id = inserted(
            self._connection,
            articles,
            server_id=server_id,
            source_id=source_id,
            identity=identity,
            found_at=now,
        )
        self.add_version(article_id, document, now)
        return article_id

    def add_version(self, article_id: int, document: Mapping[str, Any], now: datetime) -> int:
        """A further version; gives its number, counted from 1."""
        number = self.last_version(article_id) + 1
        self._connection.execute(
            article_versions.insert().values(
                article_id=article_id, number=number, read_at=now, document=document
            )
        )
        return number

    def note_version(self, article_id: int, document: Mapping[str, Any], now: datetime) -> int:
        """The number of the newest version, which has this document from now on."""
        number = self.last_version(article_id)
        last = self.version(article_id, number)
        if last is not None and last.document == document:
            return number
        return self.add_version(article_id, document, now)

    def last_version(self, article_id: int) -> int:
        """The newest version's number; 0 where there is none."""
        return _LAST_VERSION.scalar(self._connection, {"article": article_id}) or 0

    def version(self, article_id: int, number: int) -> Version | None:
        which = {"article_id": article_id, "number": number}
        row = _VERSION.first(self._connection, which)
        return Version(**row) if row else None
