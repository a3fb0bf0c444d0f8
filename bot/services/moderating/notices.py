"""The notice to an author: what happened, why, that it can be wrong, and what to do next.

Its first line never shows the words: a phone's lock screen does (DESIGN, "Verdicts").
"""

from __future__ import annotations

from bot.discussions.cases import Decision, Stage
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
from bot.wording import Words, moment


def notice(at: CaseAtHand, words: Words, explain: Explain) -> CaseMessage:
    """The notice as the case stands now."""
    next_step = _next(at, words)
    met = [
        *explained(at.met, words, explain),
        *([words("notice.evasive", words=spoilers(at.evasive))] if at.evasive else []),
        *([words("notice.repeated")] if at.repeated else []),
        *(words("notice.besides", why=why) for why in explained(at.advised, words, explain)),
    ]
    below = [
        *([words("notice.automatic")] if at.case.decision is None else []),
        *([next_step] if next_step else []),
    ]
    content = whole([first_line(at, words)], met, below)
    return CaseMessage(
        content, texts(at, at.concerned, words), view_of(words, at.case.id, _controls(at))
    )


def _controls(at: CaseAtHand) -> list[Control]:
    if at.closed:
        return [Control.POST] if _may_ask(at) else []
    return [
        *([Control.REWORD] if at.rewordable is not None else []),
        *([Control.POST] if at.postable else []),
    ]


def _may_ask(at: CaseAtHand) -> bool:
    """Whether no moderator was asked yet about what is with its author."""
    return at.postable and at.case.stage is Stage.RETURNED


def first_line(at: CaseAtHand, words: Words) -> str:
    """What it is about and how it stands: of several comments, those that are out of sight."""
    count = len(at.concerned)
    return f"{words.plural('notice.about', count, **place(at))} {_state(at, count, words)}"


def _state(at: CaseAtHand, count: int, words: Words) -> str:
    match at.case.decision:
        case Decision.PUT_BACK:
            return words.plural("notice.state.put_back", count)
        case Decision.REWORDED:
            return words("notice.state.reworded")
        case Decision.LAPSED:
            return words("case.decided.lapsed")
        case Decision.UPHELD:
            return f"{_upheld(at, count, words)}{_strike(at, words)}"
    if any(each.standing is Standing.REMOVED for each in at.out):
        return f"{words.plural('notice.state.removed', count)}{_strike(at, words)}"
    if at.out:
        return words.plural("notice.state.hidden", count)
    if at.case.posted_at is not None:
        return words.plural("notice.state.posted", count)
    return words.plural("notice.state.advised", count)


def _upheld(at: CaseAtHand, count: int, words: Words) -> str:
    """What was up, as its author had it posted, is taken out; the rest stays there."""
    if at.case.posted_at is not None:
        return words.plural("notice.state.taken_out", count)
    return words.plural("notice.state.upheld", count)


def _strike(at: CaseAtHand, words: Words) -> str:
    if at.strike_until is None:
        return f" {words('notice.no_strike')}"
    return f" {words('notice.strike', date=moment(at.strike_until))}"


def _left(at: CaseAtHand, count: int, words: Words) -> str | None:
    """What is left to do where nothing can be reworded here: what stands, its author can edit."""
    if count:
        return words.plural("notice.next.removed", count)
    if at.case.posted_at is not None or at.closed:
        return None
    return words.plural("notice.next.advised", len(at.concerned))


def _next(at: CaseAtHand, words: Words) -> str | None:
    count = len(at.out)
    if at.rewordable is None:
        return None if at.case.decision is not None else _left(at, count, words)
    if at.closed and _may_ask(at):
        return words.plural("notice.next.ask", count)
    if at.closed:
        return words.plural("notice.next.closed", count)
    if at.postable:
        return words.plural("notice.next.returned", count)
    return words.plural("notice.next.held", count)
