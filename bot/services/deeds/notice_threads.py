"""A private thread for whoever takes no direct messages, in the channel that was named for it."""

from __future__ import annotations

import discord

from bot.actions.model import Action, Kind
from bot.services.deeds.authors import case_of
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.members import member_of
from bot.services.facts import Nothing
from bot.services.moderating.at_hand import CaseAtHand
from bot.services.moderating.facts import NoticeOwed, NoticeThreadStarted


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Starting the thread, and finding it again; the notice is sent there afterwards."""

    async def start_thread(action: Action) -> Fact:
        at = await case_of(desk, action)
        if at.case.delivery is not None:
            return Nothing()  # two notices were refused: one thread is enough
        if at.case.author_id is None:
            return Nothing()
        channel = desk.client.get_channel(at.server.notices_channel_id or 0)
        author = await member_of(desk, at.server.id, at.case.author_id)
        if author is None or not isinstance(channel, discord.TextChannel):
            return NoticeOwed(at.case.id)
        if not channel.permissions_for(author).view_channel:
            return NoticeOwed(at.case.id)  # who does not see a channel sees none of its threads
        try:
            thread = await channel.create_thread(
                name=_thread_name(desk, at),
                type=discord.ChannelType.private_thread,
                invitable=False,
            )
        except discord.Forbidden:
            return NoticeOwed(at.case.id)
        return NoticeThreadStarted(at.case.id, thread.id)

    async def thread_started(action: Action) -> Fact | None:
        at = await case_of(desk, action)
        channel = desk.client.get_channel(at.server.notices_channel_id or 0)
        if not isinstance(channel, discord.TextChannel):
            return None
        # What the client knows may be behind the lost answer: Discord itself is asked.
        threads = [each for each in await channel.guild.active_threads() if each.parent == channel]
        name = _thread_name(desk, at)
        found = next((each.id for each in threads if each.name == name), None)
        return None if found is None else NoticeThreadStarted(at.case.id, found)

    return {Kind.START_NOTICE_THREAD: Deed(start_thread, thread_started)}


def _thread_name(desk: Desk, at: CaseAtHand) -> str:
    return desk.catalogue.words(at.server.language)("notice.thread", number=at.case.id)
