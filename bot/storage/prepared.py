"""Statements that run for every message, and for every step of every action.

SQLAlchemy's work around one execution costs several times what SQLite takes for it (90 µs against
8 µs for an insert). These are written as Core statements, compiled once, and handed to the driver.
Errors are the driver's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Executable, Select, bindparam, func, select
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect()


class Prepared:
    """One statement for SQLite, with the order in which its values are given.

    Values are those of the database: types do not convert them. It is compiled when it is first
    run: a command of the command line runs few.
    """

    def __init__(self, statement: Executable, columns: Sequence[str]) -> None:
        self._statement = statement
        self._columns = list(columns)

    @cached_property
    def _sql(self) -> str:
        compiled = self._statement.compile(  # type: ignore[attr-defined] # every Core statement has it
            dialect=_DIALECT, column_keys=self._columns
        )
        if list(compiled.positiontup) != self._columns:
            raise ValueError(f"the values go in the order {compiled.positiontup}")
        return str(compiled)

    def run(self, connection: Connection, values: Sequence[object]) -> Any:
        """Run it in the connection's transaction; gives the first column of the first row."""
        with closing(connection.connection.cursor()) as cursor:
            row = cursor.execute(self._sql, values).fetchone()
        return None if row is None else row[0]

    def rows(self, connection: Connection, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """All rows that it gives."""
        with closing(connection.connection.cursor()) as cursor:
            return list(cursor.execute(self._sql, values).fetchall())

    def run_for_each(self, connection: Connection, rows: Sequence[Sequence[object]]) -> None:
        """Run it once for each of the rows of values."""
        with closing(connection.connection.cursor()) as cursor:
            cursor.executemany(self._sql, rows)


class _Compiled(NamedTuple):
    """The text of a statement, the values that it brings, and how names get in and out."""

    sql: str
    fixed: Mapping[str, object]
    given: Sequence[tuple[str, Callable[[Any], Any] | None]]
    columns: Sequence[str]
    converted: Sequence[tuple[str, Callable[[Any], Any]]]


class PreparedByName:
    """One statement for SQLite that takes values by name and gives rows by name.

    The columns' types convert both, as SQLAlchemy does. `columns` are those that an insert fills.
    """

    def __init__(self, statement: Executable, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._filled = columns

    @cached_property
    def _compiled(self) -> _Compiled:
        compiled = self._statement.compile(  # type: ignore[attr-defined] # every Core statement has it
            dialect=_DIALECT, column_keys=self._filled
        )
        binds = compiled.binds
        columns = getattr(self._statement, "exported_columns", ())
        to_python = ((each.key, each.type.result_processor(_DIALECT, None)) for each in columns)
        return _Compiled(
            str(compiled),
            {name: value for name, value in compiled.params.items() if not binds[name].required},
            [(name, binds[name].type.bind_processor(_DIALECT)) for name in compiled.positiontup],
            [each.key for each in columns],
            [(name, convert) for name, convert in to_python if convert is not None],
        )

    def run(self, connection: Connection, values: Mapping[str, object]) -> int:
        """Run it in the connection's transaction; gives how many rows it wrote."""
        with closing(connection.connection.cursor()) as cursor:
            return int(cursor.execute(self._compiled.sql, self._bound(values)).rowcount)

    def run_for_each(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Run it once for each of the rows."""
        with closing(connection.connection.cursor()) as cursor:
            cursor.executemany(self._compiled.sql, [self._bound(values) for values in rows])

    def rows(self, connection: Connection, values: Mapping[str, object]) -> list[dict[str, Any]]:
        """All rows that it gives."""
        with closing(connection.connection.cursor()) as cursor:
            found = cursor.execute(self._compiled.sql, self._bound(values)).fetchall()
        return [self._named(row) for row in found]

    def first(self, connection: Connection, values: Mapping[str, object]) -> dict[str, Any] | None:
        """The first row; None where there is none."""
        return next(iter(self.rows(connection, values)), None)

    def scalar(self, connection: Connection, values: Mapping[str, object]) -> Any:
        """The first column of the first row; None where there is none."""
        row = self.first(connection, values)
        return None if row is None else next(iter(row.values()))

    def _named(self, row: Sequence[Any]) -> dict[str, Any]:
        named = dict(zip(self._compiled.columns, row, strict=True))
        for name, convert in self._compiled.converted:
            named[name] = convert(named[name])
        return named

    def _bound(self, values: Mapping[str, object]) -> list[object]:
        given = {**self._compiled.fixed, **values}
        return [
            given[name] if convert is None else convert(given[name])
            for name, convert in self._compiled.given
        ]


def rows_where(*columns: Column[Any]) -> PreparedByName:
    """The rows of a table where these columns have the values that are given by their names."""
    same = [column == bindparam(column.name) for column in columns]
    return PreparedByName(select(columns[0].table).where(*same))


def listed(name: str) -> Select[Any]:
    """The values of a JSON list given by that name: however many they are, it is one statement."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)
