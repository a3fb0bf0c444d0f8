"""Whether the examples that rules carry hold: what must hit hits, what must miss does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from bot.civility.finding import Found


class Exampled(Protocol):
    """A rule with examples."""

    @property
    def id(self) -> str: ...
    @property
    def hits(self) -> tuple[str, ...]: ...
    @property
    def misses(self) -> tuple[str, ...]: ...


class Finder(Protocol):
    """Finds a rule's hits in a text, those included that a stronger hit covers."""

    def __call__(self, text: str, rule: str, *, is_reply: bool) -> list[Found]: ...


def broken_examples(rules: Iterable[Exampled], find: Finder) -> Iterator[str]:
    """A sentence for each example that does not hold."""
    for rule in rules:
        reply = bool(getattr(rule, "replies", False))
        for text in rule.hits:
            if not _is_hit(find(text, rule.id, is_reply=reply)):
                yield f"rule {rule.id!r} should hit {text!r} and does not"
        for text in rule.misses:
            if _is_hit(find(text, rule.id, is_reply=reply)):
                yield f"rule {rule.id!r} should miss {text!r} and hits it"


def _is_hit(found: Iterable[Found]) -> bool:
    return any(not each.exemptions for each in found)
