"""Facts about articles that were read again, and about corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.services.feeds.facts import Validators


@dataclass(frozen=True, slots=True)
class ArticleReread:
    """An article was read again and compared with its version `base`.

    `document` is the article as it is from now on, None where nothing changed to a reader;
    `summary` counts what changed. `validators` is None where the site said that its page is the
    same, or where no page was read.
    """

    posting_id: int
    base: int
    document: Mapping[str, Any] | None = None
    summary: Mapping[str, Any] | None = None
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class RereadFailed:
    """An article could not be read again: a message's key with its values.

    `gone`: its source has taken it back, as far as one can tell. `wait` is what the site asks.
    """

    posting_id: int
    key: str
    values: Mapping[str, str | int]
    gone: bool
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class CorrectionPlanned:
    """What a posting's messages are to say, from its version `base` to `version`.

    `sheets` is what each part holds, in order (JSON); of these, `sends` are sent as further
    messages and `edits` edited. `summary` is None where a reader sees no change.
    """

    posting_id: int
    base: int
    version: int
    title: str
    summary: Mapping[str, Any] | None = None
    sheets: Sequence[Any] = ()
    sends: Sequence[int] = ()
    edits: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class PartEdited:
    posting_id: int
    ordinal: int
    text_hash: str


@dataclass(frozen=True, slots=True)
class CorrectionEnded:
    """Every step of a posting's correction was tried."""

    posting_id: int
