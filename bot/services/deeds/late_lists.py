"""The moderators' list of what rules met too late to act upon it."""

from __future__ import annotations

import discord

from bot.actions.model import Action, Kind
from bot.discussions.cases import Case
from bot.servers.model import Server
from bot.services.deeds.case_cards import moderators_place
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import NOBODY
from bot.services.deeds.telling import find_notice, mark_of
from bot.services.facts import Nothing
from bot.services.moderating.facts import LateListed
from bot.services.refusals import Unperformable
from bot.storage.transaction import Transaction
from bot.wording import Words

MOST_LISTED = 14
"""Lines of a list, each at most some 136 characters: a message holds 2000."""


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Sending a list; what it has no room for comes in the next."""

    async def list_late(action: Action) -> Fact:
        server, cases, lines = await _late(desk, action)
        if not cases:
            return Nothing()
        words = desk.catalogue.words(server.language)
        text = "\n".join((words("case.late"), *lines, f"-# {mark_of(action)}"))
        place = moderators_place(desk, server)
        await place.send(text, allowed_mentions=NOBODY, suppress_embeds=True, nonce=action.nonce)
        return LateListed(server.id, [case.id for case in cases])

    async def listed(action: Action) -> Fact | None:
        server, cases, _ = await _late(desk, action)
        found = await find_notice(desk, action, moderators_place(desk, server), mark_of(action))
        if found is None:
            return None
        sent_at = discord.utils.snowflake_time(found)
        return LateListed(server.id, [case.id for case in cases if case.opened_at <= sent_at])

    return {Kind.LIST_LATE: Deed(list_late, listed)}


async def _late(desk: Desk, action: Action) -> tuple[Server, list[Case], list[str]]:
    def read(tx: Transaction) -> tuple[Server, list[Case], list[str]]:
        server = tx.servers.get(action.subject.server_id)
        if server is None:
            raise Unperformable
        cases = tx.cases.unlisted(server.id)[:MOST_LISTED]
        words = desk.catalogue.words(server.language)
        return server, cases, [_line(case, tx, words) for case in cases]

    return await desk.database.read(read)


def _line(case: Case, tx: Transaction, words: Words) -> str:
    """Which rule, and a link to the message."""
    comment = tx.comments.get(case.comment_id or 0)
    discussion = tx.discussions.get(case.discussion_id or 0)
    if comment is None or discussion is None:
        raise Unperformable
    message_id = tx.standings.carriers(comment.id)[-1]
    link = f"https://discord.com/channels/{case.server_id}/{discussion.thread_id}/{message_id}"
    return words("case.late_line", rule=f"`{case.rule}`", link=link)
