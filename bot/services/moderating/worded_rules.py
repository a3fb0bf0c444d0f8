"""A server's own rules in words, for those who ask about them and in its configuration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.articles.layout import escape, shortened
from bot.servers.own_rules import StoredRule
from bot.wording import Words, verdict_effect

LONGEST_SOUGHT = 80
"""Characters that are shown of what a rule looks for, so that a line stays one."""


def discussions_of(rules: Iterable[StoredRule]) -> set[int]:
    """The discussions (ids) that rules are about."""
    return {rule.discussion_id for rule in rules if rule.discussion_id is not None}


def own_rule_text(words: Words, rule: StoredRule, threads: Mapping[int, int]) -> str:
    """What it looks for, what happens, and where, as Markdown.

    A discussion is told by its thread, where `threads` has that (ids), else by its number.
    """
    sought = escape(shortened(rule.sought, LONGEST_SOUGHT))
    if rule.seeks == "words":
        seeks = words.plural("rule.words", len(rule.sought.split()), sought=sought)
    else:
        seeks = words("rule.pattern", sought=sought)
    return " · ".join((seeks, verdict_effect(words, rule.verdict), *_limits(words, rule, threads)))


def _limits(words: Words, rule: StoredRule, threads: Mapping[int, int]) -> Iterator[str]:
    if rule.channel_id is not None:
        yield words("rule.in_channel", channel=f"<#{rule.channel_id}>")
    if rule.discussion_id is not None:
        thread = threads.get(rule.discussion_id)
        if thread is None:
            yield words("rule.in_discussion", number=rule.discussion_id)
        else:
            yield words("rule.in_thread", thread=f"<#{thread}>")
    if rule.exempt_role_ids:
        roles = ", ".join(f"<@&{role_id}>" for role_id in rule.exempt_role_ids)
        yield words("rule.not_for", roles=roles)
