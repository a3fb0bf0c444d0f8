"""What admins make of the civility rules: facts, and how they are taken in.

Each change is applied to what holds when it arrives, so that two admins' do not undo each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.civility.model import VERDICTS
from bot.servers.model import StoredPolicy
from bot.servers.own_rules import MOST_RULES, StoredRule
from bot.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages whose packs a server is judged by; None: all that ship."""

    chosen: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ChangePolicy:
    """An admin chose what happens to a family of rules, whether anything may be removed, and by
    which languages' rules comments are judged.

    None leaves it as it is; of a family, any word that is no verdict: each rule's own again.
    """

    server_id: int
    by: int
    capped: bool | None = None
    family: str | None = None
    verdict: str | None = None
    languages: Languages | None = None


class Added(StrEnum):
    """What came of it that an admin adds a rule."""

    NEW = "new"
    IN_PLACE = "in place"
    """Of one that was called so."""
    TOO_MANY = "too many"
    """There were too many already: it was not added."""


@dataclass(frozen=True, slots=True)
class AddRule:
    """An admin adds a rule of the server's own; one of the same name gives way to it."""

    server_id: int
    rule: StoredRule
    by: int


@dataclass(frozen=True, slots=True)
class RemoveRule:
    """An admin removes a rule of the server's own."""

    server_id: int
    name: str
    by: int


@dataclass(frozen=True, slots=True)
class GradeRule:
    """An admin gives a rule that ships another verdict; any other word: its family's again."""

    server_id: int
    rule: str
    verdict: str
    by: int


def change_policy(fact: ChangePolicy, tx: Transaction, now: datetime) -> StoredPolicy:
    """Judge by it from now on; gives what holds then."""
    policy = tx.policies.get(fact.server_id)
    if fact.capped is not None:
        policy = replace(policy, capped=fact.capped)
    if fact.family is not None:
        verdicts = _chosen(policy.verdicts, fact.family, fact.verdict)
        policy = replace(policy, verdicts=verdicts)
    if fact.languages is not None:
        policy = replace(policy, languages=fact.languages.chosen)
    _keep(fact.server_id, policy, "civility set", fact.by, tx, now)
    return policy


def _chosen(words: Mapping[str, str], name: str, word: str | None) -> dict[str, str]:
    """With that word under the name, or with none where it is no verdict's."""
    others = {each: kept for each, kept in words.items() if each != name}
    return {**others, name: word} if word in VERDICTS and word is not None else others


def add(fact: AddRule, tx: Transaction, now: datetime) -> Added:
    """Judge by it from now on, unless there are too many already."""
    policy = tx.policies.get(fact.server_id)
    others = tuple(rule for rule in policy.rules if rule.name != fact.rule.name)
    if len(others) >= MOST_RULES:
        return Added.TOO_MANY
    changed = replace(policy, rules=(*others, fact.rule))
    _keep(fact.server_id, changed, "rule added", fact.by, tx, now)
    return Added.NEW if len(others) == len(policy.rules) else Added.IN_PLACE


def remove(fact: RemoveRule, tx: Transaction, now: datetime) -> bool:
    """Judge by it no more; False where there is none of that name."""
    policy = tx.policies.get(fact.server_id)
    kept = tuple(rule for rule in policy.rules if rule.name != fact.name)
    if kept == policy.rules:
        return False
    _keep(fact.server_id, replace(policy, rules=kept), "rule removed", fact.by, tx, now)
    return True


def grade(fact: GradeRule, tx: Transaction, now: datetime) -> None:
    """Judge by that verdict from now on."""
    policy = tx.policies.get(fact.server_id)
    grades = _chosen(policy.grades, fact.rule, fact.verdict)
    _keep(fact.server_id, replace(policy, grades=grades), "rule graded", fact.by, tx, now)


def _keep(
    server_id: int, policy: StoredPolicy, change: str, by: int, tx: Transaction, now: datetime
) -> None:
    tx.policies.set(server_id, policy)
    tx.servers.record_version(server_id, change, by, now)
