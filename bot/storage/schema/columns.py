"""What tables are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    text,
)

from bot.storage.types import Snowflake

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *parts: Any) -> Table:
    """A table that holds its columns to their types."""
    return Table(name, metadata, *parts, sqlite_strict=True)


def id_column() -> Column[int]:
    """A key that the database gives."""
    return Column("id", Integer, primary_key=True)


def index_of_few(rows: str, name: str) -> Index:
    """For a column that few rows fill: deleting what it points to looks for them."""
    named = text(f"{name} IS NOT NULL")
    return Index(f"ix_{rows}_{name}", name, sqlite_where=named, postgresql_where=named)


def points_to(rows: str, name: str, *, null: bool = False, key: bool = False) -> Column[int]:
    """A column for the id of a row of another table, with which its own row goes."""
    target = ForeignKey(f"{rows}.id", ondelete="CASCADE")
    return Column(name, Snowflake, target, nullable=null, primary_key=key)
