"""Telling admins, once, of a rule that failed."""

from __future__ import annotations

from bot.actions.model import Action, Kind
from bot.civility.judge import READING
from bot.civility.own_rules import UNUSABLE
from bot.services.deeds.deed import Deed, Desk, Fact
from bot.services.deeds.sending import NOBODY
from bot.services.deeds.telling import find_notice, mark_of
from bot.services.facts import Nothing
from bot.services.moderating.faults import rule_of
from bot.wording import Words


def deeds(desk: Desk) -> dict[Kind, Deed]:
    """Naming the rule, or that it was the reading, and what went wrong in it."""

    async def tell_of_rule(action: Action) -> Fact:
        place, words = await desk.notices(action.subject.server_id)
        fault_id = action.subject.target_id or 0
        fault = await desk.database.read(lambda tx: tx.faults.get(fault_id))
        if fault is not None:
            text = _told(words, rule_of(fault.kind), fault.error)
            await place.send(
                f"{text}\n-# {mark_of(action)}", allowed_mentions=NOBODY, nonce=action.nonce
            )
        return Nothing()

    async def told_of_rule(action: Action) -> Fact | None:
        place, _ = await desk.notices(action.subject.server_id)
        found = await find_notice(desk, action, place, mark_of(action))
        return None if found is None else Nothing()

    return {Kind.TELL_OF_RULE: Deed(tell_of_rule, told_of_rule)}


def _told(words: Words, rule: str, error: str) -> str:
    """A rule of the server's own that is out of use is for its admins to mend."""
    if error == UNUSABLE:
        return words("admins.own_rule_unusable", rule=f"`{rule}`")
    if rule == READING:
        return words("admins.reading_failed", error=f"`{error}`")
    return words("admins.rule_failed", rule=f"`{rule}`", error=f"`{error}`")
