"""How a repair takes the place of what SimCord does.

A repaired request answers only for worlds on a `FaithfulBackend`; any other SimCord in the process
stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from simcord.http import router
from simcord.http.router import Handler, RequestContext

from .memory import is_repaired

Repair = Callable[[RequestContext, Handler], Any]
"""Answers a request; is given SimCord's own answer to fall back on."""

_waiting: list[Callable[[], None]] = []


def patch(change: Callable[[], None]) -> Callable[[], None]:
    """Register the decorated function to be run once, when the repairs are put in place."""
    _waiting.append(change)
    return change


def repairs(method: str, *templates: str) -> Callable[[Repair], Repair]:
    """Register the decorated function as the answer to `method` at each of `templates`."""

    def register(repair: Repair) -> Repair:
        for template in templates:
            patch(partial(_replace, method, template, repair))
        return repair

    return register


def install() -> None:
    """Put the repairs in place; doing it again changes nothing."""
    while _waiting:
        _waiting.pop(0)()


def _replace(method: str, template: str, repair: Repair) -> None:
    segments = template.strip("/").split("/")
    table = router._ROUTES[method]
    place = next(index for index, (known, _) in enumerate(table) if known == segments)
    own = table[place][1]

    def answer(ctx: RequestContext) -> Any:
        return repair(ctx, own) if is_repaired(ctx.backend) else own(ctx)

    table[place] = (segments, answer)
