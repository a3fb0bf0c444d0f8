"""A fact and where the page states it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value and its origin, such as `JSON-LD headline` or `og:title`."""

    value: T
    origin: str

    @classmethod
    def of(cls, value: T | None, origin: str) -> Stated[T] | None:
        """The fact, or None where there is no value."""
        return None if value is None or value == "" else cls(value, origin)


def first(found: Iterable[Stated[T] | None]) -> Stated[T] | None:
    """The first that is there."""
    return next((fact for fact in found if fact is not None), None)
