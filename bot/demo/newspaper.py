"""The newspaper of the demo: sites that exist on this machine only, at addresses of their own.

The bot asks it as it asks the web, and any other address is asked of the web itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from bot.app import Fetched, Fetching

SITE = "https://lantern.example"
FEED = f"{SITE}/feed.xml"
YOUR_FEED = "https://your-feed.example/feed.xml"
"""Under what address a feed in a file is read."""
_XML = "text/xml"
_HTML = "text/html; charset=utf-8"


def sample(name: str) -> bytes:
    """A file that ships with the demo."""
    return (files("bot.demo.samples") / name).read_bytes()


def pictures() -> Mapping[str, bytes]:
    """The newspaper's pictures (SVG), by address."""
    names = ("tram-depot.svg", "bat-bridge.svg")
    return {f"{SITE}/pictures/{name}": sample(name) for name in names}


@dataclass(slots=True)
class Newspaper:
    """What is at which address, in front of the `web`."""

    web: Fetching
    pages: dict[str, tuple[str, bytes]] = field(
        default_factory=lambda: {
            FEED: (_XML, sample("feed.xml")),
            f"{SITE}/town/a-bridge-for-bats": (_HTML, sample("bat-bridge.html")),
            f"{SITE}/town/the-night-library": (_HTML, sample("night-library.html")),
            f"{SITE}/town/ice-cream-but-slowly": (_HTML, sample("ice-cream.html")),
        }
    )

    def add_feed(self, path: Path) -> str:
        """Publish a feed that is in a file; gives its address. Raises OSError."""
        self.pages[YOUR_FEED] = (_XML, path.read_bytes())
        return YOUR_FEED

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        obey_robots: bool = False,
    ) -> Fetched:
        """What is there; raises FetchError as the web does."""
        if url not in self.pages:
            return await self.web.get(url, etag=etag, modified=modified, obey_robots=obey_robots)
        kind, body = self.pages[url]
        stamp = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if etag == stamp:
            return Fetched(url, 304, kind, b"", stamp, None, not_modified=True)
        return Fetched(url, 200, kind, body, stamp, None, not_modified=False)
