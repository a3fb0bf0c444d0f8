"""Cases: what the civility rules met, how its author was told, and what came of it. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.discussions.model import Revision, texts_beside

ONE_CASE = timedelta(minutes=10)
"""One person's hits within this time are one case and one notice (DESIGN, invariant 4)."""

_IN_THE_TEXT = ("text", "quote", "link", "joined")


class Stage(StrEnum):
    """Where a case stands, from what is felt least to what is over.

    `LATE`: met too late to be acted against; a list names it to the moderators. `NOTED`: kept, and
    nobody is acted against. `ADVISED`: the comment stands, its author gets a
    private word. `RETURNED`: it is with its author. `WAITING`: a moderator has to decide.
    """

    LATE = "late"
    NOTED = "noted"
    ADVISED = "advised"
    RETURNED = "returned"
    WAITING = "waiting"
    DECIDED = "decided"


class Decision(StrEnum):
    """What came of a case; it `LAPSED` where its texts are kept no longer."""

    PUT_BACK = "put back"
    UPHELD = "upheld"
    REWORDED = "reworded"
    LAPSED = "lapsed"


class Delivery(StrEnum):
    """How the author was told. `OWED`: neither way was open, so at their next command or button."""

    MESSAGE = "message"
    THREAD = "thread"
    OWED = "owed"
    IN_PERSON = "in person"


@dataclass(frozen=True, slots=True)
class Case:
    """One person's hits in one discussion within `ONE_CASE`; `rule` and `verdict` the strongest's.

    `comment_id` is the first comment's. `posted_at` is when the author had it posted as it was;
    `seen_at` when they first answered the notice. Channel and message ids are of the author's
    notice and of the moderators' card. All times are UTC.
    """

    id: int
    server_id: int
    discussion_id: int | None
    comment_id: int | None
    author_id: int | None
    rule: str
    verdict: str
    opened_at: datetime
    decided_at: datetime | None
    decided_by: int | None
    decision: Decision | None
    stage: Stage
    posted_at: datetime | None
    delivery: Delivery | None
    told_at: datetime | None
    seen_at: datetime | None
    notice_channel_id: int | None
    notice_message_id: int | None
    card_channel_id: int | None
    card_message_id: int | None
    listed_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewHit:
    """What one rule met in one text: characters of the text of `surface`.

    `verdict` is what was made of the rule's in the end, `explanation` the key of the sentence that
    explains it. `evasive`: a step graver than else, as the words are disguised. `repeated`: the
    same, as its author had been told of another.
    """

    comment_id: int
    revision_id: int
    rule: str
    verdict: str
    surface: str
    explanation: str
    span_start: int
    span_end: int
    evasive: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class Hit(NewHit):
    """A hit as it was kept."""

    id: int
    case_id: int
    at: datetime


def words_met(hit: NewHit, revision: Revision) -> str:
    """The characters that were met.

    A link or a quoted line may stand in what is beside a text that is too short for it: what is
    forwarded mostly has none.
    """
    beside = texts_beside(revision.attachments, revision.parts)
    texts = [beside.get(hit.surface, "")]
    if hit.surface in _IN_THE_TEXT:
        texts = [revision.text, *beside.values()]
    whole = next((text for text in texts if len(text) >= hit.span_end), "")
    return whole[hit.span_start : hit.span_end]
