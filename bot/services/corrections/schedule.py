"""When an article is read again. Pure; times are in UTC."""

from __future__ import annotations

from datetime import datetime, timedelta

AGES = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=14),
)
"""Counted from the posting. Most corrections come within hours; ours."""
FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=12)


def next_reading(begun: datetime, now: datetime) -> datetime | None:
    """The next time by the schedule; None when it is over."""
    return next((begun + age for age in AGES if begun + age > now), None)


def after_failure(
    begun: datetime, now: datetime, failures: int, asked: timedelta | None = None
) -> datetime | None:
    """When to try again after that many failures in a row: waits double, up to twelve hours.

    What the site asks for counts where it is longer. None when the schedule is over by then.
    """
    doubled = FIRST_WAIT * (1 << min(max(failures - 1, 0), 10))
    due = now + max(min(doubled, LONGEST_WAIT), asked or timedelta(0))
    return due if due <= begun + AGES[-1] else None
