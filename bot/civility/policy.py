"""What a server makes of verdicts, and what is to happen to a comment. Pure.

Verdicts are severities: the server's policy re-grades families and caps what is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import IntEnum

from bot.civility.model import Family, Judgement, Reason, Verdict
from bot.civility.own_rule import OwnRule
from bot.civility.own_rules import OwnRules

LATE = timedelta(minutes=10)
"""Older comments, which only catch-up finds, are judged and never acted against."""
ADVISED_AGAIN = timedelta(days=1)
"""How long somebody is not advised of the same rule again."""
REPEAT_WITHIN = timedelta(days=1)
"""How long an earlier hit makes the next one a repeat."""
SEEN_AFTER = timedelta(minutes=10)
"""A notice counts as seen after that (DESIGN, "Verdicts"); until then all is one case."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A server's settings: `capped`, nothing goes beyond hold; families with another verdict.

    `grades`: rules that ship with another verdict, whatever their family's is. `rules`: its own.
    `languages`: of the packs it is judged by; None: all that ship. All are tuples, so that a policy
    can be a key.
    """

    capped: bool = True
    verdicts: tuple[tuple[Family, Verdict], ...] = ()
    grades: tuple[tuple[str, Verdict], ...] = ()
    rules: tuple[OwnRule, ...] = ()
    languages: tuple[str, ...] | None = None

    def concerning(self, channel: int, discussion: int, roles: frozenset[int] | None) -> Policy:
        """This policy with those of its own rules that concern somebody in a discussion.

        `roles` None: not known; then a rule that exempts any concerns nobody.
        """
        kept = tuple(
            rule
            for rule in self.rules
            if rule.concerns(channel, discussion, roles or frozenset())
            and (roles is not None or not rule.exempt_roles)
        )
        return self if kept == self.rules else replace(self, rules=kept)

    def own_rules(self, families: Mapping[str, Family]) -> OwnRules:
        """The server's rules, and what it made of those that ship, whose families are given.

        A grade of a rule that ships no more is passed over.
        """
        chosen = dict(self.verdicts)
        verdicts = {rule: chosen[family] for rule, family in families.items() if family in chosen}
        verdicts |= {rule: verdict for rule, verdict in self.grades if rule in families}
        return OwnRules.kept(self.rules, verdicts, families.keys())

    def graded(self, rule: str, family: Family, verdict: Verdict) -> Verdict:
        """What becomes of the verdict that a rule ships with."""
        of_family = dict(self.verdicts).get(family, verdict)
        return self._capped(dict(self.grades).get(rule, of_family))

    def applied(self, judgement: Judgement) -> Judgement:
        """A judgement as this server has it, without what it allows."""
        kept = [reason for reason in map(self._applied, judgement.reasons) if reason.verdict]
        kept.sort(key=lambda reason: -reason.verdict)
        strongest = kept[0].verdict if kept else Verdict.ALLOW
        return replace(judgement, verdict=strongest, reasons=tuple(kept))

    def _applied(self, reason: Reason) -> Reason:
        if reason.family is Family.HISTORY:  # the judge re-grades all others
            made = self.graded(reason.rule, reason.family, reason.verdict)
            return replace(reason, verdict=made)
        capped = self._capped(reason.verdict)
        if capped is reason.verdict:
            return reason
        # The last step up was one to what is not done here.
        evasive = reason.evasive and reason.repeated
        return replace(reason, verdict=capped, evasive=evasive, repeated=False)

    def _capped(self, verdict: Verdict) -> Verdict:
        return min(verdict, Verdict.HOLD) if self.capped else verdict


class Course(IntEnum):
    """What happens to a comment that rules met, in rising order of what its author feels.

    `LIST`: it stands, and a list names it to the moderators. `NOTE`: it stands, and a case is kept.
    `ADVISE`: it stands, with a private word.
    `RETURN`: it goes back to its author. `HOLD`: it waits for a moderator. `REMOVE`: it is out.
    """

    NOTHING = 0
    LIST = 1
    NOTE = 2
    ADVISE = 3
    RETURN = 4
    HOLD = 5
    REMOVE = 6

    @property
    def hides(self) -> bool:
        """Whether the comment leaves the discussion, for the time being at least."""
        return self >= Course.RETURN


@dataclass(frozen=True, slots=True)
class Situation:
    """`exempt`: its author is another bot. `late`: it is too old to be acted against, or its
    discussion is closed.

    `answered`: somebody replied already, so that it cannot go back to its author.
    `advised`: its author got a word about the same rules within `ADVISED_AGAIN`.
    """

    exempt: bool = False
    late: bool = False
    answered: bool = False
    advised: bool = False


def course(verdict: Verdict, situation: Situation) -> Course:
    """What happens to a comment; `verdict` is what the server's policy left of it."""
    if situation.exempt:
        return Course.NOTE if verdict >= Verdict.NUDGE else Course.NOTHING
    if situation.late:
        return Course.LIST if verdict >= Verdict.HOLD else Course.NOTHING
    if verdict is Verdict.NUDGE and situation.answered:
        verdict = Verdict.ADVISE
    if verdict is Verdict.ADVISE and situation.advised:
        return Course.NOTHING
    return _COURSES[verdict]


def tempered(reasons: Iterable[Reason], taken: Course) -> tuple[Reason, ...]:
    """The reasons as they count from now on: who was only advised was not told of more."""
    if taken is not Course.ADVISE:
        return tuple(reasons)
    return tuple(map(_advised, reasons))


def _advised(reason: Reason) -> Reason:
    if reason.verdict <= Verdict.ADVISE:
        return reason
    return replace(reason, verdict=Verdict.ADVISE, evasive=False, repeated=False)


_COURSES = {
    Verdict.ALLOW: Course.NOTHING,
    Verdict.ADVISE: Course.ADVISE,
    Verdict.NUDGE: Course.RETURN,
    Verdict.HOLD: Course.HOLD,
    Verdict.REMOVE: Course.REMOVE,
}
