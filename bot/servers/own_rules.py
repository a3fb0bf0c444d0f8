"""Rules of civility that a server made itself, as they are kept; `bot.civility` makes them work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, PlainSerializer

Id = Annotated[int, Field(ge=1, lt=1 << 63), PlainSerializer(str, when_used="json")]
"""An id that Discord gave."""
MOST_RULES = 100
LONGEST_NAME = 32
LONGEST_SOUGHT = 260
"""Characters, as Discord's own AutoMod allows for a pattern (docs: resources/auto-moderation)."""
LONGEST_EXPLANATION = 200
NAME = rf"[a-z0-9][a-z0-9-]{{0,{LONGEST_NAME - 1}}}"
"""No dot: with one it could be a rule that ships."""


@dataclass(frozen=True, slots=True)
class StoredRule:
    """A rule by its name. `sought` is a word or phrase, or an RE2 pattern, as `seeks` says.

    It holds in the whole server, or in one channel or discussion only (its id); who has one of
    `exempt_role_ids` is not judged by it. `explanation` is what an author reads who met it.
    """

    name: Annotated[str, Field(pattern=f"^{NAME}$")]
    seeks: Literal["words", "pattern"]
    sought: Annotated[str, Field(min_length=1, max_length=LONGEST_SOUGHT)]
    verdict: Literal["advise", "nudge", "hold", "remove"]
    channel_id: Id | None = None
    discussion_id: Id | None = None
    exempt_role_ids: Annotated[tuple[Id, ...], Field(max_length=10)] = ()
    explanation: Annotated[str, Field(max_length=LONGEST_EXPLANATION)] = ""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
