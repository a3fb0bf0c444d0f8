"""Facts about feeds, and what their handlers answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.servers.filters import EntryFilter
from bot.services.facts import PostArticle


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells an unchanged answer: two headers, and the hash of the body (SHA-256, hex)."""

    etag: str | None
    last_modified: str | None
    body_hash: str


@dataclass(frozen=True, slots=True)
class EntryFound:
    """An entry of a feed: its keys in the feed, those of the article, and the article itself.

    `kept_back_by` is the filter that keeps it from being posted.
    """

    own: Sequence[str]
    shared: Sequence[str]
    published: datetime | None
    document: Mapping[str, Any]
    kept_back_by: EntryFilter | None = None


@dataclass(frozen=True, slots=True)
class EntryChanged:
    """A feed carries something else of an article than it did, as a JSON document."""

    posting_id: int
    document: Mapping[str, Any]
    document_hash: str


@dataclass(frozen=True, slots=True)
class FeedRead:
    """A feed was read: entries that may be new, oldest first, of `total`.

    `changed` are those of articles that are posted, of which it carries something else now.

    `validators` is None where the site said that nothing changed. `fresh_for` is how long its
    answer holds, `ttl_minutes` how long the feed itself wants to be kept (None where it was not
    parsed), `moved_to` the address that the site wants to be asked at from now on.
    """

    feed_id: int
    entries: Sequence[EntryFound]
    total: int
    validators: Validators | None
    changed: Sequence[EntryChanged] = ()
    fresh_for: timedelta | None = None
    ttl_minutes: int | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class FeedFailed:
    """A feed could not be read: a message's key with its values. `wait` is what the site asks.

    `gone`: the site says that it will never be there again.
    """

    feed_id: int
    key: str
    values: Mapping[str, str | int]
    wait: timedelta | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class FeedNews:
    """The answer to `FeedRead`: how many entries there are, and what becomes of the new ones."""

    total: int
    posted: int = 0
    held: int = 0
    old: int = 0
    kept_back_by: Sequence[EntryFilter] = ()
    """The filter of each that one keeps back."""


@dataclass(frozen=True, slots=True)
class AddFeed:
    """An admin wants a feed's articles in a channel. All it holds now counts as seen."""

    server_id: int
    channel_id: int
    url: str
    title: str
    keys: Sequence[str]
    newest: EntryFound | None
    validators: Validators
    by: int


@dataclass(frozen=True, slots=True)
class FeedAdded:
    """The answer to `AddFeed`; `again` where the channel has that feed already."""

    feed_id: int
    again: bool


@dataclass(frozen=True, slots=True)
class EditFeed:
    """An admin changes how a feed is watched; None leaves a setting as it is."""

    feed_id: int
    by: int
    channel_id: int | None = None
    republish: bool | None = None
    interval_minutes: int | None = None
    oldest_hours: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeFilters:
    """An admin adds a filter to a feed's (`wanted`), or takes it away."""

    feed_id: int
    by: int
    filter: EntryFilter
    wanted: bool


@dataclass(frozen=True, slots=True)
class RemoveFeed:
    """An admin wants no further articles of it; articles and discussions stay."""

    feed_id: int
    by: int


@dataclass(frozen=True, slots=True)
class DecideFirst:
    """An admin has the newest entry of a new feed posted, or waits for the next."""

    feed_id: int
    post: bool
    by: int


class Choice(StrEnum):
    """What becomes of articles that are held."""

    NEWEST = "newest"
    ALL = "all"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class DecideHeld:
    """An admin decides about all articles of a feed that are held."""

    feed_id: int
    choice: Choice
    by: int


@dataclass(frozen=True, slots=True)
class EntryReady:
    """A feed's article with the text that is posted; `key` is its page's own, where it was read."""

    feed_id: int
    article_id: int
    post: PostArticle
    key: str | None


@dataclass(frozen=True, slots=True)
class HeldAsked:
    """The notice that asks about held articles; None where it asks no more."""

    feed_id: int
    message_id: int | None
