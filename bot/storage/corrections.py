"""Corrections of what was posted: from which version to which, and what that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from bot.storage.prepared import PreparedByName
from bot.storage.rows import inserted
from bot.storage.schema import corrections, part_texts, parts


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of a posting; `summary` counts what changed."""

    id: int
    posting_id: int
    made_at: datetime
    from_version: int
    to_version: int
    summary: Mapping[str, Any]


_LAST = PreparedByName(
    select(corrections)
    .where(corrections.c.posting_id == bindparam("posting"))
    .order_by(corrections.c.id.desc())
    .limit(1)
)


class Corrections:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, **values: Any) -> int:
        """A further correction; the values are columns of the table."""
        return inserted(self._connection, corrections, **values)

    def last(self, posting_id: int) -> Correction | None:
        """The posting's newest correction."""
        row = _LAST.first(self._connection, {"posting": posting_id})
        return Correction(**row) if row else None

    def keep_sheets(self, posting_id: int, sheets: Sequence[Any]) -> None:
        """What the posting's parts are to say from now on, in order."""
        for ordinal, sheet in enumerate(sheets, 1):
            values = {"posting_id": posting_id, "ordinal": ordinal, "sheet": sheet}
            self._connection.execute(
                insert(part_texts)
                .values(**values)
                .on_conflict_do_update(
                    index_elements=("posting_id", "ordinal"), set_={"sheet": sheet}
                )
            )

    def sheets(self, posting_id: int) -> list[Any]:
        """The same; empty where nothing was corrected yet."""
        rows = self._connection.execute(
            select(part_texts.c.sheet)
            .where(part_texts.c.posting_id == posting_id)
            .order_by(part_texts.c.ordinal)
        )
        return list(rows.scalars())

    def part_edited(self, posting_id: int, ordinal: int, text_hash: str) -> None:
        """That part says what this is the hash of."""
        self._connection.execute(
            parts.update()
            .where(parts.c.posting_id == posting_id, parts.c.ordinal == ordinal)
            .values(text_hash=text_hash)
        )
