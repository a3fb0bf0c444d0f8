"""Facts about a sample that goes the way of an article."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.facts import PostArticle


@dataclass(frozen=True, slots=True)
class BeginTrial:
    """An admin wants to see whether everything works. `post` has the sample posted.

    Its handler gives the posting's id, None where another sample of the server is under way.
    """

    post: PostArticle


@dataclass(frozen=True, slots=True)
class EndTrial:
    """It came to its end, or no further: it is to be taken away now."""

    posting_id: int


@dataclass(frozen=True, slots=True)
class StopTrial:
    """Nothing further is to be done with it. The handler says whether something still goes on."""

    posting_id: int


@dataclass(frozen=True, slots=True)
class TrialRemoved:
    """Nothing of it is left in Discord."""

    posting_id: int
