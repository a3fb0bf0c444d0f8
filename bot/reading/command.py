"""Sources read in order; one that fails is told, and the others still come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog

from bot.articles.model import ArticlePage, Feed
from bot.articles.reading.errors import ReadingError
from bot.fetching import Fetcher, FetchError
from bot.reading.sources import SourceError, given
from bot.services.reader import Reader

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: what was read, or a sentence that says why nothing was."""

    source: str
    read: ArticlePage | Feed | None = None
    error: str | None = None


async def read_sources(
    sources: Iterable[str],
    base_url: str | None,
    tell: Callable[[Outcome], None],
    fetcher: Fetcher,
) -> bool:
    """Read all sources and tell each outcome as soon as it is known; False where one failed.

    `base_url` is the address of what comes from a file. The fetcher is closed at the end.
    """
    reader, whole = Reader(), True
    try:
        async with fetcher:
            for source in sources:
                outcome = await _outcome(source, base_url, fetcher, reader)
                whole = whole and outcome.error is None
                tell(outcome)
    finally:
        reader.close()
    return whole


async def _outcome(source: str, base_url: str | None, fetcher: Fetcher, reader: Reader) -> Outcome:
    try:
        got = await given(source, base_url, fetcher)
        found = await reader.read(got.data, url=got.url, content_type=got.content_type)
    except (SourceError, FetchError, ReadingError) as error:
        return Outcome(source, error=str(error))
    except Exception as error:  # supervised: a fault of ours in one source costs no other
        log.error("source failed", error=type(error).__name__, exc_info=error)
        return Outcome(
            source,
            error=f"A fault of the program kept this from being read ({type(error).__name__})."
            " Please report it with the page.",
        )
    return Outcome(source, found)
