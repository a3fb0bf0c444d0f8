"""Leaving each site some time between two requests."""

from __future__ import annotations


class Pace:
    """At most one request to a host every `interval_seconds`, in the order they were asked for."""

    def __init__(self, interval_seconds: float) -> None:
        self._interval = interval_seconds
        self._free_at: dict[str, float] = {}

    def reserve(self, host: str, now: float) -> float:
        """Take the next place in the host's row; returns the seconds to wait for it.

        `now` is in seconds of a clock that only goes forward.
        """
        self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        turn = self._free_at.get(host, now)
        self._free_at[host] = turn + self._interval
        return turn - now
