"""The project's documents, and what can be read out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Page:
    """A document; `name` is its path from the project's folder."""

    name: str
    text: str

    @property
    def prose(self) -> str:
        """The text without its blocks of code."""
        return re.sub(r"^ *```.*?^ *```$", "", self.text, flags=re.DOTALL | re.MULTILINE)

    def blocks(self, language: str) -> list[str]:
        """The blocks of code in that language."""
        pattern = rf"^ *```{language}\n(.*?)^ *```$"
        return re.findall(pattern, self.text, re.DOTALL | re.MULTILINE)

    def quoted(self) -> list[str]:
        """What stands in the prose as `code`, whatever line breaks are in it."""
        return [" ".join(found.split()) for found in re.findall(r"`([^`]+)`", self.prose)]

    def rows(self, heading: str) -> Iterator[list[str]]:
        """The cells of each row of the tables whose first column has that heading."""
        for table in re.findall(r"(?:^\|.*\|\n)+", self.text, re.MULTILINE):
            head, _, *rows = [_cells(line) for line in table.splitlines()]
            if head[0] == heading:
                yield from rows

    def anchors(self) -> set[str]:
        """The headings as addresses in the page, as forges spell them."""
        headings = re.findall(r"^#+ (.+)$", self.prose, re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", each).lower().replace(" ", "-") for each in headings}


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def page(name: str) -> Page:
    """The document of that name."""
    return Page(name, (ROOT / name).read_text(encoding="utf-8"))


def pages() -> list[Page]:
    """Every document of the project."""
    found = [path for folder in (".", "docs", "data") for path in (ROOT / folder).glob("*.md")]
    return [page(path.relative_to(ROOT).as_posix()) for path in sorted(found)]
