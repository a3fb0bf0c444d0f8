"""The record of what people wrote: each message, each revision, each deletion."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.actions.model import comment_lane
from bot.discussions.model import (
    Absence,
    Comment,
    DeletionByOther,
    Discussion,
    MessagesDeleted,
    MessageSeen,
    Standing,
)
from bot.services import card_state
from bot.services.counting import recount
from bot.storage.transaction import Transaction

EXPLAINED_WITHIN = timedelta(seconds=10)
"""An audit entry names no message: it is matched with a deletion of its time, author and place."""


class Recorded(NamedTuple):
    """What became of a message that said something new: a comment, or a further text of one."""

    discussion: Discussion
    comment_id: int
    standing: Standing
    is_new: bool


def see(fact: MessageSeen, tx: Transaction, now: datetime) -> Recorded | None:
    """Record a message, or a further revision of it. Seeing it twice changes nothing.

    Gives what was recorded, None where that was nothing, or is gone already.
    """
    discussion = tx.discussions.by_thread(fact.thread_id)
    if discussion is None:
        return None
    if tx.erasures.cover(fact.author_id, fact.created_at):
        _count(discussion, fact, tx, now)
        return None
    stands = standing(discussion, fact)
    added = tx.comments.add(discussion.id, fact, stands)
    if added is None:
        return _revise(discussion, fact, tx, now)
    if not _keep_first(added, discussion, fact, tx, now):
        return None
    return Recorded(discussion, added, stands, is_new=True)


def _count(discussion: Discussion, fact: MessageSeen, tx: Transaction, now: datetime) -> None:
    """Of whom had themselves erased, what they wrote before counts, without author and text."""
    added = tx.comments.add(discussion.id, fact, standing(discussion, fact))
    if added is not None:
        tx.comments.disown(added)
        _keep_first(added, discussion, replace(fact, text="", attachments=(), parts=()), tx, now)


def _keep_first(
    comment_id: int, discussion: Discussion, fact: MessageSeen, tx: Transaction, now: datetime
) -> bool:
    """Keep the first text of a new comment; False where the comment is gone already."""
    tx.comments.add_revision(comment_id, fact, now)
    card_state.want_card(discussion.posting_id, tx, now)
    if not tx.comments.take_stray_deletion(fact.message_id):
        return True
    tx.comments.bury(comment_id, Absence.LIVE, None, now)
    return False


def _revise(
    discussion: Discussion, fact: MessageSeen, tx: Transaction, now: datetime
) -> Recorded | None:
    comment = tx.comments.by_message(fact.message_id)
    if comment is None or not tx.comments.revise(comment.id, fact, now):
        return None
    return Recorded(discussion, comment.id, comment.standing, is_new=False)


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
        if _is_hidden_by_the_bot(comment, message_id, tx):
            continue
        if tx.comments.bury(comment.id, Absence.LIVE, None, now) and comment.author_id is not None:
            _explain(discussion, comment.author_id, tx, now)
    recount(discussion, tx, now)


def _is_hidden_by_the_bot(comment: Comment, message_id: int, tx: Transaction) -> bool:
    """Whether the message went because the civility rules had it hidden: no end of the comment."""
    if message_id != tx.standings.carriers(comment.id)[-1]:
        return True  # another message carries the comment now
    is_out = comment.standing in (Standing.HELD, Standing.REMOVED, Standing.RELEASED)
    return is_out and tx.actions.was_begun(comment_lane(comment.id))


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
