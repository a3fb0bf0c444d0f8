"""What goes wrong between the bot and Discord, when somebody has ordered it."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One way for a request to go wrong.

    After `delay` seconds the connection is `dropped`, or `status` is the answer (a 429 tells to
    wait `retry_after` seconds); with neither, the request is merely slow. What fails is not done,
    unless `after_deed`: then it is done, and its answer lost.
    """

    status: int | None = None
    code: int = 0
    retry_after: float | None = None
    delay: float = 0.0
    dropped: bool = False
    after_deed: bool = False

    @property
    def does_the_deed(self) -> bool:
        """Whether Discord does what it was asked."""
        return self.after_deed or (self.status is None and not self.dropped)


@dataclass(slots=True)
class _Order:
    fault: Fault
    method: str
    path_glob: str
    spared: int
    times: float

    def concerns(self, method: str, path: str) -> bool:
        return self.method in (method, "*") and fnmatch.fnmatchcase(path, self.path_glob)


@dataclass(slots=True)
class Faults:
    """The faults that are ordered; each request meets the first that is due."""

    _orders: list[_Order] = field(default_factory=list)

    def order(
        self,
        fault: Fault,
        method: str = "*",
        path_glob: str = "*",
        *,
        nth: int = 1,
        times: float = 1,
    ) -> None:
        """Let the `nth` matching request from now, and `times` - 1 more, meet `fault`.

        `path_glob` is matched against what follows `/api/v10`; `times` may be `math.inf`.
        """
        self._orders.append(_Order(fault, method, path_glob, nth - 1, times))

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._orders.clear()

    def strike(self, method: str, path: str) -> Fault | None:
        """What this request meets; counts it."""
        for order in [each for each in self._orders if each.concerns(method, path)]:
            if order.spared:
                order.spared -= 1
                continue
            order.times -= 1
            if order.times <= 0:
                self._orders.remove(order)
            return order.fault
        return None
