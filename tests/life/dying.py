"""The bot is killed at a request or a commit, and the end is compared with the undisturbed one.

A story is played once undisturbed, and its requests and commits are counted. Then it is played
again for each of them, or for some: the process dies just before it, or just after it, when the
deed is done and the answer is lost. The bot is started again on the same world and database, and
the story goes on.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.demo.world import Killed, Phase, Request
from tests.community import Community

At = tuple[int, Phase]
"""A request or a commit by its number, and whether the bot dies before it or after it."""


@dataclass
class Death:
    """Kills the bot at the `number`-th request or commit, before or after it; counts them too."""

    what: str = ""
    number: int = 0
    phase: Phase = "before"
    requests: int = 0
    commits: int = 0

    def watch(self, community: Community) -> None:
        self._world = community.world
        community.world.on_request = self.on_request
        community.bot.database.witness = self

    def on_request(self, _: Request, phase: Phase) -> None:
        self.requests += phase == "before"
        self._strike("request", self.requests, phase)

    def before_commit(self) -> None:
        if self._world.dead:
            raise Killed
        self.commits += 1
        self._strike("commit", self.commits, "before")

    def after_commit(self) -> None:
        self._strike("commit", self.commits, "after")

    def _strike(self, what: str, number: int, phase: Phase) -> None:
        if (what, number, phase) == (self.what, self.number, self.phase):
            self.number = 0
            self._world.die()
            raise Killed


@dataclass(frozen=True)
class Ends:
    """How a story ends: `undisturbed`, and what `differing` deaths made of it, by their places.

    `count`: the requests or commits that it has.
    """

    undisturbed: dict[str, Any]
    count: int
    differing: dict[At, dict[str, tuple[Any, Any]]]


Play = Callable[[Path, Death], Awaitable[dict[str, Any]]]
"""Plays a story with a death, in a folder of its own; gives its end."""


async def ends(folder: Path, what: str, play: Play, places: Callable[[int], Iterable[At]]) -> Ends:
    """Play a story undisturbed, then with a death at each of the places; `what` is counted."""
    calm = Death()
    undisturbed = await play(folder, calm)
    count = calm.requests if what == "request" else calm.commits
    differing = {}
    for number, phase in places(count):
        own = folder / f"{number} {phase}"
        own.mkdir()
        end = await play(own, Death(what, number, phase))
        if end != undisturbed:
            differing[number, phase] = {
                key: (end[key], undisturbed[key]) for key in end if end[key] != undisturbed[key]
            }
    return Ends(undisturbed, count, differing)


def all_of(count: int) -> Iterable[int]:
    return range(1, count + 1)


def every(
    step: int, *, first: int = 0, of: Callable[[int], Iterable[int]] = all_of
) -> Callable[[int], Iterator[At]]:
    """Each `step`-th place from the `first`, of those of the requests or commits `of` a count."""
    phases: tuple[Phase, ...] = ("before", "after")
    return lambda count: itertools.islice(itertools.product(of(count), phases), first, None, step)
