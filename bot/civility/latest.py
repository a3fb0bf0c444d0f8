"""The latest things by key, as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import islice
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Latest(Generic[K, V]):
    """The values of the latest keys, at most so many, and at least half as many.

    The older half is forgotten at once: one by one takes longer than all else that is done here.
    """

    def __init__(self, most: int) -> None:
        self._half = max(most // 2, 1)
        self._known: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """The value that was kept last; None where there is none, or none any more."""
        return self._known.get(key)

    def lacks(self, keys: Iterable[K]) -> bool:
        """Whether none of the keys is known."""
        return self._known.keys().isdisjoint(keys)

    def keep(self, key: K, value: V) -> None:
        """Keep a value, in the place of an earlier one."""
        self._known.pop(key, None)  # so that it counts among the latest
        self._known[key] = value
        self._make_room()

    def keep_new(self, values: Mapping[K, V]) -> None:
        """Keep the values of keys that it `lacks`."""
        self._known.update(values)
        self._make_room()

    def revise(self, revised: Callable[[K, V], V | None]) -> None:
        """Put another value in the place of each, or forget it where that is None."""
        new = ((key, revised(key, value)) for key, value in self._known.items())
        self._known = {key: value for key, value in new if value is not None}

    def _make_room(self) -> None:
        if len(self._known) >= 2 * self._half:
            self._known = dict(islice(self._known.items(), self._half, None))
