"""The messages of the articles that are being posted.

Laying out a long article takes a third of a second, so it is done on a thread, and once for all of
its parts.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from bot.articles.layout import Part, Sheet, lay_out, sheets
from bot.articles.model import Article, Mirror
from bot.wording import Words

KEPT = 8
"""Articles in the works at the same time; each is some tens of kilobytes."""

_Key = tuple[Article, Mirror, int, str]


class Layouts:
    """Lays articles out, and remembers the last few."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, Sequence[Part]] = OrderedDict()

    async def parts(
        self, article: Article, mirror: Mirror, limit: int, words: Words
    ) -> Sequence[Part]:
        """What `lay_out` makes of the article. Its body must be hashable, as a tuple is."""
        key = (article, mirror, limit, words.language)
        if key not in self._kept:
            self._kept[key] = await asyncio.to_thread(
                lay_out, article, mirror=mirror, words=words, limit=limit
            )
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    async def sheets(
        self, article: Article, mirror: Mirror, limit: int, words: Words
    ) -> Sequence[Sheet]:
        """The same as slices, for a correction; not remembered, as corrections are few."""
        return await asyncio.to_thread(sheets, article, mirror=mirror, words=words, limit=limit)
