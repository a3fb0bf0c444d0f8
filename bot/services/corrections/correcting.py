"""What was posted follows the article: a plan, then each edit an action.

A thread that is archived is opened for it, locked or not as it is, and a shut one shut again at
the end. The edits of one posting are in one lane: a further correction waits for the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.actions.model import Kind, NewAction, State, Subject, correcting_lane
from bot.discussions.model import Discussion
from bot.services import card_state, closing
from bot.services.corrections.facts import CorrectionEnded, CorrectionPlanned, PartEdited
from bot.storage.postings import Posting
from bot.storage.transaction import Transaction


def owe_plan(posting: Posting, tx: Transaction, now: datetime) -> None:
    """Have what was posted follow the newest version, once the mirror is complete."""
    lane = correcting_lane(posting.id)
    waiting = (
        step.kind is Kind.PLAN_CORRECTION and step.state is State.WAITING
        for step in tx.actions.unfinished(lane)
    )
    discussion = tx.discussions.by_posting(posting.id)
    if discussion is not None and not any(waiting):
        subject = Subject(posting.server_id, posting_id=posting.id)
        after = closing.opening(discussion, tx)
        tx.actions.add(NewAction(Kind.PLAN_CORRECTION, lane, subject, now, after), now)


def planned(fact: CorrectionPlanned, tx: Transaction, now: datetime) -> None:
    """The posting is at that version from now on; owe the edits that show it."""
    posting = tx.postings.get(fact.posting_id)
    discussion = tx.discussions.by_posting(fact.posting_id)
    if posting is None or discussion is None or posting.version != fact.base:
        return
    if fact.summary is None:
        ended(CorrectionEnded(posting.id), tx, now)
        return
    tx.corrections.add(
        posting_id=posting.id,
        made_at=now,
        from_version=fact.base,
        to_version=fact.version,
        summary=fact.summary,
    )
    tx.corrections.keep_sheets(posting.id, fact.sheets)
    tx.postings.change(posting.id, version=fact.version)
    tx.discussions.change(discussion.id, title=fact.title)
    if posting.thread_id is not None:
        _owe_edits(posting, discussion, fact, tx, now)
    card_state.want_card(posting.id, tx, now, at_once=True)


def _owe_edits(
    posting: Posting,
    discussion: Discussion,
    fact: CorrectionPlanned,
    tx: Transaction,
    now: datetime,
) -> None:
    """Further parts first, as the parts before them link to them."""
    lane, subject = correcting_lane(posting.id), Subject(posting.server_id, posting_id=posting.id)
    opened = tx.actions.add(NewAction(Kind.OPEN_FOR_CORRECTION, lane, subject, now), now)
    sent: dict[int, int] = {}
    for ordinal in fact.sends:
        part = Subject(posting.server_id, posting_id=posting.id, ordinal=ordinal)
        after = sent.get(ordinal - 1, opened)
        sent[ordinal] = tx.actions.add(NewAction(Kind.SEND_PART, lane, part, now, after), now)
    for ordinal in fact.edits:
        part = Subject(posting.server_id, posting_id=posting.id, ordinal=ordinal)
        after = sent.get(ordinal + 1, opened)
        tx.actions.add(NewAction(Kind.EDIT_PART, lane, part, now, after), now)
    for kind in _about_the_thread(posting, discussion, fact):
        tx.actions.add(NewAction(kind, lane, subject, now, opened), now)
    tx.actions.add(NewAction(Kind.END_CORRECTION, lane, subject, now), now)


def _about_the_thread(
    posting: Posting, discussion: Discussion, fact: CorrectionPlanned
) -> Iterator[Kind]:
    if posting.invitation_message_id is not None:
        yield Kind.EDIT_INVITATION
    if discussion.title != fact.title:
        # Last: Discord allows some two renames in ten minutes (api-docs#1900).
        yield Kind.RENAME_THREAD


def part_edited(fact: PartEdited, tx: Transaction, now: datetime) -> None:
    """The part says what it should; if that came late, its thread is shut again too."""
    tx.corrections.part_edited(fact.posting_id, fact.ordinal, fact.text_hash)
    steps = tx.actions.unfinished(correcting_lane(fact.posting_id))
    if not any(step.kind is Kind.END_CORRECTION for step in steps):
        ended(CorrectionEnded(fact.posting_id), tx, now)


def ended(fact: CorrectionEnded, tx: Transaction, now: datetime) -> None:
    """A shut thread that was opened for the correction is shut again."""
    discussion = tx.discussions.by_posting(fact.posting_id)
    if discussion is not None and discussion.shut_at is not None:
        closing.owe_shutting(discussion, tx, now)
