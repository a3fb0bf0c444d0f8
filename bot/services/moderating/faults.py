"""Rules that failed: the comment stands as far as they go, and the admins are told once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from bot.actions.model import Kind, NewAction, Subject, rule_lane
from bot.civility.model import Fault as RuleFault
from bot.storage.faults import Fault
from bot.storage.transaction import Transaction

log = structlog.get_logger()

TOLD_AGAIN = timedelta(days=7)
"""How long nobody is told that the same rule failed again."""


def kind(server_id: int, rule: str) -> str:
    """The kind of a fault: each server's admins are told, and its own rules are its own."""
    return f"rule {server_id} {rule}"


def rule_of(kind: str) -> str:
    """The rule that a kind of fault names."""
    return kind.rpartition(" ")[2]


def keep(
    failed: Iterable[RuleFault], server_id: int, message_id: int, tx: Transaction, now: datetime
) -> None:
    """Keep a fault for each rule that is new in failing, and owe the admins a word about it."""
    for fault in failed:
        of_rule = kind(server_id, fault.rule)
        if not tx.faults.since(of_rule, now - TOLD_AGAIN):
            fault_id = tx.faults.record(Fault(now, of_rule, message_id, fault.error))
            log.error("rule failed", rule=fault.rule, error=fault.error, message_id=message_id)
            subject = Subject(server_id, target_id=fault_id)
            tx.actions.add(NewAction(Kind.TELL_OF_RULE, rule_lane(fault_id), subject, now), now)
