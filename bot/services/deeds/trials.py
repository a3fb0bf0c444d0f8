"""Taking a sample away: its card and its thread."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import discord

from bot.actions.model import Action, Kind
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.refusals import Later
from bot.services.trying.facts import StopTrial, TrialRemoved

SETTLING = timedelta(seconds=1)
"""Between two looks whether what was being done with it has ended; ours."""


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Taking it away. Doing it again is harmless: what is not there is gone."""

    async def remove(action: Action) -> Fact:
        posting_id = action.subject.posting_id or 0
        if await desk.writer.do(StopTrial(posting_id)):
            raise Later(SETTLING)
        posting = await desk.database.read(lambda tx: tx.postings.get(posting_id))
        if posting is None:
            return TrialRemoved(posting_id)
        # The card first: that needs no right, and without it nobody comes to the thread.
        if posting.card_message_id is not None:
            place = desk.place(posting.channel_id, posting.server_id)
            with suppress(discord.NotFound):
                await place.get_partial_message(posting.card_message_id).delete()
        if posting.thread_id is not None:
            with suppress(discord.NotFound):
                await (await desk.thread(posting.thread_id)).delete()
        return TrialRemoved(posting_id)

    return {Kind.REMOVE_TRIAL: Deed(remove)}
