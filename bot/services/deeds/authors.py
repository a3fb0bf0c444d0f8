"""Telling authors: by direct message, or in their private thread."""

from __future__ import annotations

import asyncio

import discord

from bot.actions.model import Action, Kind
from bot.discussions.cases import Delivery, Stage
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.members import is_staff
from bot.services.deeds.sending import NOBODY, find_own, opened_as_it_is, sent_since
from bot.services.facts import Nothing
from bot.services.moderating.at_hand import CaseAtHand, case_at_hand
from bot.services.moderating.explaining import as_written
from bot.services.moderating.facts import (
    AuthorSpared,
    NoticeOwed,
    NoticeRefused,
    NoticeSent,
    WriteToStranger,
)
from bot.services.moderating.judges import built_in
from bot.services.moderating.messages import CaseMessage, says_case
from bot.services.moderating.notices import notice
from bot.services.refusals import Unperformable


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Sending an author's notice, and editing it."""

    async def tell(action: Action) -> Fact:
        at = await case_of(desk, action)
        if at.case.stage is Stage.NOTED or at.case.author_id is None:
            return Nothing()
        if at.case.stage is Stage.ADVISED and await _is_staff(desk, at):
            return AuthorSpared(at.case.id)
        said = await _notice(desk, at)
        if at.case.notice_message_id is not None:
            await _edit(desk, at, said)
            # Of an edit nobody is told: whom no message reached is told in person again.
            again = at.case.delivery is Delivery.IN_PERSON
            return NoticeOwed(at.case.id) if again else Nothing()
        place = await _open(desk, at, action)
        return NoticeRefused(at.case.id) if place is None else await _send(at, place, said, action)

    async def told(action: Action) -> Fact | None:
        at = await case_of(desk, action)
        if at.case.notice_message_id is not None:
            return None
        place = await _open(desk, at, action)
        if place is None:
            return NoticeRefused(at.case.id)
        since = sent_since(action.made_at)
        found = await find_own(desk, place, since, lambda message: says_case(message, at.case.id))
        return None if found is None else NoticeSent(at.case.id, _delivery(at), place.id, found)

    return {Kind.TELL_AUTHOR: Deed(tell, told)}


async def case_of(desk: Desk, action: Action) -> CaseAtHand:
    """The case that an action is about; `Unperformable` where it is gone.

    It has no author any more where they had themselves erased.
    """
    case_id, now = action.subject.case_id or 0, desk.clock.now()
    at = await desk.database.read(lambda tx: case_at_hand(case_id, tx, now))
    if at is None:
        raise Unperformable
    return at


async def _is_staff(desk: Desk, at: CaseAtHand) -> bool:
    return await is_staff(desk, at.server, at.discussion.channel_id, at.case.author_id or 0)


async def _notice(desk: Desk, at: CaseAtHand) -> CaseMessage:
    judge = await asyncio.to_thread(built_in)  # right after a start it may still be loading
    words = desk.catalogue.words(at.server.language)
    return notice(at, words, as_written(judge, desk.catalogue))


async def _open(desk: Desk, at: CaseAtHand, action: Action) -> discord.PartialMessageable | None:
    """Where the author can be told; None where it is not by direct message, as far as is known.

    The step knows whom it is about even after they had themselves erased: what was sent is found.
    """
    user = discord.Object(action.subject.user_id or 0)
    if at.case.delivery is Delivery.THREAD:
        place = await notice_place(desk, at)
        await (await desk.thread(place.id)).add_user(user)
        return place
    if not await desk.writer.do(WriteToStranger(user.id)):
        return None
    return desk.client.get_partial_messageable((await desk.client.create_dm(user)).id)


async def _send(
    at: CaseAtHand, place: discord.PartialMessageable, said: CaseMessage, action: Action
) -> Fact:
    try:
        message = await place.send(
            said.content,
            embeds=said.embeds,
            view=said.view,
            allowed_mentions=NOBODY,
            nonce=action.nonce,
        )
    except discord.Forbidden:
        if at.case.delivery is Delivery.THREAD:
            raise
        return NoticeRefused(at.case.id)  # shut, no server in common, or the bot held for spam
    return NoticeSent(at.case.id, _delivery(at), message.channel.id, message.id)


def _delivery(at: CaseAtHand) -> Delivery:
    return Delivery.THREAD if at.case.delivery is Delivery.THREAD else Delivery.MESSAGE


async def _edit(desk: Desk, at: CaseAtHand, said: CaseMessage) -> None:
    place = await notice_place(desk, at)
    message = place.get_partial_message(at.case.notice_message_id or 0)
    await message.edit(
        content=said.content, embeds=said.embeds, view=said.view, allowed_mentions=NOBODY
    )


async def notice_place(desk: Desk, at: CaseAtHand) -> discord.PartialMessageable:
    """Where the author's notice is; its thread is opened, as Discord archives what is quiet."""
    if at.case.delivery is Delivery.THREAD:
        await opened_as_it_is(desk, at.case.notice_channel_id)
    return desk.client.get_partial_messageable(at.case.notice_channel_id or 0)
