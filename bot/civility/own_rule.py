"""One rule of a server's own, and what is told of one that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.civility.model import Verdict


class OwnRuleError(ValueError):
    """A server's rule that cannot be used: the message says what is wrong and what to do.

    `key` and `values` are the catalogue's for the same; `message` is for files, in English.
    """

    def __init__(self, message: str, key: str, **values: str | int) -> None:
        super().__init__(message)
        self.key = key
        self.values = values


class Scope(StrEnum):
    """Where an own rule holds; `OwnRule.scope_id` is the server's, channel's or discussion's id."""

    SERVER = "server"
    CHANNEL = "channel"
    DISCUSSION = "discussion"


class Seeks(StrEnum):
    """What an own rule looks for."""

    WORDS = "words"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One rule of a server's own. `sought` is a word or phrase, or an RE2 pattern.

    Who has one of `exempt_roles` (ids) is not judged by it. `explanation` is what its author reads.
    """

    id: str
    seeks: Seeks
    sought: str
    verdict: Verdict
    scope: Scope = Scope.SERVER
    scope_id: int = 0
    exempt_roles: frozenset[int] = frozenset()
    explanation: str = ""

    def concerns(self, channel: int, discussion: int, roles: frozenset[int]) -> bool:
        """Whether the rule holds for somebody with these roles, in this discussion."""
        if not self.exempt_roles.isdisjoint(roles):
            return False
        where = {Scope.CHANNEL: channel, Scope.DISCUSSION: discussion}
        return self.scope is Scope.SERVER or where[self.scope] == self.scope_id


def explanation_key(rule: OwnRule) -> str:
    """The key of its explanation, which is the explanation itself where it has one.

    So a case that is told of later needs no rule that may be gone by then.
    """
    return f"{OWN_WORDS}{rule.explanation}" if rule.explanation else "own"


OWN_WORDS = "own: "
"""What an explanation's key begins with that is the sentence itself."""
