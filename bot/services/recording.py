"""The record of what people wrote: each message, each revision, each deletion."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.discussions.model import (
    Absence,
    DeletionByOther,
    Discussion,
    MessagesDeleted,
    MessageSeen,
    Standing,
)
from bot.services import card_state
from bot.storage.transaction import Transaction

EXPLAINED_WITHIN = timedelta(seconds=10)
"""An audit entry names no message: it is matched with a deletion of its time, author and place."""


def see(fact: MessageSeen, tx: Transaction, now: datetime) -> None:
    """Record a message, or a further revision of it. Seeing it twice changes nothing."""
    discussion = tx.discussions.by_thread(fact.thread_id)
    if discussion is None:
        return
    added = tx.comments.add(discussion.id, fact, standing(discussion, fact))
    if added is None:
        _revise(fact, tx, now)
        return
    tx.comments.add_revision(added, fact, now)
    if tx.comments.take_stray_deletion(fact.message_id):
        tx.comments.bury(added, Absence.LIVE, None, now)
    card_state.want_card(discussion.posting_id, tx, now)


def _revise(fact: MessageSeen, tx: Transaction, now: datetime) -> None:
    comment = tx.comments.by_message(fact.message_id)
    if comment is not None:
        tx.comments.revise(comment.id, fact, now)


def standing(discussion: Discussion, seen: MessageSeen) -> Standing:
    """What comes after the last read before the closing words is a note of the staff."""
    final = discussion.final_message_id
    if final is not None and seen.message_id > final:
        return Standing.NOTE
    return Standing.COMMENT


def delete(fact: MessagesDeleted, tx: Transaction, now: datetime) -> None:
    """Put up tombstones; the deletion of a message not yet known is kept until it is."""
    discussion = tx.discussions.by_thread(fact.thread_id)
    if discussion is None:
        return
    for message_id in fact.message_ids:
        comment = tx.comments.by_message(message_id)
        if comment is None:
            tx.comments.keep_stray_deletion(fact.thread_id, message_id, now)
            continue
        if tx.comments.bury(comment.id, Absence.LIVE, None, now) and comment.author_id is not None:
            _explain(discussion, comment.author_id, tx, now)
    card_state.want_card(discussion.posting_id, tx, now)


def deleted_by_other(fact: DeletionByOther, tx: Transaction, now: datetime) -> None:
    """Keep who deleted, and put it on the tombstone that it can only mean."""
    discussion = tx.discussions.by_thread(fact.thread_id)
    if discussion is None:
        return
    tx.comments.keep_entry(fact)
    _explain(discussion, fact.author_id, tx, now)


def _explain(discussion: Discussion, author_id: int, tx: Transaction, now: datetime) -> None:
    """Name the moderator only where one entry meets one tombstone: else Discord did not say."""
    entries, ends = tx.comments.unexplained(discussion, author_id, now, EXPLAINED_WITHIN)
    if len(entries) == 1 and len(ends) == 1:
        tx.comments.explain(ends[0], entries[0])
