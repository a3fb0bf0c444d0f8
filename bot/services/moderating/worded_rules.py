"""A server's own rules in words, for those who ask about them and in its configuration."""

from __future__ import annotations

from collections.abc import Iterator

from bot.articles.layout import escape, shortened
from bot.servers.own_rules import StoredRule
from bot.wording import Words, verdict_effect

LONGEST_SOUGHT = 80
"""Characters that are shown of what a rule looks for, so that a line stays one."""


def own_rule_text(words: Words, rule: StoredRule) -> str:
    """What it looks for, what happens, and where, as Markdown."""
    sought = escape(shortened(rule.sought, LONGEST_SOUGHT))
    if rule.seeks == "words":
        seeks = words.plural("rule.words", len(rule.sought.split()), sought=sought)
    else:
        seeks = words("rule.pattern", sought=sought)
    return " · ".join((seeks, verdict_effect(words, rule.verdict), *_limits(words, rule)))


def _limits(words: Words, rule: StoredRule) -> Iterator[str]:
    if rule.channel_id is not None:
        yield words("rule.in_channel", channel=f"<#{rule.channel_id}>")
    if rule.discussion_id is not None:
        yield words("rule.in_discussion", number=rule.discussion_id)
    if rule.exempt_role_ids:
        roles = ", ".join(f"<@&{role_id}>" for role_id in rule.exempt_role_ids)
        yield words("rule.not_for", roles=roles)
