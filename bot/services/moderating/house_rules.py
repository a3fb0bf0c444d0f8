"""What a server judges, and what happens there when a rule is met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.civility import history
from bot.civility.judge import Judge
from bot.civility.model import Family, Verdict
from bot.civility.policy import Policy


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The verdicts of each family's rules, the mildest first; `own` counts the server's own rules.

    A family of which everything is allowed is not there. `languages`: those that are judged.
    """

    families: Mapping[Family, Sequence[Verdict]]
    own: int
    languages: Sequence[str]


def house_rules(policy: Policy, judge: Judge) -> HouseRules:
    """The rules that ship as a policy has them, and the server's own."""
    graded: dict[Family, set[Verdict]] = defaultdict(set)
    families = judge.families
    for rule, verdict in {**judge.rules, **history.rules()}.items():
        family = families.get(rule, Family.HISTORY)
        if made := policy.graded(rule, family, verdict):
            graded[family].add(made)
    kept = {family: sorted(graded[family]) for family in Family if graded[family]}
    return HouseRules(kept, len(policy.rules), sorted(judge.languages))
