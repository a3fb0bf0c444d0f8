"""The latest things by key, as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Latest(Generic[K, V]):
    """The values of the latest keys, at most so many, and at least half as many.

    There is an older half and a newer one. When that is full, the older is forgotten at once: one
    by one takes longer than all else that is done here.
    """

    def __init__(self, most: int) -> None:
        self._half = max(most // 2, 1)
        self._older: dict[K, V] = {}
        self._newer: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The value that was kept last; None where there is none, or none any more."""
        value = self._newer.get(key)
        return self._older.get(key) if value is None else value

    def lacks(self, keys: Iterable[K]) -> bool:
        """Whether none of the keys is known."""
        return self._newer.keys().isdisjoint(keys) and self._older.keys().isdisjoint(keys)

    def keep(self, key: K, value: V) -> None:
        """Keep a value, in the place of an earlier one."""
        self._older.pop(key, None)
        self._newer[key] = value
        self._make_room()

    def keep_new(self, values: Mapping[K, V]) -> None:
        """Keep the values of keys that it `lacks`."""
        self._newer.update(values)
        self._make_room()

    def revise(self, revised: Callable[[K, V], V | None]) -> None:
        """Put another value in the place of each, or forget it where that is None."""
        for half in (self._older, self._newer):
            new = {key: revised(key, value) for key, value in half.items()}
            half.clear()
            half.update({key: value for key, value in new.items() if value is not None})

    def _make_room(self) -> None:
        if len(self._newer) >= self._half:
            self._older, self._newer = self._newer, {}
