"""Facts that come from commands, from the clock and from the bot's own deeds.

What Discord tells about messages and threads is in `bot.discussions.model`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.actions.model import Action
from bot.actions.outcomes import Outcome
from bot.discussions.model import MessageSeen
from bot.servers.model import Setting
from bot.storage.postings import PartSent


@dataclass(frozen=True, slots=True)
class ServerSeen:
    """The bot is in this server; `language` is the one to begin with; `joined` if it just came."""

    server_id: int
    name: str
    language: str
    joined: bool = False


@dataclass(frozen=True, slots=True)
class ServerLeft:
    """The server removed the bot."""

    server_id: int


@dataclass(frozen=True, slots=True)
class BotReady:
    """A new session with Discord began: what happened before it may have been missed."""

    server_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class RightsChanged:
    """Roles or channels of the server changed: what was parked for want of rights may work now."""

    server_id: int


@dataclass(frozen=True, slots=True)
class SetChannel:
    """An admin made a channel an article channel, or changed how it works.

    None leaves that as it is; `close_after_days` 0 keeps its discussions open.
    """

    server_id: int
    channel_id: int
    by: int
    close_after_days: int | None = None
    mirror: str | None = None
    part_limit: int | None = None


@dataclass(frozen=True, slots=True)
class SetDays:
    """An admin chose when commenting closes, in all article channels; 0 keeps it open."""

    server_id: int
    close_after_days: int
    by: int


@dataclass(frozen=True, slots=True)
class RemoveChannel:
    """An admin wants no further articles there."""

    server_id: int
    channel_id: int
    by: int


@dataclass(frozen=True, slots=True)
class SetServer:
    """An admin chose something for the whole server; `value` None takes it back."""

    server_id: int
    setting: Setting
    value: str | int | None
    by: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article's text is from, and is read again: its page, its feed, or both.

    `carried` is what the feed carries of it, as a JSON document. Without page and feed it came
    from a file, which cannot be read again.
    """

    url: str | None = None
    feed_id: int | None = None
    carried: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PostArticle:
    """Post an article to a channel, once. `identity` tells it from every other of the server.

    `part_count` is how many messages its mirror takes in `language`; `document` the article as a
    JSON document; `mirror` how much of it goes in, where that is not as the channel has it.
    """

    server_id: int
    channel_id: int
    identity: str
    source_kind: str
    source_url: str
    title: str
    published: datetime | None
    document: Mapping[str, Any]
    language: str
    part_count: int
    by: int | None
    mirror: str | None = None
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Posted:
    """The answer to `PostArticle`; `again` where the article was in that channel already."""

    posting_id: int
    again: bool
    card_message_id: int | None = None


@dataclass(frozen=True, slots=True)
class DecideClosing:
    """A moderator closes (True), opens (False), or lets the dates decide again (None)."""

    discussion_id: int
    closed: bool | None
    by: int


@dataclass(frozen=True, slots=True)
class SetClosingTime:
    """A moderator set when the discussion closes; it takes the place of its age."""

    discussion_id: int
    closes_at: datetime
    by: int


@dataclass(frozen=True, slots=True)
class AttemptBegun:
    """The dispatcher is about to perform an action."""

    action_id: int
    owner: str
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class AttemptEnded:
    """How it went; `result` is a fact that belongs into the same commit."""

    action: Action
    outcome: Outcome
    result: object | None = None


@dataclass(frozen=True, slots=True)
class CardSent:
    posting_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class CardEdited:
    posting_id: int


@dataclass(frozen=True, slots=True)
class ThreadStarted:
    posting_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class ThreadTaken:
    """A member started a thread on the card before the bot could."""

    posting_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class PartInPlace:
    posting_id: int
    part: PartSent


@dataclass(frozen=True, slots=True)
class InvitationSent:
    posting_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class ThreadOpened:
    posting_id: int


@dataclass(frozen=True, slots=True)
class ClosingDue:
    discussion_id: int


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page of a thread's history."""

    messages: Sequence[MessageSeen]


@dataclass(frozen=True, slots=True)
class ReadThrough:
    """A contiguous read ended: the thread's messages in (after, through] were these.

    `final` where it was the last read before the closing words.
    """

    discussion_id: int
    after: int
    through: int
    message_ids: frozenset[int]
    final: bool = False


@dataclass(frozen=True, slots=True)
class ClosingSaid:
    """`message_id` is None where nobody had written, so that nothing was said."""

    discussion_id: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class AdminsTold:
    server_id: int
    action_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Done, and there is nothing to note beyond that."""
