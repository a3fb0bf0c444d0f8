"""A sample is posted, closes as soon as it is open, and leaves no trace in the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.model import (
    UNFINISHED,
    Kind,
    NewAction,
    Subject,
    card_lane,
    closing_lane,
    due_lane,
    mirror_lane,
    posting_lane,
    reading_lane,
    trial_lane,
)
from bot.services import posting
from bot.services.trying.facts import BeginTrial, EndTrial, StopTrial, TrialRemoved
from bot.storage.transaction import Transaction

LONGEST = timedelta(minutes=5)
"""Then it is taken away, however far it came; without hindrance it takes seconds."""


def begin(fact: BeginTrial, tx: Transaction, now: datetime) -> int | None:
    """Post the sample, and owe that it is taken away."""
    server_id = fact.post.server_id
    if tx.actions.unfinished(trial_lane(server_id)):
        return None
    posting_id = posting.post(fact.post, tx, now).posting_id
    discussion = tx.discussions.by_posting(posting_id)
    if discussion is not None:
        tx.discussions.change(discussion.id, closes_at=now)  # at once when it opens
    subject = Subject(server_id, posting_id=posting_id)
    removal = NewAction(Kind.REMOVE_TRIAL, trial_lane(server_id), subject, now + LONGEST)
    tx.actions.add(removal, now)
    return posting_id


def end(fact: EndTrial, tx: Transaction, now: datetime) -> None:
    """Have it taken away now."""
    sample = tx.postings.get(fact.posting_id)
    if sample is not None:
        hasten(sample.server_id, tx, now)


def hasten(server_id: int, tx: Transaction, now: datetime) -> None:
    """Have what is left of a sample taken away now: whoever tried it is gone with the process."""
    tx.actions.hasten(trial_lane(server_id), now)


def stop(fact: StopTrial, tx: Transaction, now: datetime) -> bool:
    """Take back all that is owed of it; True while something is being done that has to end."""
    discussion = tx.discussions.by_posting(fact.posting_id)
    lanes = [lane(fact.posting_id) for lane in (posting_lane, mirror_lane, card_lane)]
    if discussion is not None:
        lanes += [lane(discussion.id) for lane in (closing_lane, due_lane, reading_lane)]
    for lane in lanes:
        tx.actions.withdraw(lane, now)
    return any(
        each.state in UNFINISHED and each.kind is not Kind.REMOVE_TRIAL
        for each in tx.trials.steps(fact.posting_id)
    )


def removed(fact: TrialRemoved, tx: Transaction, now: datetime) -> None:
    """Article, discussion, whatever was written there, and every step: as if it had never been."""
    tx.trials.forget(fact.posting_id)
