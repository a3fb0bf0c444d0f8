"""Facts about cases: what people decide, and how the deeds for them went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.discussions.cases import Delivery
from bot.storage.summaries import SentSummary


@dataclass(frozen=True, slots=True)
class DecideCase:
    """A moderator puts back what the case took out (True), or upholds it."""

    case_id: int
    put_back: bool
    by: int


@dataclass(frozen=True, slots=True)
class PostAsItWas:
    """The author insists: it goes up at once, and a moderator looks at it."""

    case_id: int
    by: int


@dataclass(frozen=True, slots=True)
class Reword:
    """The author, who has these roles in the server, wrote a comment anew."""

    case_id: int
    comment_id: int
    text: str
    by: int
    roles: frozenset[int]


@dataclass(frozen=True, slots=True)
class NoticeSeen:
    """The author answered a notice in some way: a repeat counts from now on."""

    case_id: int


@dataclass(frozen=True, slots=True)
class WriteToStranger:
    """The bot is about to write to somebody; answered with whether it may."""

    user_id: int


@dataclass(frozen=True, slots=True)
class FilesSaved:
    comment_id: int
    attachment_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class AuthorSpared:
    """The author turned out to be a moderator or an admin: a case is kept, and nothing is done."""

    case_id: int


@dataclass(frozen=True, slots=True)
class CommentReposted:
    """The bot posted the comment in its author's name."""

    comment_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """The author was told; an answer to a command (`IN_PERSON`) has no message to edit later."""

    case_id: int
    delivery: Delivery
    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class NoticeRefused:
    """The author takes no direct messages, or the hour's strangers are used up."""

    case_id: int


@dataclass(frozen=True, slots=True)
class NoticeThreadStarted:
    case_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class NoticeOwed:
    """No way is open: the author is told at their next command or button."""

    case_id: int


@dataclass(frozen=True, slots=True)
class CaseShown:
    """The moderators' card of the case was sent."""

    case_id: int
    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class SummarySent:
    """The moderators' summary of a day was sent."""

    sent: SentSummary


@dataclass(frozen=True, slots=True)
class LateListed:
    """One list named these cases to the moderators."""

    server_id: int
    case_ids: Sequence[int]
