"""The buttons about cases: an author's under the notice, the moderators' under the card."""

from __future__ import annotations

import re
from typing import Any, Protocol, Self, cast

import discord

from bot.services.moderating.at_hand import CaseAtHand
from bot.services.moderating.cards import DECISIONS
from bot.services.moderating.controls import AUTHORS, TEMPLATE, Control, control_id
from bot.services.moderating.deciding import Decided, Insisted
from bot.services.moderating.desk import CivilityDesk
from bot.wording import Catalogue, Words, moment, person
from cogs.answers import Refused, answer, begin, words_for
from cogs.lasting import Lasting
from cogs.rewording import RewordDialog, require_author
from cogs.rights import require_moderator


class Front(Protocol):
    """What the buttons need of the client they are clicked in."""

    civility: CivilityDesk
    catalogue: Catalogue
    run_id: str


class CaseButton(
    Lasting, discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=TEMPLATE
):
    """Found by its custom id, so that notices and cards of any age answer after a restart."""

    def __init__(self, case_id: int, control: Control) -> None:
        super().__init__(discord.ui.Button(custom_id=control_id(case_id, control)))
        self._case_id = case_id
        self._control = control

    @classmethod
    def found(cls, match: re.Match[str], item: discord.ui.Item[Any]) -> Self:
        return cls(int(match["case"]), Control(match["control"]))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Check whose button it is, then do what it says."""
        front = cast(Front, interaction.client)
        at = await front.civility.case(self._case_id)
        if at is None:
            raise Refused("refused.no_case")
        if self._control in AUTHORS:
            await require_author(interaction, at)
            front.civility.see(at.case.id)
            await self._for_author(front, interaction, at)
        else:
            await _require_moderator(interaction, at)
            await self._for_moderator(front, interaction)

    async def _for_author(
        self, front: Front, interaction: discord.Interaction[Any], at: CaseAtHand
    ) -> None:
        words = words_for(front.catalogue, interaction)
        if self._control is Control.REWORD:
            if at.rewordable is None:
                raise Refused("refused.case_decided")
            if at.closed:
                raise Refused("refused.commenting_closed")
            dialog = RewordDialog(front.run_id, at, at.rewordable, words)
            await interaction.response.send_modal(dialog)
            return
        await begin(interaction)
        insisted = await front.civility.post_as_it_was(at.case.id, interaction.user.id)
        await answer(interaction, _insisted(words, insisted))

    async def _for_moderator(self, front: Front, interaction: discord.Interaction[Any]) -> None:
        await begin(interaction)
        put_back = self._control is not Control.UPHOLD
        decided = await front.civility.decide(self._case_id, interaction.user.id, put_back=put_back)
        await answer(interaction, _decided(words_for(front.catalogue, interaction), decided))


async def _require_moderator(interaction: discord.Interaction[Any], at: CaseAtHand) -> None:
    """A case is decided in its own server, by those who moderate its discussion's channel."""
    if interaction.guild_id != at.case.server_id:
        raise Refused("refused.no_case")
    await require_moderator(interaction, at.discussion.channel_id)


def _decided(words: Words, decided: Decided) -> str:
    case = decided.case
    if case.decision is None or case.decided_at is None:
        raise Refused("refused.no_case")
    who, time = person(words, case.decided_by), moment(case.decided_at, "f")
    how = words(DECISIONS[case.decision], who=who, time=time)
    return how if decided.first else words("case.decided_before", decision=how)


def _insisted(words: Words, insisted: Insisted) -> str:
    match insisted:
        case Insisted.POSTED:
            return words("case.posted_as_it_was")
        case Insisted.ASKED:
            return words("case.asked")
        case Insisted.SETTLED:
            raise Refused("refused.case_decided")
