"""A person's data as JSON, in as many files as Discord's limit asks for.

It is read some comments at a time, and given file by file, so that ten thousand comments need no
more memory than one file. Every file is a whole JSON document. Entries are written as JSON on the
database's reading threads: the event loop only joins them.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any

from bot.discussions.cases import words_met
from bot.discussions.model import Revision
from bot.storage.database import Database
from bot.storage.personal import OwnComment
from bot.storage.transaction import Transaction

LARGEST_FILE = 8_000_000
"""Bytes. A bot may send 10 MiB where nobody boosts (discord.py: DEFAULT_FILE_SIZE_LIMIT_BYTES)."""
COMMENTS_AT_ONCE = 200
REVISIONS_TOGETHER = 100
"""A comment with more is given in several pieces: no edits, however many, outgrow a file."""

Entry = tuple[str, str]
"""A kind of data, and one entry of it as JSON."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export."""

    name: str
    data: bytes


async def export(
    database: Database, user_id: int, now: datetime, largest: int = LARGEST_FILE
) -> AsyncIterator[ExportFile]:
    """Everything that is stored about a person, in files of at most about `largest` bytes."""
    about = {"user_id": str(user_id), "made_at": now}
    number, size = 1, 0
    entries: dict[str, list[str]] = {}
    async for kind, entry in _entries(database, user_id):
        length = len(entry.encode())
        if size and size + length > largest:
            yield _file(number, about, entries)
            number, size, entries = number + 1, 0, {}
        entries.setdefault(kind, []).append(entry)
        size += length
    yield _file(number, about, entries)


def _file(number: int, about: Mapping[str, Any], entries: Mapping[str, list[str]]) -> ExportFile:
    values = {key: _json(value) for key, value in {**about, "file": number}.items()}
    values |= {kind: "[\n{}\n]".format(",\n".join(each)) for kind, each in entries.items()}
    fields = ",\n".join(f"{_json(key)}: {value}" for key, value in values.items())
    return ExportFile(f"mydata-{number}.json", f"{{\n{fields}\n}}\n".encode())


async def _entries(database: Database, user_id: int) -> AsyncIterator[Entry]:
    for entry in await database.read(partial(_rows, user_id)):
        yield entry
    last: int | None = 0
    while last is not None:
        last, page = await database.read(partial(_comments, user_id, last))
        for entry in page:
            yield entry


def _rows(user_id: int, tx: Transaction) -> list[Entry]:
    found = chain(tx.personal.rows(user_id), _hits(user_id, tx))
    return [(kind, _json(row)) for kind, row in found]


def _hits(user_id: int, tx: Transaction) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What rules met in the person's texts, with the words."""
    for case in tx.cases.of_author(user_id):
        for hit in tx.cases.hits(case.id):
            revision = tx.standings.text(hit.revision_id)
            words = words_met(hit, revision) if revision is not None else ""
            named = {"case": case.id, "rule": hit.rule, "verdict": hit.verdict, "at": hit.at}
            met = {"met_in": hit.surface, "words": words}
            graver = {"disguised": hit.evasive, "repeated": hit.repeated}
            yield "hits", {**named, **met, **graver}


def _comments(user_id: int, after: int, tx: Transaction) -> tuple[int | None, list[Entry]]:
    """The next comments, and the id of the last one; None at the end."""
    found = tx.personal.comments(user_id, after, COMMENTS_AT_ONCE)
    pieces = [("comments", _json(piece)) for comment in found for piece in _pieces(comment)]
    return (found[-1].id if found else None), pieces


def _pieces(comment: OwnComment) -> Iterator[Mapping[str, Any]]:
    end, texts = comment.tombstone, comment.revisions
    about = {
        "server_id": str(comment.server_id),
        "discussion": comment.title,
        "message_id": str(comment.message_id),
        "answers_message_id": comment.answers_message_id and str(comment.answers_message_id),
        "written_at": comment.created_at,
        "standing": comment.standing,
        "deleted_at": end and end.noticed_at,
        "deleted_by_somebody_else": bool(end and end.deleted_by is not None),
        "texts_gone_since": end and end.blanked_at,
    }
    for first in range(0, max(len(texts), 1), REVISIONS_TOGETHER):
        some = texts[first : first + REVISIONS_TOGETHER]
        yield {**about, "texts": [_text(each) for each in some]}


def _text(revision: Revision) -> Mapping[str, Any]:
    return {
        "text": revision.text,
        "edited_at": revision.edited_at,
        "recorded_at": revision.seen_at,
        "files": [{**asdict(file), "id": str(file.id)} for file in revision.attachments],
        "beside_it": [asdict(part) for part in revision.parts],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=datetime.isoformat)
