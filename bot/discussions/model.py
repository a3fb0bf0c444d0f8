"""A discussion, the comments in it, and the facts that Discord tells about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Voice(StrEnum):
    """Who speaks. Only a person's comment counts."""

    PERSON = "person"
    BOT = "bot"
    WEBHOOK = "webhook"


class Standing(StrEnum):
    """What a recorded comment is to the discussion.

    A `NOTE` is what staff wrote after commenting closed: kept, and not counted. Neither are those
    that the civility rules met: `HELD` is out of sight until somebody decides, `REMOVED` for good,
    `RELEASED` on its way back: the bot is about to post it in its author's name.
    """

    COMMENT = "comment"
    NOTE = "note"
    HELD = "held"
    REMOVED = "removed"
    RELEASED = "released"


class Absence(StrEnum):
    """How the bot learnt that a message is gone."""

    LIVE = "live"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file under a message; `size` is in bytes, `url` Discord's (signed, it expires)."""

    id: int
    name: str
    type: str | None
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class FurtherText:
    """What a message says beside its own text and its files' names.

    `surface` is poll, forward, embed, sticker, or attachment: what describes a file.
    """

    surface: str
    text: str


def texts_beside(
    attachments: Iterable[Attachment], parts: Iterable[FurtherText]
) -> Mapping[str, str]:
    """What a message says beside its own text, by surface; several texts of one are lines of it."""
    texts: dict[str, list[str]] = {}
    for file in attachments:
        texts.setdefault("attachment", []).append(file.name)
    for part in parts:
        texts.setdefault(part.surface, []).append(part.text)
    return {surface: "\n".join(several) for surface, several in texts.items()}


class MessageSeen(NamedTuple):
    """A message as Discord shows it now: from an event, an edit's event, or a page of history.

    A tuple, as there is one for each message: a frozen dataclass takes five times as long to make.

    `edited_at` is Discord's edit stamp (None while unedited): a later stamp wins. `answers` is the
    id of the message it replies to, kept even when that is gone. `roles` are its author's, where
    Discord says them: with events, not with pages of history.
    """

    message_id: int
    thread_id: int
    author_id: int
    voice: Voice
    created_at: datetime
    edited_at: datetime | None
    text: str
    attachments: Sequence[Attachment] = ()
    answers: int | None = None
    parts: Sequence[FurtherText] = ()
    roles: frozenset[int] | None = None

    @property
    def stamp(self) -> datetime:
        """When this text was written (UTC)."""
        return self.edited_at or self.created_at


@dataclass(frozen=True, slots=True)
class MessagesDeleted:
    """Messages that Discord reported as deleted. It does not say by whom."""

    thread_id: int
    message_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class DeletionByOther:
    """An audit entry: `moderator_id` deleted a message of `author_id`. It names no message."""

    entry_id: int
    server_id: int
    thread_id: int
    author_id: int
    moderator_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ThreadChanged:
    """A thread's state as Discord tells it; it does not say who changed it."""

    thread_id: int
    archived: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class Override:
    """A decision by hand: it beats every date until it is cleared."""

    closed: bool
    made_at: datetime
    made_by: int


@dataclass(frozen=True, slots=True)
class Discussion:
    """One article's discussion in one channel.

    `counts_from` is the later of the article's date and its posting (UTC); `close_after_days` None
    means never by age; `closes_at` is a time set by hand, which replaces the age.
    `shut_at` is when closing began, None while open; `final_message_id` the last message that was
    read before the closing words: what comes after it is a note of the staff.
    `read_through` is the last message of the last finished contiguous read.
    """

    id: int
    posting_id: int
    server_id: int
    channel_id: int
    thread_id: int | None
    title: str
    counts_from: datetime
    close_after_days: int | None
    closes_at: datetime | None
    override: Override | None
    opened_at: datetime | None
    shut_at: datetime | None
    final_message_id: int | None
    read_through: int | None
    closing_message_id: int | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One text of a comment. `edited_at` is Discord's stamp, None for the first text."""

    text: str
    attachments: Sequence[Attachment]
    edited_at: datetime | None
    seen_at: datetime
    parts: Sequence[FurtherText] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A recorded comment; it has its own id, apart from the messages that carry it."""

    id: int
    discussion_id: int
    author_id: int | None
    voice: Voice
    standing: Standing
    created_at: datetime
    message_id: int
    answers_message_id: int | None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A comment's end: `deleted_by` only where Discord said so.

    `blanked_at` is since when its texts are kept no longer.
    """

    comment_id: int
    noticed_at: datetime
    absence: Absence
    deleted_by: int | None
    blanked_at: datetime | None = None
