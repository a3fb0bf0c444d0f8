"""Where the scene plays, who is in it, and what they ask of the bot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import discord

from .answers import Answer
from .people import Person
from .places import Channel
from .seen import Seen
from .servers import Server
from .world import World

OPENING = datetime(2027, 5, 3, 9, tzinfo=UTC)
"""When the scene begins. A fixed date, so that it is the same each time."""

_MODERATING = discord.Permissions(manage_messages=True, manage_threads=True)
_RULING = discord.Permissions(manage_guild=True, manage_messages=True)
"""Discord shows `/rule` to whoever has Manage Messages, and its rules are an admin's to make."""
_MEMBERS = ("Ana", "Ben", "Chidi", "Dolores", "Emil", "Rex")


@dataclass(frozen=True, slots=True)
class Asked:
    """What passed between somebody and the bot, or Discord, and was seen by them alone.

    `where` is a channel's name, None for direct messages.
    """

    at: datetime
    who: str
    where: str | None
    what: str
    answer: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A newspaper's server: an admin, an editor, a moderator and their readers."""

    world: World
    server: Server
    news: Channel
    staff: Channel
    admin: Person
    editor: Person
    moderator: Person
    members: dict[str, Person]
    asked: list[Asked] = field(default_factory=list)

    @property
    def thread(self) -> Channel:
        """The discussion."""
        return self.news.threads[-1]

    @property
    def names(self) -> dict[int, str]:
        """What people are called, by id."""
        people = (self.admin, self.editor, self.moderator, *self.members.values())
        return {person.id: person.name for person in people}

    async def say(
        self, name: str, text: str, *, after: float, reply_to: Seen | None = None
    ) -> Seen:
        """A member writes into the discussion, `after` so many minutes."""
        await self.wait(minutes=after)
        return await self.members[name].say(self.thread, text, reply_to=reply_to)

    async def ask(self, who: Person, command: str, where: Channel, **options: Any) -> Answer:
        """Somebody gives a command, which is noted with its answer."""
        answer = await who.command(command, where, **options)
        given = " ".join([command, *(f"{name}: {_shown(each)}" for name, each in options.items())])
        self.note(who, where, given, answer.text)
        return answer

    async def reword(self, name: str, text: str, *, after: float) -> Seen:
        """A member rewords what came back to them, after so many minutes; gives what stands now."""
        member = self.members[name]
        told = member.dms()[-1]
        self.note(member, member.dm, "gets a direct message", told.content)
        await self.wait(minutes=after)
        dialog = await member.click(told, "Reword")
        answer = await member.submit(dialog, text=text)
        self.note(member, member.dm, f"Reword: “{text}”", answer.text)
        return self.thread.messages[-1]

    async def decide(self, button: str, *, after: float) -> Seen:
        """The moderator decides the newest case, after so many minutes; gives what stands then."""
        await self.wait(minutes=after)
        card = self.moderator.sees(self.staff)[-1]
        answer = await self.moderator.click(card, button)
        self.note(self.moderator, self.staff, button, answer.text)
        return self.thread.messages[-1]

    def note(self, who: Person, where: Channel, what: str, answer: str) -> None:
        """Keep what somebody wanted and what came of it."""
        self.asked.append(Asked(self.world.now(), who.name, where.name or None, what, answer))

    async def wait(self, **time: float) -> None:
        """Let time go by; the arguments are those of `timedelta`."""
        await self.world.advance(timedelta(**time))


def set_stage(world: World) -> Stage:
    """The server before the bot is connected."""
    server = world.create_server("The Lantern")
    # Whoever starts a thread may reopen it; the bot starts every discussion itself.
    server.everyone.take("create_public_threads")
    stage = Stage(
        world=world,
        server=server,
        news=server.create_channel("news"),
        staff=server.create_channel("staff", private=True),
        admin=server.person("Vera", permissions=_RULING),
        editor=server.person("Irma", permissions=_MODERATING),
        moderator=server.person("Mo", permissions=_MODERATING),
        members={name: server.person(name) for name in _MEMBERS},
    )
    for person in (stage.admin, stage.editor, stage.moderator):
        stage.staff.allow(person, "view_channel")
    return stage


def _shown(option: Any) -> str:
    return str(option[0]) if isinstance(option, tuple) else str(option)
