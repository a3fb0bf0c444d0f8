"""Whose failures are seen at once by who tries the bot out, and are no news for all admins."""

from __future__ import annotations

from bot.actions.model import Action, trial_lane
from bot.storage.transaction import Transaction


def is_tried(action: Action, tx: Transaction) -> bool:
    """Whether the action is a step of a sample that is under way."""
    return any(
        action.id in {step.id for step in tx.trials.steps(removal.subject.posting_id or 0)}
        for removal in tx.actions.unfinished(trial_lane(action.subject.server_id))
    )
