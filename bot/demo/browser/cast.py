"""The people that a visitor can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..people import Person


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody, and what they are in the community; `hint` is what there is to try as them."""

    person: Person
    role: str
    hint: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The parts that there are, by the person's id."""

    parts: Mapping[int, Part]

    @classmethod
    def of(cls, *parts: Part) -> Cast:
        """These, in this order."""
        return cls({part.person.id: part for part in parts})

    @property
    def first(self) -> Part:
        """Whom the visitor is at first."""
        return next(iter(self.parts.values()))

    def as_json(self) -> list[dict[str, Any]]:
        """For the page's switch."""
        return [
            {
                "id": str(person_id),
                "name": part.person.name,
                "role": part.role,
                "hint": part.hint,
            }
            for person_id, part in self.parts.items()
        ]
