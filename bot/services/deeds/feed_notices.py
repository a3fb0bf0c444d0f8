"""Asking admins about what a feed brought at once, and telling them of one that fails."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import discord

from bot.actions.model import Action, Kind
from bot.fetching.errors import GoneError
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import NOBODY, find_own, marked, sent_since
from bot.services.facts import Nothing
from bot.services.feeds.controls import Control, control_id, view_of
from bot.services.feeds.facts import HeldAsked
from bot.services.refusals import Unperformable
from bot.services.titles import quoted
from bot.storage.feeds import WatchedFeed
from bot.storage.transaction import Transaction
from bot.wording import Reason, Words, feed_failure


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """One notice for each feed with articles held, edited; one for a feed that was given up."""

    async def ask(action: Action) -> Fact:
        at = await _notice(desk, action)
        asking = _asking(at)
        view = _choices(at) if at.held else None
        if at.feed.notice_message_id is not None:
            notice = at.place.get_partial_message(at.feed.notice_message_id)
            with suppress(discord.NotFound):  # deleted, or another channel is for notices now
                await notice.edit(content=asking, view=view, allowed_mentions=NOBODY)
                return HeldAsked(at.feed.id, notice.id if at.held else None)
        if view is None:
            return HeldAsked(at.feed.id, None)
        message = await at.place.send(
            asking, view=view, allowed_mentions=NOBODY, nonce=action.nonce
        )
        return HeldAsked(at.feed.id, message.id)

    async def asked(action: Action) -> Fact | None:
        at = await _notice(desk, action)
        if at.feed.notice_message_id is not None or at.held == 0:
            return None  # an edit may simply be repeated
        found = await _sent(desk, action, at, Control.NEWEST)
        return None if found is None else HeldAsked(at.feed.id, found)

    async def tell(action: Action) -> Fact:
        at = await _notice(desk, action)
        view = view_of(at.words, at.feed.id, (Control.RETRY,))
        await at.place.send(_failing(at), view=view, allowed_mentions=NOBODY, nonce=action.nonce)
        return Nothing()

    async def told(action: Action) -> Fact | None:
        found = await _sent(desk, action, await _notice(desk, action), Control.RETRY)
        return None if found is None else Nothing()

    return {
        Kind.ASK_ABOUT_HELD: Deed(ask, asked),
        Kind.TELL_OF_FEED: Deed(tell, told),
    }


@dataclass(frozen=True, slots=True)
class _Notice:
    place: discord.PartialMessageable
    feed: WatchedFeed
    held: int
    words: Words


async def _notice(desk: Desk, action: Action) -> _Notice:
    """What a notice about the feed is made of; `Unperformable` where there is no place for it."""

    def look(tx: Transaction) -> tuple[WatchedFeed, int, int, str]:
        feed = tx.feeds.get(action.subject.feed_id or 0)
        server = tx.servers.get(action.subject.server_id)
        if feed is None or server is None or server.notices_channel_id is None:
            raise Unperformable
        return feed, tx.feeds.held(feed.id), server.notices_channel_id, server.language

    feed, held, channel_id, language = await desk.database.read(look)
    place = desk.place(channel_id, feed.server_id)
    return _Notice(place, feed, held, desk.catalogue.words(language))


async def _sent(desk: Desk, action: Action, at: _Notice, control: Control) -> int | None:
    since = sent_since(action.due_at)
    mark = control_id(at.feed.id, control)
    return await find_own(desk, at.place, since, lambda message: marked(message, mark))


def _asking(at: _Notice) -> str:
    title, channel = quoted(at.feed.title), f"<#{at.feed.channel_id}>"
    if at.held == 0:
        return at.words("feed.held_decided", feed=title)
    return at.words.plural("feed.held_asking", at.held, feed=title, channel=channel)


def _choices(at: _Notice) -> discord.ui.View:
    return view_of(at.words, at.feed.id, (Control.NEWEST, Control.ALL, Control.SKIP))


def _failing(at: _Notice) -> str:
    why = feed_failure(at.words, Reason(**at.feed.failure)) if at.feed.failure else ""
    title = quoted(at.feed.title)
    if at.feed.failure and at.feed.failure["key"] == GoneError.key:
        return at.words("feed.gone", feed=title, why=why)
    return at.words("feed.given_up", feed=title, why=why)
