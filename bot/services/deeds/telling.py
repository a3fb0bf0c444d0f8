"""Telling a server's admins, once, what the bot could not do and what would help."""

from __future__ import annotations

import discord

from bot.actions.model import Action, Kind
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import NOBODY, find_own, require_right, sent_since
from bot.services.facts import AdminsTold, Nothing
from bot.services.refusals import Unperformable
from bot.storage.transaction import Transaction
from bot.wording import Words, parked_notice

MOST_REASONS = 10
"""Lines of a notice, each at most some 180 characters: a message holds 2000."""


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Notices of what is parked, each named once, and of threads that members started."""

    async def tell(action: Action) -> Fact:
        place, parked, words = await _at_hand(desk, action)
        named = _named(parked)
        if named:
            await place.send(
                _text(named, words, mark_of(action)), allowed_mentions=NOBODY, nonce=action.nonce
            )
        return AdminsTold(action.subject.server_id, tuple(entry.id for entry in named))

    async def told(action: Action) -> Fact | None:
        place, parked, _ = await _at_hand(desk, action)
        found = await find_notice(desk, action, place, mark_of(action))
        if found is None:
            return None
        sent_at = discord.utils.snowflake_time(found)
        named = _named([each for each in parked if each.ended_at and each.ended_at <= sent_at])
        return AdminsTold(action.subject.server_id, tuple(entry.id for entry in named))

    async def tell_of_thread(action: Action) -> Fact:
        place, _, words = await _at_hand(desk, action)
        text = words("admins.thread_taken", thread=f"<#{action.subject.target_id}>")
        await place.send(text, allowed_mentions=NOBODY, nonce=action.nonce)
        return Nothing()

    async def told_of_thread(action: Action) -> Fact | None:
        place, _, _ = await _at_hand(desk, action)
        found = await find_notice(desk, action, place, f"<#{action.subject.target_id}>")
        return None if found is None else Nothing()

    return {
        Kind.TELL_ADMINS: Deed(tell, told),
        Kind.TELL_OF_THREAD: Deed(tell_of_thread, told_of_thread),
    }


def mark_of(action: Action) -> str:
    """What a notice says of itself in its last line, so that it is found again."""
    return action.nonce[:8]


async def find_notice(
    desk: Desk, action: Action, place: discord.PartialMessageable, mark: str
) -> int | None:
    """The notice of this action that an attempt sent, found by what only it contains."""
    require_right(desk, action.subject.server_id, place.id, "read_message_history")
    since = sent_since(action.made_at)
    return await find_own(desk, place, since, lambda message: mark in message.content)


async def _at_hand(
    desk: Desk, action: Action
) -> tuple[discord.PartialMessageable, list[Action], Words]:
    server_id = action.subject.server_id

    def read(tx: Transaction) -> tuple[int | None, str, list[Action]]:
        server = tx.servers.get(server_id)
        channel_id = server.notices_channel_id if server else None
        return channel_id, server.language if server else "en", tx.actions.untold(server_id)

    channel_id, language, parked = await desk.database.read(read)
    if channel_id is None:
        raise Unperformable
    return desk.place(channel_id, server_id), parked, desk.catalogue.words(language)


def _text(parked: list[Action], words: Words, mark: str) -> str:
    lines = [f"- {line}" for line in parked_lines(parked, words)]
    return "\n".join((words("admins.parked.heading"), *lines, f"-# {mark}"))


def parked_lines(parked: list[Action], words: Words) -> list[str]:
    """What could not be done, why, and what to do: one line for each reason."""
    reasons = dict.fromkeys((action.kind.value, action.code) for action in parked)
    return [parked_notice(words, kind, code) for kind, code in reasons]


def _named(parked: list[Action]) -> list[Action]:
    """Those that one notice has room for: the others come in the next."""
    reasons = dict.fromkeys((action.kind, action.code) for action in parked)
    first = list(reasons)[:MOST_REASONS]
    return [action for action in parked if (action.kind, action.code) in first]
