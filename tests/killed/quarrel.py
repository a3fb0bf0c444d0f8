"""Readers who lose their temper, and what becomes of their cases."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.demo.people import Person
from bot.demo.places import Channel
from bot.demo.seen import Seen
from tests.killed.asking import ask
from tests.moderating.people import ATTACK, HATE

REWORDED = "Put more politely, I see it another way."


@dataclass
class Quarrel:
    """Answers notices and decides cases, as `dice` have it."""

    dice: random.Random
    staff: Channel
    moderator: Person
    readers: list[Person]

    def words(self) -> str:
        """What somebody should not have written."""
        return self.dice.choice((ATTACK, HATE))

    async def step(self) -> None:
        """A reader or the moderator presses a button."""
        if self.dice.random() < 0.5:
            await self._decide()
        else:
            await self._answer(self.dice.choice(self.readers))

    async def _decide(self) -> None:
        if cards := _open(self.staff.messages):
            card = self.dice.choice(cards)
            await ask(self.moderator.click(card, self.dice.choice(card.components)))

    async def _answer(self, reader: Person) -> None:
        if notices := _open(reader.dms()):
            told = self.dice.choice(notices)
            answer = await ask(reader.click(told, self.dice.choice(told.components)))
            if answer is not None and answer.modal is not None:
                await ask(reader.submit(answer, text=REWORDED))


def _open(messages: tuple[Seen, ...] | list[Seen]) -> list[Seen]:
    return [each for each in messages if each.controls and not each.ephemeral]
