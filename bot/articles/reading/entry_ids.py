"""An id for each entry of a feed that is the same at every fetch.

In this order: the feed's own id where no other entry has it, the address without tracking, the
title with the date, the title with the beginning of the text. Ids that name the moment of the
fetch cannot be told from one fetch; whoever keeps entries compares addresses too.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.articles.model import FeedEntry
from bot.articles.reading.characters import comparable, one_line

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|ref_?src|ref|source|xtor|at_\w+|ocid|"
    r"ns_\w+|feed|rss|partner|smid|s_cid|wt_\w+|_hs\w+|spm|yclid|ito|cid|ncid|sr_share",
    re.IGNORECASE,
)
_VALUE_OF_TRACKING = re.compile(
    r"rss|feed|atom|twitter|facebook|newsletter|email|social", re.IGNORECASE
)
_LONGEST = 500


def with_ids(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    """The entries with the first of their possible ids that is theirs alone.

    An entry that the feed holds twice, alike in everything, stays once.
    """
    unique = list(dict.fromkeys(entries))
    ways: tuple[Callable[[FeedEntry], str], ...] = (_stated, _address, _dated, _worded)
    used = [Counter(filter(None, map(way, unique))) for way in ways]
    return tuple(replace(entry, id=_id(entry, ways, used)) for entry in unique)


def _id(
    entry: FeedEntry, ways: Sequence[Callable[[FeedEntry], str]], used: Sequence[Counter[str]]
) -> str:
    candidates = [(way(entry), count) for way, count in zip(ways, used, strict=True)]
    alone = next((text for text, count in candidates if text and count[text] == 1), None)
    return alone or next(text for text, _ in reversed(candidates) if text)


def _stated(entry: FeedEntry) -> str:
    """The feed's id; one that is an address loses its tracking, and one that is long is hashed."""
    text = one_line(entry.id)
    if urlsplit_or_none(text):
        return untracked(text)
    return text if len(text) <= _LONGEST else _hashed(text)


def _address(entry: FeedEntry) -> str:
    return untracked(entry.url) if entry.url else ""


def _dated(entry: FeedEntry) -> str:
    return (
        _hashed(f"{comparable(entry.title)}|{entry.published.isoformat()}")
        if entry.published
        else ""
    )


def _worded(entry: FeedEntry) -> str:
    return _hashed(f"{comparable(entry.title)}|{comparable(entry.excerpt or '')[:200]}")


def _hashed(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def untracked(url: str) -> str:
    """An address without the parameters that tell where a reader came from, and its fragment.

    A fragment that is a path (`#!/story/1`) is part of the address.
    """
    parts = urlsplit_or_none(url)
    if parts is None:
        return url
    scheme, host, path, query, fragment = parts
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _is_tracking(name, value)
    ]
    return urlunsplit(
        (
            scheme.lower(),
            host.lower(),
            path,
            urlencode(kept),
            fragment if fragment.startswith(("!", "/")) else "",
        )
    )


def _is_tracking(name: str, value: str) -> bool:
    if not _TRACKING.fullmatch(name):
        return False
    sure = name.lower().startswith(("utm_", "fbclid", "gclid", "mc_", "at_", "ns_", "wt_", "_hs"))
    return sure or _VALUE_OF_TRACKING.search(value) is not None


def urlsplit_or_none(url: str) -> tuple[str, str, str, str, str] | None:
    """The parts of a web address; None for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that are no IPv6 address, for example
        return None
    is_web = parts.scheme.lower() in ("http", "https") and parts.netloc
    return (parts.scheme, parts.netloc, parts.path, parts.query, parts.fragment) if is_web else None
