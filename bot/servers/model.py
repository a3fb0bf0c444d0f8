"""A Discord server as the bot knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from bot.servers.own_rules import MOST_RULES, StoredRule

MOST_GRADES = 500
"""Rules that a server re-grades: more than ship, and few enough to look at for each reply."""
MOST_LANGUAGES = 200
"""As many as have two letters (ISO 639-1)."""
BY_ITSELF = 0
"""In place of a person's id: the bot made the version."""
DEFAULT_DAYS = 14
DEFAULT_PARTS = 20
LONGEST_DAYS = 3650
MOST_PARTS = 50
SHORTEST_MINUTES = 5
LONGEST_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Server:
    """`language` is that of public texts; `notices_channel_id` is where admins are told.

    Whoever has the role `moderator_role_id` moderates; cases are shown to them in the channel
    `moderation_channel_id`. None: not chosen yet.
    """

    id: int
    name: str
    language: str
    notices_channel_id: int | None
    joined_at: datetime
    left_at: datetime | None
    moderator_role_id: int | None = None
    moderation_channel_id: int | None = None


class Setting(StrEnum):
    """What an admin chooses for a whole server; the value is the name of its field."""

    LANGUAGE = "language"
    NOTICES_CHANNEL = "notices_channel_id"
    MODERATOR_ROLE = "moderator_role_id"
    MODERATION_CHANNEL = "moderation_channel_id"


@dataclass(frozen=True, slots=True)
class ArticleChannel:
    """A channel that articles are posted to.

    `close_after_days` None keeps discussions open; `mirror` is full, opening or off; `part_limit`
    is the most messages that a mirrored article may take.
    """

    server_id: int
    channel_id: int
    close_after_days: int | None = DEFAULT_DAYS
    mirror: str = "full"
    part_limit: int = DEFAULT_PARTS


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """What a server makes of the civility rules' verdicts.

    `capped`: nothing goes beyond hold. `verdicts`: a verdict's word by a family's name, `grades` by
    the id of a rule that ships. `rules`: the server's own. `languages`: of the packs that judge, by
    their two letters; None: all that ship, those of later versions, too.
    """

    capped: bool = True
    verdicts: Mapping[str, str] = field(default_factory=dict)
    grades: Annotated[Mapping[str, str], Field(max_length=MOST_GRADES)] = field(
        default_factory=dict
    )
    rules: Annotated[tuple[StoredRule, ...], Field(max_length=MOST_RULES)] = ()
    languages: Annotated[tuple[str, ...], Field(max_length=MOST_LANGUAGES)] | None = None

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class SettingsVersion:
    """A server's whole configuration after one change, with who made it and when (UTC).

    `made_by` is `BY_ITSELF` where no person did, negative where they had themselves erased since.
    `restores` is the version that was gone back to.
    """

    server_id: int
    version: int
    made_at: datetime
    made_by: int
    change: str
    document: Mapping[str, Any]
    restores: int | None = None
