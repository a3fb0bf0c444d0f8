"""The backend of a world: SimCord's, with every rule in force."""

from __future__ import annotations

from . import (  # noqa: F401  they register repairs
    application,
    changing_threads,
    deleting,
    history,
    transport,
)
from .announcing import Announcing
from .closed_threads import ClosedThreads
from .sending import Sending
from .starting_threads import StartingThreads


class FaithfulBackend(ClosedThreads, Sending, StartingThreads, Announcing):
    """An embedded Discord that refuses what Discord refuses.

    It lives on the time of its `clock`.
    """
