"""What is said about a server's own rules, and about what rules meet."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from typing import Any

import discord

from bot.articles.layout import escape
from bot.civility.judge import READING
from bot.civility.model import Judgement, Reason
from bot.servers.model import StoredPolicy
from bot.servers.own_rules import StoredRule
from bot.services.moderating.explaining import Explain
from bot.services.moderating.messages import spoiler, spoilers
from bot.services.moderating.rule_desk import Rehearsal
from bot.services.moderating.worded_rules import own_rule_text
from bot.wording import Words, exemption_name, verdict_effect
from cogs.answers import fitting

MOST_REASONS = 10
MOST_SAMPLES = 3
"""Words that are shown of those that one rule met."""
FILE_NAME = "rules.md"


def rules_told(
    words: Words, policy: StoredPolicy, threads: Mapping[int, int], unusable: Collection[str]
) -> dict[str, Any]:
    """A message with a line for each; if they have no room, all of them in a file as well.

    `threads`: those of the discussions that rules are about, by the discussions' ids. `unusable`:
    the names of own rules that do not work any more; they come first.
    """
    lines = _rule_lines(words, policy, threads, unusable)
    shown = fitting(lines)
    if len(shown) == len(lines):
        return {"text": "\n".join(lines) or words("rule.none")}
    further = words.plural("rule.further", len(lines) - len(shown))
    file = discord.File(BytesIO("\n".join(lines).encode()), FILE_NAME)
    return {"text": "\n".join((*shown, further)), "file": file}


def _rule_lines(
    words: Words, policy: StoredPolicy, threads: Mapping[int, int], unusable: Collection[str]
) -> list[str]:
    own = sorted(policy.rules, key=lambda rule: rule.name not in unusable)
    lines = [
        "\n  ".join((rule_line(words, rule, threads), *_out_of_use(words, rule, unusable)))
        for rule in own
    ]
    lines += [
        words("rule.graded", rule=f"`{rule}`", effect=verdict_effect(words, verdict))
        for rule, verdict in sorted(policy.grades.items())
    ]
    return lines


def _out_of_use(words: Words, rule: StoredRule, unusable: Collection[str]) -> Iterator[str]:
    if rule.name in unusable:
        yield words("rule.unusable")


def rule_line(words: Words, rule: StoredRule, threads: Mapping[int, int]) -> str:
    """Its name, what it looks for, what happens, and where."""
    return f"- **{rule.name}**: {own_rule_text(words, rule, threads)}"


def judgement_text(words: Words, judgement: Judgement, explain: Explain) -> str:
    """What would happen, and two lines for each rule that was met, with some of its words.

    Before them, a line for each that failed.
    """
    head = words("rule.would_happen", effect=verdict_effect(words, judgement.verdict.word))
    alike: dict[Hashable, list[Reason]] = {}
    for each in judgement.reasons:
        key = (each.rule, each.verdict, each.exemptions, each.disguised, each.evasive)
        alike.setdefault(key, []).append(each)
    lines = [_reasons(words, each, explain) for each in islice(alike.values(), MOST_REASONS)]
    return "\n".join([head, *fitting([*_failed(words, judgement), *lines])])


def _failed(words: Words, judgement: Judgement) -> Iterator[str]:
    """A line for each rule that failed: what it would have met nobody knows."""
    for rule in dict.fromkeys(fault.rule for fault in judgement.faults):
        if rule == READING:
            yield words("rule.reading_failed")
        else:
            yield words("rule.failed", rule=f"`{rule}`")


def _reasons(words: Words, alike: Sequence[Reason], explain: Explain) -> str:
    reason = alike[0]
    parts = [f"`{reason.rule}`", verdict_effect(words, reason.verdict.word)]
    met = dict.fromkeys(each.excerpt for each in alike if each.excerpt.strip())
    if met:
        parts.append(spoilers(islice(met, MOST_SAMPLES)))
    parts += [exemption_name(words, each.value) for each in reason.exemptions]
    if reason.disguised:
        parts.append(words("rule.evasive") if reason.evasive else words("rule.disguised"))
    return f"- {' · '.join(parts)}\n  {explain(reason.rule, reason.explanation_key, words)}"


def lately_text(words: Words, told: Rehearsal) -> str:
    """How much a rule that holds from now on would have met; empty where it is nothing.

    So a pattern that meets nearly everything is seen before people feel it.
    """
    if not told.hits:
        return ""
    return words.plural("rule.lately", told.looked_at, hits=words.number(told.hits))


def rehearsal_text(words: Words, told: Rehearsal) -> str:
    """How much it would have met, with samples whose words are behind spoilers."""
    if not told.hits:
        return words.plural("rehearsal.nothing", told.looked_at)
    head = words(
        "rehearsal.met",
        comments=words.plural("rehearsal.comments", told.hits),
        looked_at=words.number(told.looked_at),
        authors=words.plural("rehearsal.authors", told.authors),
    )
    samples = (
        f"- {escape(each.before)}{spoiler(each.met)}{escape(each.after)}" for each in told.samples
    )
    return "\n".join([head, *samples])
