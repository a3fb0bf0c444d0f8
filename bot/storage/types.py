"""Column types that SQLite's STRICT tables and PostgreSQL both take.

STRICT refuses DATETIME, BOOLEAN, BIGINT and JSON; these render as INTEGER and TEXT there. Values
are converted by plain functions: what SQLAlchemy calls for `process_result_value` costs three times
as much, and a discussion has thousands.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Snowflake(TypeDecorator[int]):
    """An id that Discord gave: 64 bits."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, kept as microseconds since 1970. A naive datetime is refused."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:
        return _microseconds

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[int | None], datetime | None]:
        return _moment


class Flag(TypeDecorator[bool]):
    """True or False, kept as 1 or 0."""

    impl = Integer
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[bool | None], int | None]:
        return _number

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[int | None], bool | None]:
        return _flag


class Document(TypeDecorator[Any]):
    """A JSON value, kept as text."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        return written

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        return _document


def written(document: Any) -> str | None:
    """A JSON value as the text that is kept."""
    return None if document is None else json.dumps(document, ensure_ascii=False, sort_keys=True)


def _microseconds(moment: datetime | None) -> int | None:
    return None if moment is None else microseconds(moment)


def _moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else moment_of(microseconds)


def _number(flag: bool | None) -> int | None:
    return None if flag is None else int(flag)


def _flag(number: int | None) -> bool | None:
    return None if number is None else bool(number)


def _document(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def moment_of(microseconds: int) -> datetime:
    """The UTC datetime so many microseconds after 1970 began."""
    return _EPOCH + timedelta(0, 0, microseconds)


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970 of an aware datetime; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a stored moment needs a time zone")
    return (moment - _EPOCH) // _MICROSECOND
