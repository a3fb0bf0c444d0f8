"""Every kind of action has a deed."""

from __future__ import annotations

from bot.actions.model import Kind
from bot.services.deeds import (
    authors,
    cards,
    case_cards,
    closing_words,
    corrections,
    decisions,
    failed_rules,
    feed_notices,
    feeds,
    greeting,
    hiding,
    history,
    keeping,
    late_lists,
    mirror,
    notice_threads,
    retractions,
    shutting,
    summaries,
    telling,
    threads,
    trials,
)
from bot.services.deeds.deed import Deed, Desk


def all_deeds(desk: Desk) -> dict[Kind, Deed]:
    """The deeds at that desk; a test checks that none is missing."""
    return {
        **cards.deeds(desk),
        **threads.deeds(desk),
        **shutting.deeds(desk),
        **mirror.deeds(desk),
        **closing_words.deeds(desk),
        **history.deeds(desk),
        **telling.deeds(desk),
        **feeds.deeds(desk),
        **feed_notices.deeds(desk),
        **hiding.deeds(desk),
        **authors.deeds(desk),
        **notice_threads.deeds(desk),
        **decisions.deeds(desk),
        **case_cards.deeds(desk),
        **late_lists.deeds(desk),
        **failed_rules.deeds(desk),
        **summaries.deeds(desk),
        **corrections.deeds(desk),
        **retractions.deeds(desk),
        **trials.deeds(desk),
        **keeping.deeds(desk),
        **greeting.deeds(desk),
    }
