"""An id for each entry of a feed that is the same at every fetch.

In this order: the feed's own id where no other entry has it, the address without tracking, the
title with the date, the title with the beginning of the text. Ids that name the moment of the
fetch cannot be told from one fetch; whoever keeps entries compares addresses too.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.articles.addresses import untracked, web_parts
from bot.articles.model import FeedEntry
from bot.articles.reading.characters import comparable, one_line

_LONGEST = 500


def with_ids(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    """The entries with the first of their possible ids that is theirs alone.

    Those that are alike in everything that counts share one; all but the first have it numbered.
    """
    unique = list(dict.fromkeys(entries))
    ways: tuple[Callable[[FeedEntry], str], ...] = (_stated, _address, _dated, _worded)
    named = [tuple(way(entry) for way in ways) for entry in unique]
    used = [Counter(names) for names in zip(*named, strict=True)]
    ids = {entry: _id(names, used) for entry, names in zip(unique, named, strict=True)}
    given: Counter[str] = Counter()
    return tuple(replace(entry, id=_numbered(ids[entry], given)) for entry in entries)


def _numbered(name: str, given: Counter[str]) -> str:
    """The id, with a number behind it where it was `given` before; it is from now on."""
    free = name
    while free in given:
        given[name] += 1
        free = f"{name}#{given[name]}"
    given[free] += 1
    return free


def _id(names: Sequence[str], used: Sequence[Counter[str]]) -> str:
    """The first of an entry's possible ids that no other entry has; else the last."""
    stated = [(name, counter) for name, counter in zip(names, used, strict=True) if name]
    return next((name for name, counter in stated if counter[name] == 1), stated[-1][0])


def _stated(entry: FeedEntry) -> str:
    """The feed's id; one that is an address loses its tracking, and one that is long is hashed."""
    text = one_line(entry.id)
    if web_parts(text) is not None:
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
