"""A part: what goes into one message of a mirrored article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown for one text display."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture for a media gallery.

    `caption` is Markdown (`-# …`) for a text display under it; it counts in the part's length.
    """

    url: str
    caption: str | None = None


Segment = Text | Photo


@dataclass(frozen=True, slots=True)
class Part:
    """One message in the components layout (docs: components/reference, `IS_COMPONENTS_V2`)."""

    segments: tuple[Segment, ...]

    @property
    def texts(self) -> Iterator[str]:
        """The Markdown of each text display, in order; captions included."""
        for segment in self.segments:
            markdown = segment.markdown if isinstance(segment, Text) else segment.caption
            if markdown is not None:
                yield markdown


# Discord trims messages; and no two texts that differ only in these are told apart by a reader.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")


def normalised(text: str) -> str:
    """A text such that what was sent and what Discord gives back compare equal."""
    return " ".join(_INVISIBLE.sub("", text).split())


def part_text(part: Part) -> str:
    """All texts of a part, normalised: `normalised` of a message's text displays equals it.

    Join those with a newline, in order.
    """
    return normalised("\n".join(part.texts))


def text_hash(part: Part) -> str:
    """A short name for `part_text` that stays the same over restarts (SHA-256, 32 hex digits)."""
    return hashlib.sha256(part_text(part).encode()).hexdigest()[:32]
