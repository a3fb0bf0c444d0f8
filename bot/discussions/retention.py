"""How long a text is kept that nobody sees any more. Its tombstone stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

DELETED_DAYS = 30
REMOVED_DAYS = 90
"""Long enough for an appeal, and for moderators to see what they decided about."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Days from the end of a comment: deleted by its author, or removed by somebody else.

    Where nobody knows who deleted it, it counts as its author's doing.
    """

    deleted_days: int = DELETED_DAYS
    removed_days: int = REMOVED_DAYS

    def deleted_before(self, now: datetime) -> datetime:
        """What its author deleted before that time (UTC) has been kept long enough."""
        return now - timedelta(days=self.deleted_days)

    def removed_before(self, now: datetime) -> datetime:
        """What somebody else removed before that time (UTC) has been kept long enough."""
        return now - timedelta(days=self.removed_days)
