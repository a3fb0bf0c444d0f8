"""Telling authors what a moderator decided: an edit of their notice alone nobody would notice."""

from __future__ import annotations

from functools import partial

import discord

from bot.actions.model import Action, Kind
from bot.discussions.cases import Delivery
from bot.services.deeds.authors import case_of, notice_place
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import NOBODY, find_own
from bot.services.facts import Nothing
from bot.services.moderating.at_hand import CaseAtHand
from bot.services.moderating.facts import NoticeOwed
from bot.services.moderating.notices import first_line


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """One line that answers the notice; refused, the author is told when they come by."""

    async def tell(action: Action) -> Fact:
        at = await case_of(desk, action)
        if not _is_news(at):
            return Nothing()
        try:
            await (await notice_place(desk, at)).send(
                first_line(at, desk.catalogue.words(at.server.language)),
                reference=_notice(at),
                allowed_mentions=NOBODY,
                nonce=action.nonce,
            )
        except discord.Forbidden:
            if at.case.delivery is Delivery.THREAD:
                raise
            return NoticeOwed(at.case.id)
        return Nothing()

    async def told(action: Action) -> Fact | None:
        at = await case_of(desk, action)
        if not _is_news(at):
            return None
        notice = discord.Object(at.case.notice_message_id or 0)
        place = await notice_place(desk, at)
        found = await find_own(desk, place, notice, partial(answers_notice, notice.id))
        return None if found is None else Nothing()

    return {Kind.TELL_DECISION: Deed(tell, told)}


def _is_news(at: CaseAtHand) -> bool:
    """Whether the notice was sent before the decision; one that was not says it already."""
    sent, decided = at.case.notice_message_id, at.case.decided_at
    return (
        sent is not None and decided is not None and discord.utils.snowflake_time(sent) <= decided
    )


def answers_notice(message_id: int, message: discord.Message) -> bool:
    """Whether a message of the bot's tells the decision about the notice of that id."""
    return message.reference is not None and message.reference.message_id == message_id


def _notice(at: CaseAtHand) -> discord.MessageReference:
    return discord.MessageReference(
        message_id=at.case.notice_message_id or 0,
        channel_id=at.case.notice_channel_id or 0,
        fail_if_not_exists=False,
    )
