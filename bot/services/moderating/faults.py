"""Rules that failed: the comment stands as far as they go, and the admins are told once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.actions.model import Kind, NewAction, Subject, rule_lane
from bot.civility.model import Fault as RuleFault
from bot.storage.faults import Fault
from bot.storage.transaction import Transaction

TOLD_AGAIN = timedelta(days=7)
"""How long nobody is told that the same rule failed again."""
KIND = "rule"
"""What a fault's kind begins with, before the rule's id."""


def keep(
    failed: Iterable[RuleFault], server_id: int, message_id: int, tx: Transaction, now: datetime
) -> None:
    """Keep a fault for each rule, and owe the admins a word about a rule that is new in failing."""
    for fault in failed:
        kind = f"{KIND} {fault.rule}"
        is_known = tx.faults.since(kind, now - TOLD_AGAIN)
        fault_id = tx.faults.record(Fault(now, kind, message_id, fault.error))
        if not is_known:
            subject = Subject(server_id, target_id=fault_id)
            tx.actions.add(NewAction(Kind.TELL_OF_RULE, rule_lane(fault_id), subject, now), now)
