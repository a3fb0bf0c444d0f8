"""What a look at the installation found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How a finding is to be taken; only `WRONG` makes `doctor` fail."""

    SOUND = "ok"
    NOTE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line for the operator; of what is wrong, it says what that breaks and the remedy."""

    grade: Grade
    text: str

    def __str__(self) -> str:
        return f"{self.grade.value:<5}  {self.text}"


def sound(text: str) -> Finding:
    return Finding(Grade.SOUND, text)


def note(text: str) -> Finding:
    return Finding(Grade.NOTE, text)


def wrong(text: str) -> Finding:
    return Finding(Grade.WRONG, text)
