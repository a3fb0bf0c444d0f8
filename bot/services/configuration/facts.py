"""Facts about a configuration as a whole, and what their handlers answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.servers.configuration import Configuration


@dataclass(frozen=True, slots=True)
class Adopt:
    """An admin has a whole configuration hold from now on.

    `seen` is the number of the version that they saw: it is void where another came since.
    """

    server_id: int
    configuration: Configuration
    seen: int
    by: int


@dataclass(frozen=True, slots=True)
class GoBack:
    """An admin goes back to a version; None takes the last change back that still holds.

    `seen` as in `Adopt`.
    """

    server_id: int
    version: int | None
    seen: int
    by: int


@dataclass(frozen=True, slots=True)
class Changed:
    """The answer where it was done: the new version's number, and what was before and is now.

    `restores` is the version that was gone back to.
    """

    version: int
    before: Configuration
    after: Configuration
    restores: int | None = None


class Unchanged(StrEnum):
    """The answer where nothing was done."""

    OVERTAKEN = "overtaken"
    """Somebody else changed something meanwhile."""
    NOTHING_BEFORE = "nothing before"
    """Every change was taken back."""
    NO_SUCH_VERSION = "no such version"
    JUST_TAKEN_BACK = "just taken back"
    """Somebody else took a change back a moment ago: perhaps the same that was meant."""
