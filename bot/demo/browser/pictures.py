"""Pictures, from this machine only: what was uploaded, and what came with the demo.

A page that loads nothing from elsewhere tells nobody that it is looked at. Pictures of a visitor's
own article are therefore named and linked, not shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..fidelity import FaithfulBackend


@dataclass(frozen=True, slots=True)
class Picture:
    """Bytes that a browser shows."""

    type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures that there are: uploads, and `bundled` ones by the address they stand for."""

    backend: FaithfulBackend
    bundled: Mapping[str, Picture]

    def find(self, url: str) -> Picture | None:
        """What is shown for an address; None where there is nothing on this machine."""
        if (known := self.bundled.get(url)) is not None:
            return known
        data = self.file(url)
        kind = _kind(data) if data is not None else None
        return Picture(kind, data) if data is not None and kind is not None else None

    def file(self, url: str) -> bytes | None:
        """An uploaded file; None where there is none at that address."""
        return self.backend.cdn.get(url)

    def source(self, url: str) -> str | None:
        """Where the page finds it; None where it cannot be shown."""
        return f"picture?url={quote(url, safe='')}" if self.find(url) is not None else None

    def local(self, value: Any) -> Any:
        """Embeds and components with `src` beside each picture's `url`."""
        if isinstance(value, list):
            return [self.local(item) for item in value]
        if not isinstance(value, Mapping):
            return value
        return {name: self._media(name, item) for name, item in value.items()}

    def _media(self, name: str, item: Any) -> Any:
        if name in _MEDIA and isinstance(item, Mapping) and item.get("url"):
            return {**item, "src": self.source(item["url"])}
        return self.local(item)


_MEDIA = ("image", "thumbnail", "media")
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}


def _kind(data: bytes) -> str | None:
    """What the bytes are; their name could say anything."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES.items() if data.startswith(start)), None)
