"""Threads: locked, shut, opened again. Setting a state again is harmless."""

from __future__ import annotations

import discord

from bot.actions.model import Action, Kind
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.facts import ClosingDue, Nothing


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """What closing, reopening and a member's own thread ask for."""

    async def lock(action: Action) -> Fact:
        at = await desk.discussion(action)
        # An archived thread takes no change unless it is unarchived in the same request (50083).
        await (await desk.thread(at.discussion.thread_id)).edit(archived=False, locked=True)
        return Nothing()

    async def shut(action: Action) -> Fact:
        at = await desk.discussion(action)
        await _shut(await desk.thread(at.discussion.thread_id))
        return Nothing()

    async def reopen(action: Action) -> Fact:
        at = await desk.discussion(action)
        await (await desk.thread(at.discussion.thread_id)).edit(archived=False, locked=False)
        return Nothing()

    async def shut_stranger(action: Action) -> Fact:
        await _shut(await desk.thread(action.subject.target_id))
        return Nothing()

    async def close_when_due(action: Action) -> Fact:
        return ClosingDue(action.subject.discussion_id or 0)

    return {
        Kind.LOCK_THREAD: Deed(lock),
        Kind.SHUT_THREAD: Deed(shut),
        Kind.REOPEN_THREAD: Deed(reopen),
        Kind.SHUT_STRANGER: Deed(shut_stranger),
        Kind.CLOSE_WHEN_DUE: Deed(close_when_due),
    }


async def _shut(thread: discord.Thread) -> None:
    if thread.archived and thread.locked:
        return  # archiving what is archived is refused (50083)
    if thread.archived:
        await thread.edit(archived=False, locked=True)
    await thread.edit(archived=True, locked=True)
