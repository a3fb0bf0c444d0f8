"""What the record tells: values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.articles.model import Article
from bot.discussions.cases import Case, Hit
from bot.discussions.closing import Closing
from bot.discussions.model import Comment, Discussion, Revision, Tombstone


@dataclass(frozen=True, slots=True)
class RecordedDiscussion:
    """A discussion as it stood when it was looked at.

    `count` is of the comments of people that stand. `closing` is what keeps it closed, None while
    it is open; `closes_at` (UTC) when it will close by itself, None where no date is set.
    """

    discussion: Discussion
    article: Article
    count: int
    closing: Closing | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordedComment:
    """A comment with all its texts, oldest first, and its end if it was deleted.

    `message_ids` are of the messages that carried it, the one that does now last.
    """

    comment: Comment
    revisions: tuple[Revision, ...]
    tombstone: Tombstone | None
    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecordedHit:
    """What one rule met; `words` is empty where the text is gone."""

    hit: Hit
    words: str


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """A case with what was met in it, in the order in which that was written."""

    case: Case
    hits: tuple[RecordedHit, ...]
