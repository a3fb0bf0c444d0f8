"""A server's whole configuration, as it is kept with each change, exported and imported.

A document is what JSON holds of it. Ids are texts there: as numbers they are too long for what many
programs make of JSON. What a document leaves out is as it is out of the box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)

from bot.servers.filters import MOST_FILTERS, EntryFilter, checked
from bot.servers.model import (
    DEFAULT_DAYS,
    DEFAULT_PARTS,
    LONGEST_DAYS,
    LONGEST_MINUTES,
    MOST_PARTS,
    SHORTEST_MINUTES,
    ArticleChannel,
    StoredPolicy,
)
from bot.servers.own_rules import Id

FORMAT = 1
"""The form that this version writes and reads. It rises when an older reader would go wrong."""
MOST_CHANNELS = 500
"""A server has no more channels (docs: topics/opcodes-and-status-codes, 30013)."""
MOST_FEEDS = 1000
LONGEST_OLD = 8760
"""Hours: a year."""

LONGEST_ADDRESS = 8000
"""Characters (RFC 9110, 4.1: what every server is expected to take)."""
LONGEST_TITLE = 300
"""Characters of a feed's title that are kept here."""

Language = Literal["en", "es"]
Filter = Annotated[EntryFilter, AfterValidator(checked)]
_KNOWN_ONLY = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How articles are posted to a channel; the fields are those of `ArticleChannel`."""

    channel_id: Id
    close_after_days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None = DEFAULT_DAYS
    mirror: Literal["full", "opening", "off"] = "full"
    part_limit: Annotated[int, Field(ge=1, le=MOST_PARTS)] = DEFAULT_PARTS

    __pydantic_config__: ClassVar[ConfigDict] = _KNOWN_ONLY

    @classmethod
    def of(cls, channel: ArticleChannel) -> ChannelSettings:
        """Those of an article channel."""
        return cls(**_shared(cls, channel))

    def in_server(self, server_id: int) -> ArticleChannel:
        """The article channel that has these settings."""
        return ArticleChannel(server_id, **_shared(ChannelSettings, self))


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """A feed whose articles are posted to a channel; `republish` is None while nobody said."""

    url: Annotated[str, Field(min_length=1, max_length=LONGEST_ADDRESS)]
    channel_id: Id
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    republish: bool | None = None
    interval_minutes: Annotated[int, Field(ge=SHORTEST_MINUTES, le=LONGEST_MINUTES)] = 10
    oldest_hours: Annotated[int, Field(ge=1, le=LONGEST_OLD)] = 48
    filters: Annotated[tuple[Filter, ...], Field(max_length=MOST_FILTERS)] = ()

    __pydantic_config__: ClassVar[ConfigDict] = _KNOWN_ONLY

    @classmethod
    def of(cls, feed: object) -> FeedSettings:
        """Those of a feed that is watched, which has them under the same names."""
        values = _shared(cls, feed)
        return cls(**{**values, "title": values["title"][:LONGEST_TITLE]})


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that a server's admins chose. The first fields are those of `Setting`."""

    language: Language = "en"
    notices_channel_id: Id | None = None
    moderator_role_id: Id | None = None
    moderation_channel_id: Id | None = None
    channels: Annotated[tuple[ChannelSettings, ...], Field(max_length=MOST_CHANNELS)] = ()
    feeds: Annotated[tuple[FeedSettings, ...], Field(max_length=MOST_FEEDS)] = ()
    civility: StoredPolicy = field(default_factory=StoredPolicy)

    __pydantic_config__: ClassVar[ConfigDict] = _KNOWN_ONLY


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong at one place of a document.

    `kind` is pydantic's name of the error, `limit` what would be right, where that can be named.
    """

    place: tuple[str | int, ...]
    kind: str
    limit: str = ""


class MisfitError(ValueError):
    """A document that is no configuration, with all that is wrong in it."""

    def __init__(self, misfits: tuple[Misfit, ...]) -> None:
        super().__init__(f"{len(misfits)} places of the document are wrong")
        self.misfits = misfits


def to_document(configuration: Configuration) -> dict[str, Any]:
    """What JSON holds of it; `from_document` gives the same configuration back."""
    return {"format": FORMAT, **_adapter().dump_python(configuration, mode="json")}


def from_document(document: Mapping[str, Any]) -> Configuration:
    """The configuration that a document of this format holds. Raises `MisfitError`."""
    stated = {name: value for name, value in document.items() if name != "format"}
    try:
        return _adapter().validate_python(stated)
    except ValidationError as error:
        raise MisfitError(tuple(_misfits(error))) from None  # it quotes what it was given


@cache
def _adapter() -> TypeAdapter[Configuration]:
    return TypeAdapter(Configuration)


def _misfits(error: ValidationError) -> Iterator[Misfit]:
    for each in error.errors(include_url=False, include_input=False):
        values = each.get("ctx", {})
        limit = next((values[name] for name in _LIMITS if name in values), "")
        yield Misfit(each["loc"], each["type"], str(limit))


_LIMITS = ("expected", "ge", "le", "lt", "max_length", "min_length")
"""Under which names pydantic says what would be right."""


def _shared(form: type[Any], values: object) -> dict[str, Any]:
    return {each.name: getattr(values, each.name) for each in fields(form)}
