"""What every repository does with a result."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table


def inserted(connection: Connection, table: Table, **values: Any) -> int:
    """Insert one row; gives the id that the database chose."""
    key = connection.execute(table.insert().values(**values)).inserted_primary_key
    if key is None:
        raise ValueError(f"{table.name} has no key of its own")
    return int(key[0])
