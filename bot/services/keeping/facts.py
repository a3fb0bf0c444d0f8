"""Facts about what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.storage.erasures import Erasure


@dataclass(frozen=True, slots=True)
class Forget:
    """A person confirmed that everything about them is to be erased."""

    erasure: Erasure


@dataclass(frozen=True, slots=True)
class ServersPresent:
    """All the servers that the bot is in: a known one that is missing has removed it meanwhile."""

    server_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class KeptLongEnough:
    """What was found in a server: comments whose texts go, steps that go.

    `hidden_ids` are comments as well: they were taken out of sight, and nobody deleted them.
    `before` (UTC) is the age of steps that go; `more` whether there was more than one look takes.
    """

    server_id: int
    comment_ids: Sequence[int]
    hidden_ids: Sequence[int]
    action_ids: Sequence[int]
    before: datetime
    more: bool


@dataclass(frozen=True, slots=True)
class CommentCleared:
    """Its files are deleted, and what the bot had said in its author's name."""

    comment_id: int


@dataclass(frozen=True, slots=True)
class NoticeTakenBack:
    """The author's notice of a case is deleted."""

    case_id: int


@dataclass(frozen=True, slots=True)
class ErasureEnded:
    """All that was owed about somebody who had themselves erased was done, or given up.

    `last_action_id` is the last step of it: what came later is about them anew.
    """

    user_id: int
    last_action_id: int


@dataclass(frozen=True, slots=True)
class ServerToErase:
    """Its server removed the bot long enough ago; `action_id` is the step that says so."""

    server_id: int
    action_id: int
