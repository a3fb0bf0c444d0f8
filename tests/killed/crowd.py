"""People who are busy, whether the bot lives or not: about a hundred deeds a second."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import discord

from bot.demo.loopback import LiveWorld
from bot.demo.people import Person
from bot.demo.places import Channel
from bot.demo.refused import Refused
from bot.demo.seen import Seen
from tests.killed.asking import ask
from tests.killed.quarrel import Quarrel

PACE = 0.01
"""Seconds between two deeds."""
TEMPER = 0.05
"""How often somebody writes what they should not."""

_RIGHTS = discord.Permissions(manage_guild=True, manage_messages=True, manage_threads=True)
_REMARKS = (
    "I would like to see the figures behind that.",
    "My street has waited for this since spring.",
    "Fair enough, though the second paragraph says otherwise.",
    "Has anybody asked the people who work there?",
    "That is the first good argument I read today.",
)


@dataclass
class Crowd:
    """A newsroom that posts and closes, and its readers; what they do is drawn from `dice`."""

    world: LiveWorld
    dice: random.Random
    fullest: int
    """Messages in a discussion after which it is closed."""
    news: Channel = field(init=False)
    staff: Channel = field(init=False)
    editor: Person = field(init=False)
    readers: list[Person] = field(init=False)
    quarrel: Quarrel = field(init=False)
    posted: list[str] = field(default_factory=list)
    """The titles of the articles that the bot said it posts; it may have lost its last words."""
    deeds: int = 0
    _is_busy: bool = False
    _own: list[tuple[Person, Seen]] = field(default_factory=list)

    def __post_init__(self) -> None:
        server = self.world.create_server("The Harbour Post")
        server.everyone.take("create_public_threads")
        self.news, self.staff = server.create_channel("news"), server.create_channel("staff")
        self.editor = server.person("Irma", permissions=_RIGHTS)
        self.readers = [server.person(name) for name in ("Ana", "Ben", "Chidi", "Dolores", "Emil")]
        self.readers[-1].close_dms()
        self.quarrel = Quarrel(self.dice, self.staff, self.editor, self.readers)

    async def set_up(self) -> None:
        """Have the bot post into the news channel, and tell the staff what it cannot do.

        Five people write what a hundred would, so that floods have to be allowed.
        """
        await self.editor.command("/channel set", self.staff, use="notices")
        await self.editor.command("/civility set", self.staff, family="history", verdict="allow")
        answer = await self.editor.command("/channel set", self.news, days=14)
        assert "article channel" in answer.text

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Have them all busy for as long as this lasts."""
        self._is_busy = True
        async with asyncio.TaskGroup() as working:
            working.create_task(self.write())
            working.create_task(self.run_the_desk())
            working.create_task(self.settle_cases())
            yield
            self._is_busy = False

    async def write(self) -> None:
        """Say, edit and delete."""
        while self._is_busy:
            await asyncio.sleep(PACE)
            with suppress(Refused):  # a thread that has just closed, a message that is gone
                await self._deed()

    async def run_the_desk(self) -> None:
        """Keep two discussions open, close full ones, open one again now and then."""
        while self._is_busy:
            if full := [each for each in self.open_threads() if self._size(each) > self.fullest]:
                await ask(self.editor.command("/discussion close", full[0]))
            elif len(self.open_threads()) < 2:
                await self.post()
            elif self.dice.random() < 0.2:
                await self._reopen()
            await asyncio.sleep(10 * PACE)

    async def settle_cases(self) -> None:
        """Answer notices and decide cases."""
        while self._is_busy:
            await self.quarrel.step()
            await asyncio.sleep(10 * PACE)

    async def post(self) -> None:
        """Post the next article; who gets no answer asks again."""
        title, page = self.next_title, ("report.html", _page(self.next_title))
        command = self.editor.command("/article post", self.news, page=page)
        answer = await ask(command)
        if answer is not None and any(word in answer.text for word in ("is being", "before")):
            self.posted.append(title)

    @property
    def next_title(self) -> str:
        """The title of the article that is posted next, or that was, without a word about it."""
        return f"Report {len(self.posted) + 1} from the harbour"

    def open_threads(self) -> list[Channel]:
        """The discussions that take comments."""
        return [each for each in self.news.threads if not each.locked and not each.archived]

    async def _reopen(self) -> None:
        closed = [each for each in self.news.threads if each.locked and each.archived]
        if not closed:
            return
        title, place = self.dice.choice(closed).name, self.news
        typed = self.editor.autocomplete("/discussion open", "discussion", title, place)
        for choice in (await ask(typed) or [])[:1]:
            given = self.editor.command("/discussion open", place, discussion=choice.value)
            await ask(given)

    async def _deed(self) -> None:
        threads = [each for each in self.open_threads() if self._size(each) < 2 * self.fullest]
        if not threads:
            return
        self.deeds += 1
        draw = self.dice.random()
        if draw < 0.75 or not self._own:
            await self._say(self.dice.choice(threads))
            return
        who, message = self.dice.choice(self._own[-50:])
        if draw < 0.9:
            await who.edit(message, f"{self._remark()} (edited)")
        else:
            self._own.remove((who, message))
            await (self.editor if draw > 0.97 else who).delete(message)

    async def _say(self, thread: Channel) -> None:
        who = self.dice.choice(self.readers)
        earlier = [message for _, message in self._own[-5:] if message.channel_id == thread.id]
        reply_to = earlier[-1] if earlier and self.dice.random() < 0.3 else None
        self._own.append((who, await who.say(thread, self._remark(), reply_to=reply_to)))

    def _remark(self) -> str:
        is_civil = self.dice.random() > TEMPER
        words = self.dice.choice(_REMARKS) if is_civil else self.quarrel.words()
        return f"{words} No. {self.deeds}."

    def _size(self, thread: Channel) -> int:
        return len(self.world.backend.messages[thread.id])


def _page(title: str) -> bytes:
    paragraphs = (
        f"<p>On day {day} the crane was still standing where the storm had left it. "
        + "The pilots waited, the harbour master telephoned, and nobody would say who pays. " * 9
        + "</p>"
        for day in range(1, 13)
    )
    return (
        f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<time datetime='2026-03-01'>1 March 2026</time>{''.join(paragraphs)}"
        "</article></body></html>"
    ).encode()
