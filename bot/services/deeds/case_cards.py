"""The moderators' card of a case that asks for a decision."""

from __future__ import annotations

import asyncio

import discord

from bot.actions.model import Action, Kind
from bot.discussions.cases import Case, Decision, Stage
from bot.servers.model import Server
from bot.services.deeds.authors import case_of
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import NOBODY, find_own, require_right, sent_since
from bot.services.facts import Nothing
from bot.services.moderating.at_hand import CaseAtHand
from bot.services.moderating.cards import case_card
from bot.services.moderating.explaining import as_asked
from bot.services.moderating.facts import CaseShown
from bot.services.moderating.judges import built_in
from bot.services.moderating.messages import CaseMessage, says_case
from bot.services.refusals import Unperformable


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Showing a card, and editing it."""

    async def show(action: Action) -> Fact:
        at = await case_of(desk, action)
        if at.case.stage is Stage.NOTED or _has_lapsed_unseen(at.case):
            return Nothing()
        said = await _card(desk, at)
        if at.case.card_message_id is not None:
            place = desk.place(at.case.card_channel_id or 0, at.server.id)
            message = place.get_partial_message(at.case.card_message_id)
            await message.edit(
                content=_pinging(at.server, said.content),
                embeds=said.embeds,
                view=said.view,
                allowed_mentions=NOBODY,
            )
            return Nothing()
        place = moderators_place(desk, at.server)
        message = await place.send(
            _pinging(at.server, said.content),
            embeds=said.embeds,
            view=said.view,
            allowed_mentions=_role_of(at.server),
            nonce=action.nonce,
        )
        return CaseShown(at.case.id, place.id, message.id)

    async def shown(action: Action) -> Fact | None:
        at = await case_of(desk, action)
        if at.case.card_message_id is not None:
            return None
        place = moderators_place(desk, at.server)
        require_right(desk, at.server.id, place.id, "read_message_history")
        since = sent_since(action.made_at)
        found = await find_own(desk, place, since, lambda message: says_case(message, at.case.id))
        return None if found is None else CaseShown(at.case.id, place.id, found)

    return {Kind.SHOW_CASE: Deed(show, shown)}


def moderators_place(desk: Desk, server: Server) -> discord.PartialMessageable:
    """The moderators' channel, else that for notices; `Unperformable` where neither is named."""
    channel_id = server.moderation_channel_id or server.notices_channel_id
    if channel_id is None:
        raise Unperformable
    return desk.place(channel_id, server.id)


def _has_lapsed_unseen(case: Case) -> bool:
    return case.decision is Decision.LAPSED and case.card_message_id is None


async def _card(desk: Desk, at: CaseAtHand) -> CaseMessage:
    judge = await asyncio.to_thread(built_in)  # right after a start it may still be loading
    return case_card(at, desk.catalogue.words(at.server.language), as_asked(judge))


def _pinging(server: Server, content: str) -> str:
    role_id = server.moderator_role_id
    return content if role_id is None else f"<@&{role_id}> {content}"


def _role_of(server: Server) -> discord.AllowedMentions:
    """Nobody is pinged but the role that an admin named."""
    role_id = server.moderator_role_id
    return NOBODY if role_id is None else discord.AllowedMentions(roles=[discord.Object(role_id)])
