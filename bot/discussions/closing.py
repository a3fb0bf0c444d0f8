"""When a discussion is closed, and why. Closure is derived, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.discussions.model import Discussion, Override


class Why(StrEnum):
    """What closed a discussion."""

    HAND = "hand"
    TIME = "time"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Closing:
    """What keeps a discussion closed, and since when (UTC)."""

    at: datetime
    why: Why


def due(
    counts_from: datetime, days: int | None, closes_at: datetime | None
) -> tuple[datetime, Why] | None:
    """When the discussion closes by itself; a time set by hand replaces the age."""
    if closes_at is not None:
        return closes_at, Why.TIME
    if days is None:
        return None
    return counts_from + timedelta(days=days), Why.AGE


def closing(
    counts_from: datetime,
    days: int | None,
    closes_at: datetime | None,
    override: Override | None,
    now: datetime,
) -> Closing | None:
    """What keeps the discussion closed at `now` (UTC); None while it is open.

    A decision by hand beats every date, both ways, until it is cleared.
    """
    if override is not None:
        return Closing(override.made_at, Why.HAND) if override.closed else None
    date = due(counts_from, days, closes_at)
    if date is None or date[0] > now:
        return None
    return Closing(*date)


def closing_of(discussion: Discussion, now: datetime) -> Closing | None:
    """`closing` for a discussion's own dates and override."""
    return closing(
        discussion.counts_from,
        discussion.close_after_days,
        discussion.closes_at,
        discussion.override,
        now,
    )


def closes_at(discussion: Discussion) -> datetime | None:
    """When it will close by itself; None where a hand holds it or no date is set."""
    if discussion.override is not None:
        return None
    date = due(discussion.counts_from, discussion.close_after_days, discussion.closes_at)
    return date[0] if date else None
