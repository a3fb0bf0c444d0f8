"""How else words are written: `u` for *you*, `robbin` for *robbing*, `dont` for *don't*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_STEM = 3
"""Letters at least before an ending that varies: *king* is no *kin*."""


class Variants:
    """The spellings of a pack's words, none of which its lists and patterns need to name.

    `spelt`: the other spellings of a word, or of an ending, which begins with a hyphen: `you`: `u
    ya`, `-ing`: `-in`.
    """

    def __init__(self, spelt: Mapping[str, str] | None = None) -> None:
        spelt = spelt or {}
        self._words = {word: others.split() for word, others in spelt.items()}
        self._endings = [
            (ending.removeprefix("-"), other.removeprefix("-"))
            for ending, others in spelt.items()
            if ending.startswith("-")
            for other in others.split()
        ]

    def of(self, word: str) -> tuple[str, ...]:
        """The word and what else is written for it."""
        return (word, *self._words.get(word, ()), *self._without_apostrophe(word), *self._cut(word))

    def _without_apostrophe(self, word: str) -> Iterator[str]:
        """A negation is so written in half of all comments."""
        if word.endswith("n't"):
            yield word.replace("'", "")

    def _cut(self, word: str) -> Iterator[str]:
        for ending, other in self._endings:
            if word.endswith(ending) and len(word) >= len(ending) + _STEM:
                yield word.removesuffix(ending) + other
