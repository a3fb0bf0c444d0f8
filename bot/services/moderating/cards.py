"""The moderators' card of a case: what is to be decided, whether its author knows, the decision."""

from __future__ import annotations

from bot.discussions.cases import Decision, Delivery
from bot.discussions.model import Standing
from bot.services.moderating.at_hand import CaseAtHand
from bot.services.moderating.controls import Control, view_of
from bot.services.moderating.explaining import Explain
from bot.services.moderating.messages import (
    CaseMessage,
    explained,
    place,
    spoilers,
    texts,
    whole,
)
from bot.wording import Words, moment, person

DELIVERIES = {
    None: "case.told.not_yet",
    Delivery.MESSAGE: "case.told.message",
    Delivery.THREAD: "case.told.thread",
    Delivery.OWED: "case.told.owed",
    Delivery.IN_PERSON: "case.told.in_person",
}
DECISIONS = {
    Decision.PUT_BACK: "case.decided.put_back",
    Decision.UPHELD: "case.decided.upheld",
    Decision.REWORDED: "case.decided.reworded",
    Decision.LAPSED: "case.decided.lapsed",
}


def case_card(at: CaseAtHand, words: Words, explain: Explain) -> CaseMessage:
    """The card as the case stands now; without buttons once it is decided."""
    author = person(words, at.case.author_id)
    above = [
        words.plural("case.about", len(at.comments), author=author, **place(at)),
        _state(at, words),
    ]
    below = [
        *([words("case.evasive", words=spoilers(at.evasive))] if at.evasive else []),
        *([words("case.repeated")] if at.repeated else []),
        words(DELIVERIES[at.case.delivery if at.case.told_at or _is_owed(at) else None]),
    ]
    content = whole(above, explained(at.met, words, explain), below)
    return CaseMessage(
        content, texts(at, at.comments, words), view_of(words, at.case.id, _controls(at))
    )


def _is_owed(at: CaseAtHand) -> bool:
    return at.case.delivery is Delivery.OWED


def _state(at: CaseAtHand, words: Words) -> str:
    case = at.case
    if case.decision is not None:
        at_time = moment(case.decided_at, "f") if case.decided_at else ""
        return words(DECISIONS[case.decision], who=person(words, case.decided_by), time=at_time)
    if any(each.stuck for each in at.comments):
        return words("case.state.stuck")
    if any(each.standing is Standing.REMOVED for each in at.out):
        return words.plural("case.state.removed", len(at.out))
    if case.posted_at is not None and 0 < len(at.out) < len(at.comments):
        return words.plural("case.state.held_in_part", len(at.out))
    if at.out:
        return words.plural("case.state.held", len(at.out))
    return words.plural("case.state.posted", len(at.comments))


def _controls(at: CaseAtHand) -> list[Control]:
    if at.case.decision is not None:
        return []
    return [Control.PUT_BACK if at.out else Control.LET_STAND, Control.UPHOLD]
