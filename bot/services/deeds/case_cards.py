"""What moderators see of cases: a card for each that asks for a decision, a list of what was late.

And what admins are told when a rule fails.
"""

from __future__ import annotations

import asyncio

import discord

from bot.actions.model import Action, Kind
from bot.discussions.cases import Case, Decision, Stage
from bot.servers.model import Server
from bot.services.deeds.authors import case_of
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import CLOCK_DIFFERENCE, NOBODY, find_own, require_right
from bot.services.deeds.telling import find_notice
from bot.services.facts import Nothing
from bot.services.moderating.at_hand import CaseAtHand
from bot.services.moderating.cards import case_card
from bot.services.moderating.facts import CaseShown, LateListed
from bot.services.moderating.faults import KIND
from bot.services.moderating.judges import built_in
from bot.services.moderating.messages import CaseMessage, says_case
from bot.services.refusals import Unperformable
from bot.storage.transaction import Transaction
from bot.wording import Words

MOST_LISTED = 14
"""Lines of a list, each at most some 136 characters: a message holds 2000."""


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Cards, the list of what was late, and failed rules."""

    async def show(action: Action) -> Fact:
        at = await case_of(desk, action)
        if at.case.stage is Stage.NOTED or _has_lapsed_unseen(at.case):
            return Nothing()
        said = await _card(desk, at)
        if at.case.card_message_id is not None:
            place = desk.place(at.case.card_channel_id or 0, at.server.id)
            message = place.get_partial_message(at.case.card_message_id)
            await message.edit(
                content=_pinging(at.server, said.content),
                embeds=said.embeds,
                view=said.view,
                allowed_mentions=NOBODY,
            )
            return Nothing()
        place = moderators_place(desk, at.server)
        message = await place.send(
            _pinging(at.server, said.content),
            embeds=said.embeds,
            view=said.view,
            allowed_mentions=_role_of(at.server),
            nonce=action.nonce,
        )
        return CaseShown(at.case.id, place.id, message.id)

    async def shown(action: Action) -> Fact | None:
        at = await case_of(desk, action)
        if at.case.card_message_id is not None:
            return None
        place = moderators_place(desk, at.server)
        require_right(desk, at.server.id, place.id, "read_message_history")
        since = discord.Object(discord.utils.time_snowflake(action.made_at - CLOCK_DIFFERENCE))
        found = await find_own(desk, place, since, lambda message: says_case(message, at.case.id))
        return None if found is None else CaseShown(at.case.id, place.id, found)

    async def list_late(action: Action) -> Fact:
        server, cases, lines = await _late(desk, action)
        if not cases:
            return Nothing()
        words = desk.catalogue.words(server.language)
        text = "\n".join((words("case.late"), *lines, f"-# {_mark(action)}"))
        place = moderators_place(desk, server)
        await place.send(text, allowed_mentions=NOBODY, suppress_embeds=True, nonce=action.nonce)
        return LateListed(server.id, [case.id for case in cases])

    async def listed(action: Action) -> Fact | None:
        server, cases, _ = await _late(desk, action)
        found = await find_notice(desk, action, moderators_place(desk, server), _mark(action))
        if found is None:
            return None
        sent_at = discord.utils.snowflake_time(found)
        return LateListed(server.id, [case.id for case in cases if case.opened_at <= sent_at])

    async def tell_of_rule(action: Action) -> Fact:
        place, words = await desk.notices(action.subject.server_id)
        fault_id = action.subject.target_id or 0
        fault = await desk.database.read(lambda tx: tx.faults.get(fault_id))
        if fault is not None:
            rule = fault.kind.removeprefix(f"{KIND} ")
            text = words("admins.rule_failed", rule=f"`{rule}`", error=f"`{fault.error}`")
            await place.send(
                f"{text}\n-# {_mark(action)}", allowed_mentions=NOBODY, nonce=action.nonce
            )
        return Nothing()

    async def told_of_rule(action: Action) -> Fact | None:
        place, _ = await desk.notices(action.subject.server_id)
        found = await find_notice(desk, action, place, _mark(action))
        return None if found is None else Nothing()

    return {
        Kind.SHOW_CASE: Deed(show, shown),
        Kind.LIST_LATE: Deed(list_late, listed),
        Kind.TELL_OF_RULE: Deed(tell_of_rule, told_of_rule),
    }


def moderators_place(desk: Desk, server: Server) -> discord.PartialMessageable:
    """The moderators' channel, else that for notices; `Unperformable` where neither is named."""
    channel_id = server.moderation_channel_id or server.notices_channel_id
    if channel_id is None:
        raise Unperformable
    return desk.place(channel_id, server.id)


def _has_lapsed_unseen(case: Case) -> bool:
    return case.decision is Decision.LAPSED and case.card_message_id is None


async def _card(desk: Desk, at: CaseAtHand) -> CaseMessage:
    judge = await asyncio.to_thread(built_in)  # right after a start it may still be loading
    return case_card(at, desk.catalogue.words(at.server.language), judge.explanation)


def _pinging(server: Server, content: str) -> str:
    role_id = server.moderator_role_id
    return content if role_id is None else f"<@&{role_id}> {content}"


def _role_of(server: Server) -> discord.AllowedMentions:
    """Nobody is pinged but the role that an admin named."""
    role_id = server.moderator_role_id
    return NOBODY if role_id is None else discord.AllowedMentions(roles=[discord.Object(role_id)])


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


def _mark(action: Action) -> str:
    return action.nonce[:8]
