"""The page that the editor of the scene posts: the sample, or a file of the visitor's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .newspaper import Newspaper, sample

LARGEST = 10 * 1024 * 1024
"""Bytes: what Discord takes as one attachment (DOC/reference, Uploading Files)."""
SAMPLE, NEXT_SAMPLE = "night-library.html", "bat-bridge.html"
"""The articles that ship with the demo: the one of the scene, and the one after it."""
_REMEDY = "Name a file with one article page, saved from the browser as HTML or as text."


class DemoError(Exception):
    """The scene cannot be played. The message says why and what to do next."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A file as somebody attaches it to a command."""

    name: str
    data: bytes


def sample_page(name: str = SAMPLE) -> SavedPage:
    """An article that ships with the demo."""
    return SavedPage(name, sample(name))


def page_in(path: Path) -> SavedPage:
    """The page in a file; raises `DemoError` where there is none that could be attached."""
    try:
        if not path.is_file():
            raise DemoError(f"{path} {_fault(path)}. {_REMEDY}")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise DemoError(f"{path} cannot be read ({error.strerror}). {_REMEDY}") from error
    if len(data) > LARGEST:
        raise DemoError(f"{path} is larger than {LARGEST >> 20} MiB. {_REMEDY}")
    return SavedPage(path.name, data)


def feed_in(source: str, newspaper: Newspaper) -> str:
    """The address of a feed: as given, or where the newspaper has the one in a file."""
    if source.startswith(("http://", "https://")):
        return source
    try:
        return newspaper.add_feed(Path(source))
    except OSError as error:
        raise DemoError(
            f"{source} cannot be read ({error.strerror}). Name a file with a feed, or its address."
        ) from error


def _fault(path: Path) -> str:
    if not path.exists():
        return "does not exist"
    return "is a folder" if path.is_dir() else "is no ordinary file"
