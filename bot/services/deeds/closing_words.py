"""What is said when commenting closes, and put right when the count changes or it opens again."""

from __future__ import annotations

import discord

from bot.actions.model import Action, Kind
from bot.discussions.closing import closes_at
from bot.services.deeds.deed import Deed, Desk, DiscussionAtHand, Fact
from bot.services.deeds.sending import NOBODY, find_own, opened_as_it_is, require_right, unarchived
from bot.services.facts import ClosingSaid, Nothing
from bot.services.refusals import Unperformable
from bot.services.titles import quoted
from bot.wording import closing_words, reopened_words


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Saying the closing words, and editing them."""

    async def say(action: Action) -> Fact:
        at = await desk.discussion(action)
        if at.count == 0:
            return ClosingSaid(at.discussion.id, None)
        await unarchived(desk, action, at.discussion.thread_id or 0)
        message = await _thread(desk, at).send(
            _closing(at),
            silent=True,
            suppress_embeds=True,
            allowed_mentions=NOBODY,
            nonce=action.nonce,
        )
        return ClosingSaid(at.discussion.id, message.id)

    async def said(action: Action) -> Fact | None:
        at = await desk.discussion(action)
        require_right(
            desk, at.discussion.server_id, at.discussion.channel_id, "read_message_history"
        )
        tail = at.discussion.final_message_id or at.discussion.read_through
        place, after = _thread(desk, at), discord.Object(tail or at.discussion.thread_id or 0)
        # Behind the tail the bot says nothing else, whatever the count and the language were.
        found = await find_own(desk, place, after, lambda message: bool(message.content))
        return None if found is None else ClosingSaid(at.discussion.id, found)

    async def correct(action: Action) -> Fact:
        at = await desk.discussion(action)
        if at.discussion.closing_message_id is None:
            return Nothing()
        await opened_as_it_is(desk, at.discussion.thread_id)
        message = _thread(desk, at).get_partial_message(at.discussion.closing_message_id)
        await message.edit(content=_corrected(at), allowed_mentions=NOBODY)
        return Nothing()

    return {Kind.SEND_CLOSING: Deed(say, said), Kind.EDIT_CLOSING: Deed(correct)}


def _closing(at: DiscussionAtHand) -> str:
    return closing_words(at.words, at.count, quoted(at.discussion.title))


def _corrected(at: DiscussionAtHand) -> str:
    return _closing(at) if at.discussion.shut_at is not None else _reopened(at)


def _reopened(at: DiscussionAtHand) -> str:
    title = quoted(at.discussion.title)
    return reopened_words(at.words, at.count, title, closes_at(at.discussion))


def _thread(desk: Desk, at: DiscussionAtHand) -> discord.PartialMessageable:
    if at.discussion.thread_id is None:
        raise Unperformable
    return desk.place(at.discussion.thread_id, at.discussion.server_id)
