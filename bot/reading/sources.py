"""The bytes of a source: a file, standard input (`-`), or a web address."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.articles.reading.source import LARGEST
from bot.fetching import Fetcher

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class SourceError(Exception):
    """A file cannot be read. The message says why and what to do next."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a source holds, where it is from, and the `Content-Type` that came with it."""

    data: bytes
    url: str | None
    content_type: str | None


async def given(source: str, base_url: str | None, fetcher: Fetcher) -> Given:
    """What `source` holds; one byte more than can be read where it is larger than that.

    `base_url` is the address of what comes without one. Raises SourceError or FetchError.
    """
    if _ADDRESS.match(source):
        fetched = await fetcher.get(source, limit_bytes=LARGEST)
        return Given(fetched.body, fetched.url, fetched.content_type)
    return Given(_local(source), base_url, None)


def _local(source: str) -> bytes:
    if source == "-":
        return _beginning(sys.stdin.buffer)
    try:
        with Path(source).open("rb") as file:
            return _beginning(file)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        raise SourceError(
            f"The file cannot be read ({reason}). Give a file's name, '-' for standard input, or"
            " an address that begins with https://."
        ) from error


def _beginning(file: BinaryIO) -> bytes:
    return file.read(LARGEST + 1)
