"""Reading what Discord shows: a discussion whole, its tail, the threads of a channel."""

from __future__ import annotations

import discord

from bot.actions.model import Action, Kind, reading_lane
from bot.discussions.model import ThreadChanged
from bot.services.deeds.deed import Deed, Desk, DiscussionAtHand, Fact
from bot.services.deeds.sending import PAGE, require_right
from bot.services.facts import Nothing, PageRead, ReadThrough
from bot.services.refusals import Unperformable
from bot.services.translating import message_seen
from bot.storage.transaction import Transaction


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Everything that only reads; doing it again is harmless."""

    async def catch_up(action: Action) -> Fact:
        at = await desk.discussion(action)
        return await _read(desk, at, after=at.discussion.thread_id or 0, final=False)

    async def read_tail(action: Action) -> Fact:
        at = await desk.discussion(action)
        after = at.discussion.thread_id or 0
        if await desk.database.read(lambda tx: _is_read(at.discussion.id, tx)):
            after = at.discussion.read_through or after
        return await _read(desk, at, after=after, final=True)

    async def survey(action: Action) -> Fact:
        channel_id = action.subject.target_id or 0
        channel = desk.client.get_channel(channel_id) or await desk.client.fetch_channel(channel_id)
        if not isinstance(channel, discord.TextChannel):
            raise Unperformable
        for thread in channel.threads:
            _report(desk, thread)
        count = 0
        async for thread in channel.archived_threads(limit=None):
            _report(desk, thread)
            count += 1
            if count % PAGE == 0:
                await desk.budget.take()
        return Nothing()

    return {
        Kind.CATCH_UP: Deed(catch_up),
        Kind.READ_TAIL: Deed(read_tail),
        Kind.SURVEY_THREADS: Deed(survey),
    }


def _is_read(discussion_id: int, tx: Transaction) -> bool:
    """Whether what happened while the bot was away is known: else the tail is not enough."""
    lane = reading_lane(discussion_id)
    return not tx.actions.unfinished(lane) and not tx.actions.parked_in(lane)


async def _read(desk: Desk, at: DiscussionAtHand, *, after: int, final: bool) -> ReadThrough:
    """Read (after, now] newest first, page by page; live facts go on meanwhile.

    A message deleted before its page came is missing here and reported live: both say the same.
    """
    if at.discussion.thread_id is None:
        raise Unperformable
    require_right(desk, at.discussion.server_id, at.discussion.channel_id, "read_message_history")
    seen: set[int] = set()
    before: int | None = None
    while True:
        page = await desk.client.http.logs_from(at.discussion.thread_id, PAGE, before)
        fresh = [message for message in page if int(message["id"]) > after]
        seen.update(int(message["id"]) for message in fresh)
        facts = [fact for message in fresh if (fact := message_seen(desk.client, message))]
        await desk.writer.do(PageRead(tuple(facts)))
        if len(page) < PAGE or len(fresh) < len(page):
            break
        before = int(page[-1]["id"])
        await desk.budget.take()
    through = max(seen, default=after)
    return ReadThrough(at.discussion.id, after, through, frozenset(seen), final)


def _report(desk: Desk, thread: discord.Thread) -> None:
    desk.writer.put(ThreadChanged(thread.id, thread.archived, thread.locked))
