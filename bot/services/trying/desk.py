"""Trying the way of an article out, and telling whoever tries it how far it is.

Nothing waits: each commit has a look at samples that somebody follows, as long as there are any.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import discord

from bot.articles.model import Article, Paragraph
from bot.services.newsroom import Newsroom
from bot.services.supervisor import Supervisor
from bot.services.trying.facts import BeginTrial, EndTrial
from bot.services.trying.progress import Progress, Stand, Step, progress
from bot.services.writer import Writer
from bot.storage.database import Database
from bot.wording import Catalogue, Words

__all__ = ["Progress", "Stand", "Step", "TrialDesk"]

Report = Callable[[Progress], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Followed:
    report: Report
    progress: Progress


class TrialDesk:
    """Begins samples, and looks after those that somebody follows."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        newsroom: Newsroom,
        catalogue: Catalogue,
        supervisor: Supervisor,
    ) -> None:
        self._database = database
        self._writer = writer
        self._newsroom = newsroom
        self._catalogue = catalogue
        self._supervisor = supervisor
        self._followed: dict[int, _Followed] = {}
        self._called = False
        self._looking = False

    async def begin(self, server_id: int, channel_id: int, by: int, report: Report) -> bool:
        """Post a sample to an article channel; False while another of the server is under way.

        `report` is called with each step from then on, and last when the sample is taken away.
        """
        words = self._catalogue.words(await self._newsroom.language(server_id))
        post = await self._newsroom.plan(server_id, channel_id, _sample(words), by)
        token = f"trial:{secrets.token_hex(8)}"
        post = replace(post, identity=token, source_kind="trial", source_url=token)
        posting_id: int | None = await self._writer.do(BeginTrial(post))
        if posting_id is None:
            return False
        self._followed[posting_id] = _Followed(report, Progress())
        self.look()
        return True

    def look(self) -> None:
        """Something was committed: look how far the samples are, if somebody follows any."""
        self._called = True
        if self._followed and not self._looking:
            self._looking = True
            self._supervisor.start(self._look(), "following a sample")

    async def _look(self) -> None:
        try:
            while self._called:
                self._called = False
                for posting_id, followed in list(self._followed.items()):
                    await self._follow(posting_id, followed)
        finally:
            self._looking = False

    async def _follow(self, posting_id: int, followed: _Followed) -> None:
        was = followed.progress
        now = await self._database.read(lambda tx: progress(posting_id, was, tx))
        if now == was:
            return
        if now.at_end and not was.at_end:
            self._writer.put(EndTrial(posting_id))
        if now.over:
            del self._followed[posting_id]
        else:
            self._followed[posting_id] = replace(followed, progress=now)
        # Whoever tries it may have closed the answer, or its fifteen minutes are over.
        with suppress(discord.HTTPException):
            await followed.report(now)


def _sample(words: Words) -> Article:
    """An article that says what it is, to whoever sees it in the seconds that it is there."""
    paragraphs = (words("trial.sample_what"), words("trial.sample_gone"))
    return Article(
        title=words("trial.sample_title"),
        body=tuple(map(Paragraph, paragraphs)),
        excerpt=paragraphs[0],
    )
