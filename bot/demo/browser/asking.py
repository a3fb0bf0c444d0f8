"""What a visitor wants done in somebody's name, as the page sends it.

Each kind of wish is a model of its own and is checked before anything is done; `WISH` reads any of
them. The world refuses what Discord would refuse (`Refused`), however a wish came here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ..answers import Answer, Choice
from ..people import Person
from ..refused import Refused, refusals
from ..seen import Seen
from .filling import File, Given, chosen, fields, options
from .mentioning import with_mentions

Id = Annotated[int, Field(gt=0, lt=1 << 64)]
Result = Answer | list[Choice] | None
"""What comes of a wish: the bot's answer, what it offers, or nothing but the deed."""


class _Wish(BaseModel):
    """Something wanted in a place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    place: Id


class _AboutMessage(_Wish):
    message: Id

    def target(self, person: Person) -> Seen:
        """The message; raises `Refused` once it is gone."""
        with refusals():
            return person.world.message(self.place, self.message)


class Say(_Wish):
    """Write a message."""

    do: Literal["say"]
    text: str = ""
    reply_to: Id | None = None
    files: tuple[File, ...] = ()

    async def done(self, person: Person) -> Result:
        """Do it."""
        files = [file.upload for file in self.files]
        where = person.world.channel(self.place)
        text = with_mentions(person, self.text)
        await person.say(where, text, reply_to=self.reply_to, attachments=files)
        return None


class Edit(_AboutMessage):
    """Change a message of one's own."""

    do: Literal["edit"]
    text: str

    async def done(self, person: Person) -> Result:
        """Do it."""
        await person.edit(self.target(person), with_mentions(person, self.text))
        return None


class Delete(_AboutMessage):
    """Delete a message."""

    do: Literal["delete"]

    async def done(self, person: Person) -> Result:
        """Do it."""
        await person.delete(self.target(person))
        return None


class React(_AboutMessage):
    """Add a reaction, or take it back."""

    do: Literal["react"]
    emoji: Annotated[str, Field(min_length=1, max_length=32)]
    on: bool

    async def done(self, person: Person) -> Result:
        """Do it."""
        await (person.react if self.on else person.unreact)(self.target(person), self.emoji)
        return None


class Click(_AboutMessage):
    """Press a button, which is named by its custom id."""

    do: Literal["click"]
    control: str

    async def done(self, person: Person) -> Result:
        """Do it."""
        return await person.click(self.target(person), self.control)


class Select(_AboutMessage):
    """Choose in a select, which is named by its custom id."""

    do: Literal["select"]
    control: str
    values: tuple[str, ...]

    async def done(self, person: Person) -> Result:
        """Do it."""
        target = self.target(person)
        stored = person.world.backend.get_message(self.place, self.message)
        values = chosen(person, stored.components, self.control, self.values)
        return await person.select(target, *values, menu=self.control)


class Menu(_AboutMessage):
    """Choose a command from a message's menu."""

    do: Literal["menu"]
    name: str

    async def done(self, person: Person) -> Result:
        """Do it."""
        return await person.menu(self.target(person), self.name)


class Command(_Wish):
    """Give a slash command."""

    do: Literal["command"]
    name: str
    options: Mapping[str, Given] = {}

    async def done(self, person: Person) -> Result:
        """Do it."""
        values = options(person, self.place, self.name, self.options)
        return await person.command(self.name, person.world.channel(self.place), **values)


class Complete(_Wish):
    """Ask what is offered for an option while it is typed."""

    do: Literal["complete"]
    name: str
    option: str
    typed: str
    options: Mapping[str, Given] = {}

    async def done(self, person: Person) -> Result:
        """Do it."""
        values = options(person, self.place, self.name, self.options)
        where = person.world.channel(self.place)
        return await person.autocomplete(self.name, self.option, self.typed, where, **values)


class Submit(_Wish):
    """Send off a dialog that the bot opened."""

    do: Literal["submit"]
    dialog: Id
    fields: Mapping[str, Given] = {}

    async def done(self, person: Person) -> Result:
        """Do it."""
        record = person.world.backend.interactions.get(self.dialog)
        if record is None or record.modal is None or record.user_id != person.id:
            raise Refused(0, "This dialog is not open.")
        values = fields(person, record.modal, self.fields)
        return await person.submit(Answer(person.world, record), values)


Wish = Say | Edit | Delete | React | Click | Select | Menu | Command | Complete | Submit
WISH: TypeAdapter[Wish] = TypeAdapter(Annotated[Wish, Field(discriminator="do")])
"""Reads a wish from JSON; raises pydantic's ValidationError."""
