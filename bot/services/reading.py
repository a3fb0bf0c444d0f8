"""Reading discussions whole: what happened while the bot was away, as far as Discord shows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.model import Kind, NewAction, State, Subject, reading_lane, survey_lane, trial_lane
from bot.discussions.model import Absence, Discussion
from bot.services.counting import recount
from bot.services.facts import BotReady, PageRead, ReadThrough
from bot.services.writer import Handler
from bot.storage.transaction import Transaction

SHUT_LATELY = timedelta(hours=1)
"""Closing goes on while the gateway is away, and reads no more than what is new: what was changed
in a discussion that was shut meanwhile is known only when it is read whole."""


def bot_ready(fact: BotReady, tx: Transaction, now: datetime) -> None:
    """Read every discussion that runs or did lately, and look whether the shut ones still are."""
    for server_id in fact.server_ids:
        tx.actions.revive_failed(server_id, now)
        tx.actions.hasten(trial_lane(server_id), now)  # whoever tried it heard no end of it
        for discussion in tx.discussions.unsettled(server_id, now - SHUT_LATELY):
            catch_up(discussion, tx, now)
        for channel_id in tx.discussions.channels_with_shut(server_id):
            _survey(server_id, channel_id, tx, now)


def catch_up(
    discussion: Discussion, tx: Transaction, now: datetime, after: int | None = None
) -> None:
    """Owe one whole read of the discussion."""
    lane = reading_lane(discussion.id)
    if any(action.state is State.WAITING for action in tx.actions.unfinished(lane)):
        tx.actions.hasten(lane, now)
        return
    if tx.actions.retry_parked(lane, now):
        return  # a thread that is gone is told once, not at every start
    subject = Subject(discussion.server_id, discussion_id=discussion.id)
    tx.actions.add(NewAction(Kind.CATCH_UP, lane, subject, now, after), now)


def _survey(server_id: int, channel_id: int, tx: Transaction, now: datetime) -> None:
    lane = survey_lane(channel_id)
    if not tx.actions.unfinished(lane) and not tx.actions.retry_parked(lane, now):
        subject = Subject(server_id, target_id=channel_id)
        tx.actions.add(NewAction(Kind.SURVEY_THREADS, lane, subject, now), now)


def page_reading(see: Handler) -> Handler:
    """The handler of `PageRead`: messages are seen by `see`, a page of history the oldest first."""

    def page_read(fact: PageRead, tx: Transaction, now: datetime) -> None:
        see(sorted(fact.messages, key=lambda message: message.message_id), tx, now)

    return page_read


def read_through(fact: ReadThrough, tx: Transaction, now: datetime) -> None:
    """What is in the record and was not in a contiguous read is gone."""
    discussion = tx.discussions.get(fact.discussion_id)
    if discussion is None or discussion.thread_id is None:
        return
    standing = tx.comments.standing_between(discussion.id, fact.after, fact.through)
    unseen = [standing[message_id] for message_id in standing.keys() - fact.message_ids]
    missing = [comment_id for comment_id in sorted(unseen) if _is_gone(comment_id, fact, tx)]
    for comment_id in missing:
        tx.comments.bury(comment_id, Absence.AWAY, None, now)
    tx.arrivals.forget_stray_deletions(discussion.thread_id, fact.through)
    _move_mark(discussion, fact, tx)
    if missing:
        recount(discussion, tx, now)


def _is_gone(comment_id: int, fact: ReadThrough, tx: Transaction) -> bool:
    """Whether the message that carries the comment now, perhaps in its author's name, was missing.

    One that is newer than the read is none of its business.
    """
    carrier = tx.standings.carriers(comment_id)[-1]
    return carrier not in fact.message_ids and carrier <= fact.through


def _move_mark(discussion: Discussion, fact: ReadThrough, tx: Transaction) -> None:
    values = {"read_through": max(fact.through, discussion.read_through or 0)}
    if fact.final and discussion.shut_at is not None:
        values["final_message_id"] = fact.through
    tx.discussions.change(discussion.id, **values)
