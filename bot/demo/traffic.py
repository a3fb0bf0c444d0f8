"""What passes between the bot and Discord: counted, watched, made to fail.

Only the bot's own requests come through here, interaction responses among them; what people do
does not. A hook sees each request twice, before its deed and after it, and may raise: an ordinary
exception is a connection that broke, `Killed` is the death of the bot's process. A process that
died stays dead: every later request of it is refused, until the world connects a bot again.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from simcord.backend.errors import BackendError

Phase = Literal["before", "after"]


class Killed(BaseException):
    """The bot's process has died. No `except Exception` of the bot can swallow it."""


class Throttled(BackendError):  # noqa: N818  an answer of Discord's, not a fault of ours
    """A 429 whose wait is longer than the bot is willing to sit through."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(429, 0, "You are being rate limited.")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Request:
    """One request of the bot; `number` counts from 1 over the life of the world."""

    method: str
    path: str
    number: int


Hook = Callable[[Request, Phase], None]


@dataclass(slots=True)
class _Fault:
    method: str
    path_glob: str
    error: BackendError
    times: int

    def strikes(self, request: Request) -> bool:
        if not self.times or self.method not in (request.method, "*"):
            return False
        return fnmatch.fnmatchcase(request.path, self.path_glob)


@dataclass(slots=True)
class Traffic:
    """Carries the bot's requests to the backend."""

    hook: Hook | None = None
    dead: bool = False
    count: int = 0
    _faults: list[_Fault] = field(default_factory=list)

    def fail(self, method: str, path_glob: str, error: BackendError, times: int) -> None:
        """The next `times` matching requests meet `error`; faults strike in the order given."""
        self._faults.append(_Fault(method, path_glob, error, times))

    def carry(self, method: str, path: str, deed: Callable[[], Any]) -> Any:
        """The answer of `deed`; raises what the hook or a fault raises, and Killed once dead."""
        if self.dead:
            raise Killed
        self.count += 1
        request = Request(method, path, self.count)
        try:
            self._show(request, "before")
            self._strike(request)
            answer = deed()
            self._show(request, "after")
        except Killed:
            self.dead = True
            raise
        return answer

    def _show(self, request: Request, phase: Phase) -> None:
        if self.hook is not None:
            self.hook(request, phase)

    def _strike(self, request: Request) -> None:
        fault = next((fault for fault in self._faults if fault.strikes(request)), None)
        if fault is None:
            return
        fault.times -= 1
        if not fault.times:
            self._faults.remove(fault)
        raise fault.error
