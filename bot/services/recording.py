"""The record of what people wrote: each message, each revision, each deletion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.actions.model import Kind, comment_lane
from bot.discussions.model import (
    Absence,
    Comment,
    DeletionByOther,
    Discussion,
    MessagesDeleted,
    MessageSeen,
    Standing,
)
from bot.services import card_state, posting
from bot.services.counting import recount
from bot.services.facts import ThreadStarted
from bot.storage.arrivals import Arrival
from bot.storage.transaction import Transaction

EXPLAINED_WITHIN = timedelta(seconds=10)
"""An audit entry names no message: it is matched with a deletion of its time, author and place."""
HEARD_WITHIN = timedelta(minutes=1)
"""Of what the bot deleted, although Discord did not say so, the event comes within that time."""


class Recorded(NamedTuple):
    """What became of a message that said something new: a comment, or a further text of one."""

    fact: MessageSeen
    discussion: Discussion
    comment_id: int
    standing: Standing
    is_new: bool


def see(facts: Sequence[MessageSeen], tx: Transaction, now: datetime) -> Iterator[list[Recorded]]:
    """Record messages, or further revisions of them. Seeing one twice changes nothing.

    Gives what said something new and is not gone already, in order: new comments together as far
    as they follow each other, a revision by itself, and recorded when it is its turn. It records as
    it is iterated: whoever calls it goes through to the end.
    """
    arrivals = [each for fact in facts if (each := _arrival(fact, tx, now)) is not None]
    added = tx.arrivals.add(arrivals, now)
    gone = tx.arrivals.take_stray_deletions(added)
    for message_id in gone:
        tx.comments.bury(added[message_id], Absence.LIVE, None, now)
    begun: list[Recorded] = []
    for arrival in tx.arrivals.with_news(arrivals, added):
        discussion, seen, stands, author_id = arrival
        comment_id = added.pop(seen.message_id, None)
        if comment_id is None:
            yield begun
            begun = []
            if (revised := _revised(arrival, tx, now)) is not None:
                yield [revised]
            continue
        card_state.want_card(discussion.posting_id, tx, now)
        if author_id is not None and seen.message_id not in gone:
            begun.append(Recorded(seen, discussion, comment_id, stands, is_new=True))
    yield begun


def _arrival(fact: MessageSeen, tx: Transaction, now: datetime) -> Arrival | None:
    """The message as it is recorded; None where there is no discussion.

    Of whom had themselves erased, what they wrote before counts, without author and text.
    """
    discussion = _discussion(fact.thread_id, tx, now)
    if discussion is None:
        return None
    stands = standing(discussion, fact)
    if tx.erasures.cover(fact.author_id, fact.created_at):
        blank = fact._replace(text="", attachments=(), parts=())
        return Arrival(discussion, blank, stands, author_id=None)
    return Arrival(discussion, fact, stands, fact.author_id)


def _discussion(thread_id: int, tx: Transaction, now: datetime) -> Discussion | None:
    """The discussion that the thread holds.

    What happens in the thread of a card shows that it was started, though the answer may be on its
    way or was lost with the life of a bot. (A card's thread has its id: docs, topics/threads.)
    """
    if (known := tx.discussions.by_thread(thread_id)) is not None:
        return known
    found = tx.discussions.without_thread(thread_id)
    if found is None:
        return None
    posting.thread_started(ThreadStarted(found.posting_id, thread_id), tx, now)
    return tx.discussions.by_thread(thread_id)


def _revised(arrival: Arrival, tx: Transaction, now: datetime) -> Recorded | None:
    """A further text of a comment, unless it says nothing new or its author is erased."""
    discussion, seen, _, author_id = arrival
    if author_id is None:
        return None
    comment = tx.comments.by_message(seen.message_id)
    if comment is None or not tx.comments.revise(comment.id, seen, now):
        return None
    return Recorded(seen, discussion, comment.id, comment.standing, is_new=False)


def standing(discussion: Discussion, seen: MessageSeen) -> Standing:
    """What comes after the last read before the closing words is a note of the staff."""
    final = discussion.final_message_id
    if final is not None and seen.message_id > final:
        return Standing.NOTE
    return Standing.COMMENT


def delete(fact: MessagesDeleted, tx: Transaction, now: datetime) -> None:
    """Put up tombstones; the deletion of a message not yet known is kept until it is."""
    discussion = _discussion(fact.thread_id, tx, now)
    if discussion is None:
        return
    for message_id in fact.message_ids:
        comment = tx.comments.by_message(message_id)
        if comment is None:
            tx.arrivals.keep_stray_deletion(fact.thread_id, message_id, now)
            continue
        if _is_hidden_by_the_bot(comment, message_id, tx, now):
            continue
        if tx.comments.bury(comment.id, Absence.LIVE, None, now) and comment.author_id is not None:
            _explain(discussion, comment.author_id, tx, now)
    recount(discussion, tx, now)


def _is_hidden_by_the_bot(
    comment: Comment, message_id: int, tx: Transaction, now: datetime
) -> bool:
    """Whether the message went because the civility rules had it hidden: no end of the comment.

    As long as the bot could not hide it, it was somebody else who deleted it.
    """
    if message_id != tx.standings.carriers(comment.id)[-1]:
        return True  # another message carries the comment now
    if comment.standing not in (Standing.HELD, Standing.REMOVED, Standing.RELEASED):
        return False
    lane = comment_lane(comment.id)
    return tx.actions.may_have_happened(Kind.HIDE_COMMENT, lane, now - HEARD_WITHIN)


def deleted_by_other(fact: DeletionByOther, tx: Transaction, now: datetime) -> None:
    """Keep who deleted, and put it on the tombstone that it can only mean."""
    discussion = tx.discussions.by_thread(fact.thread_id)
    if discussion is None:
        return
    if tx.erasures.of(fact.author_id) and not tx.comments.is_author(fact.author_id, discussion.id):
        return  # it can only be about what is erased, and would name the person anew
    tx.comments.keep_entry(fact)
    _explain(discussion, fact.author_id, tx, now)


def _explain(discussion: Discussion, author_id: int, tx: Transaction, now: datetime) -> None:
    """Name the moderator only where one entry meets one tombstone: else Discord did not say."""
    entries, ends = tx.comments.unexplained(discussion, author_id, now, EXPLAINED_WITHIN)
    if len(entries) == 1 and len(ends) == 1:
        tx.comments.explain(ends[0], entries[0])
