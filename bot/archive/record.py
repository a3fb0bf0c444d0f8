"""The record, read from outside: what was posted, and what people wrote about it.

A view of the database as it is on the disk. It reads beside a running bot (each call sees one
committed state), and neither writes nor migrates.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError

from bot.archive.recorded import (
    RecordedCase,
    RecordedComment,
    RecordedDiscussion,
    RecordedHit,
)
from bot.articles.document import from_document
from bot.articles.model import Article
from bot.discussions.cases import Case, words_met
from bot.discussions.closing import closes_at, closing_of
from bot.discussions.model import Discussion
from bot.services.explaining.history import History, of_address
from bot.storage.engine import database_path, explained, reading_engine
from bot.storage.errors import StorageError
from bot.storage.schema import discussions, servers
from bot.storage.transaction import Transaction
from bot.storage.whole_discussions import whole_comments


class Record:
    """The record in one database; a context manager, which lets go of the file at its end."""

    def __init__(self, url: str) -> None:
        """`url` is a `sqlite:///…` address; `StorageError` where there is no such file."""
        self._path = database_path(url)
        # SQLite would make an empty file of a name that is not there.
        if not self._path.is_file():
            raise StorageError(
                f"There is no record yet: {self._path} does not exist. Start the bot once, or name"
                " the right folder in DATA_DIR."
            )
        self._engine = reading_engine(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._engine.dispose()

    def discussions(self, now: datetime) -> list[RecordedDiscussion]:
        """Every discussion, oldest first, as it stands at `now` (UTC); raises `StorageError`."""
        with self._reading() as connection:
            ids = connection.execute(select(discussions.c.id).order_by(discussions.c.id)).scalars()
            tx = Transaction(connection)
            found = (tx.discussions.get(discussion_id) for discussion_id in ids.all())
            return [_recorded(tx, discussion, now) for discussion in found if discussion]

    def comments(self, discussion_id: int) -> list[RecordedComment]:
        """Every comment, deleted ones too, in the order they were written; raises StorageError."""
        with self._reading() as connection:
            return [RecordedComment(*each) for each in whole_comments(connection, discussion_id)]

    def cases(self, discussion_id: int) -> list[RecordedCase]:
        """Every case of a discussion, oldest first; raises `StorageError`."""
        with self._reading() as connection:
            tx = Transaction(connection)
            return [
                RecordedCase(case, tuple(_hits(tx, case)))
                for case in tx.cases.of_discussion(discussion_id)
            ]

    def histories(self, url: str) -> list[tuple[str, History]]:
        """Each server's name, and what became there of what is at an address; `StorageError`."""
        with self._reading() as connection:
            known = connection.execute(select(servers.c.id, servers.c.name).order_by(servers.c.id))
            tx = Transaction(connection)
            return [(name, of_address(server_id, url, tx)) for server_id, name in known.all()]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with explained(self._path), self._engine.connect() as connection, connection.begin():
                yield connection
        except (OperationalError, sqlite3.OperationalError) as error:
            # Prepared statements raise the driver's own.
            raise StorageError(
                f"The record in {self._path} is of another version of Thoughts On. Bring it up to"
                " date with: python -m bot migrate"
            ) from error


def _recorded(tx: Transaction, discussion: Discussion, now: datetime) -> RecordedDiscussion:
    return RecordedDiscussion(
        discussion=discussion,
        article=_article(tx, discussion),
        count=tx.comments.count(discussion.id),
        closing=closing_of(discussion, now),
        closes_at=closes_at(discussion),
    )


def _article(tx: Transaction, discussion: Discussion) -> Article:
    posting = tx.postings.get(discussion.posting_id)
    version = posting and tx.articles.version(posting.article_id, posting.version)
    if not version:  # the schema's keys hold both for as long as the discussion is there
        raise LookupError("a discussion without its article")
    return from_document(version.document)


def _hits(tx: Transaction, case: Case) -> Iterator[RecordedHit]:
    for hit in tx.cases.hits(case.id):
        revision = tx.standings.text(hit.revision_id)
        yield RecordedHit(hit, words_met(hit, revision) if revision is not None else "")
