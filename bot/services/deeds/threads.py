"""Threads: started on the card, locked for the mirror, opened. A state set again is harmless."""

from __future__ import annotations

from typing import Final

import discord

from bot.actions.model import Action, Kind
from bot.actions.outcomes import THREAD_EXISTS
from bot.articles.layout import thread_name
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.facts import (
    Nothing,
    ThreadOpened,
    ThreadStarted,
    ThreadTaken,
)
from bot.services.refusals import Unperformable

LISTED_MINUTES: Final = 10080
"""A week: the longest that Discord keeps a quiet thread in the channel list."""


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """From the card to the open thread."""

    async def start(action: Action) -> Fact:
        at = await desk.posting(action)
        card_id = at.posting.card_message_id
        if card_id is None:
            raise Unperformable
        card = desk.place(at.posting.channel_id, at.posting.server_id).get_partial_message(card_id)
        try:
            await card.create_thread(
                name=thread_name(at.article.title), auto_archive_duration=LISTED_MINUTES
            )
        except discord.HTTPException as error:
            if error.code != THREAD_EXISTS:
                raise
            return await _whose(desk, at.posting.id, card_id)
        return ThreadStarted(at.posting.id, card_id)

    async def started(action: Action) -> Fact | None:
        at = await desk.posting(action)
        card_id = at.posting.card_message_id
        try:
            return None if card_id is None else await _whose(desk, at.posting.id, card_id)
        except discord.NotFound:
            return None

    async def lock_for_mirror(action: Action) -> Fact:
        at = await desk.posting(action)
        await (await desk.thread(at.posting.thread_id)).edit(archived=False, locked=True)
        return Nothing()

    async def open_thread(action: Action) -> Fact:
        at = await desk.posting(action)
        await (await desk.thread(at.posting.thread_id)).edit(archived=False, locked=False)
        return ThreadOpened(at.posting.id)

    return {
        Kind.START_THREAD: Deed(start, started),
        Kind.LOCK_FOR_MIRROR: Deed(lock_for_mirror),
        Kind.OPEN_THREAD: Deed(open_thread),
    }


async def _whose(desk: Desk, posting_id: int, thread_id: int) -> Fact:
    """Tell the bot's own thread, made by an attempt whose answer was lost, from a member's."""
    thread = await desk.client.fetch_channel(thread_id)
    if not isinstance(thread, discord.Thread):
        raise Unperformable
    if desk.client.user is not None and thread.owner_id == desk.client.user.id:
        return ThreadStarted(posting_id, thread_id)
    return ThreadTaken(posting_id, thread_id)
