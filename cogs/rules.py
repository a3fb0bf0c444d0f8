"""`/rule add|list|remove|grade` for admins, `/rule test|rehearse` for moderators."""

from __future__ import annotations

import re
from typing import Literal

import discord
from discord import app_commands

from bot.civility.own_rule import OwnRuleError
from bot.servers.own_rules import (
    LONGEST_EXPLANATION,
    LONGEST_NAME,
    LONGEST_SOUGHT,
    MOST_RULES,
    NAME,
    StoredRule,
)
from bot.services.moderating.explaining import as_asked
from bot.services.moderating.rule_desk import RuleDesk
from bot.services.moderating.ruling import Added
from bot.services.newsroom import Newsroom
from bot.wording import Catalogue
from cogs.answers import ExplainingGroup, Refused, answer, begin, words_for
from cogs.civility import VerdictName
from cogs.picking import find, require_article_channel, titles
from cogs.rights import moderates, require_admin, require_moderator
from cogs.rule_texts import judgement_text, lately_text, rehearsal_text, rule_line, rules_told

OwnVerdict = Literal["advise", "nudge", "hold", "remove"]
Sought = app_commands.Range[str, 1, LONGEST_SOUGHT]
MOST_OFFERED = 25
"""Choices that a list may offer (docs: interactions/application-commands)."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class RuleCommands(ExplainingGroup, name="rule", description="Civility rules of this server"):
    """Rules of the server's own, and what it makes of single rules that ship."""

    def __init__(self, rules: RuleDesk, newsroom: Newsroom, catalogue: Catalogue) -> None:
        self._rules = rules
        self._newsroom = newsroom
        super().__init__(catalogue)

    @app_commands.command(name="add", description="Add a rule of your own")
    @app_commands.describe(
        name="What you call it: small letters (a to z), digits and hyphens",
        verdict="What happens",
        words="A word or phrase, found however it is written",
        pattern="Or a pattern, in RE2's syntax",
        channel="Only in this article channel",
        discussion="Only in this discussion",
        exempt="Who has this role is not judged by it",
        explanation="What an author reads who met it",
    )
    async def add(
        self,
        interaction: discord.Interaction,
        name: app_commands.Range[str, 1, LONGEST_NAME],
        verdict: OwnVerdict,
        words: Sought | None = None,
        pattern: Sought | None = None,
        channel: discord.TextChannel | None = None,
        discussion: str | None = None,
        exempt: discord.Role | None = None,
        explanation: app_commands.Range[str, 1, LONGEST_EXPLANATION] | None = None,
    ) -> None:
        """Have it hold from now on; a rule of that name gives way to it."""
        require_admin(interaction)
        if re.fullmatch(NAME, name) is None:
            raise Refused("refused.rule_name")
        if exempt is not None and exempt.is_default():
            raise Refused("refused.exempt_everybody")
        seeks = _seeks(words, pattern)
        await begin(interaction)
        if channel is not None:
            await require_article_channel(self._newsroom, channel.id)
        rule = StoredRule(
            name=name,
            seeks=seeks,
            sought=words or pattern or "",
            verdict=verdict,
            channel_id=channel.id if channel else None,
            discussion_id=await self._picked(interaction, discussion) if discussion else None,
            exempt_role_ids=(exempt.id,) if exempt else (),
            explanation=" ".join((explanation or "").split()),
        )
        server_id = interaction.guild_id or 0
        try:
            lately = await self._rules.lately(server_id, rule)
            added = await self._rules.add(server_id, rule, interaction.user.id)
        except OwnRuleError as error:
            raise Refused(error.key, **error.values) from error
        if added is Added.TOO_MANY:
            raise Refused("own_rule.too_many", most=MOST_RULES)
        said = words_for(self._catalogue, interaction)
        line = rule_line(said, rule, await self._rules.threads([rule]))
        told = said("rule.replaced" if added is Added.IN_PLACE else "rule.added", rule=line)
        await answer(interaction, "\n".join(filter(None, (told, lately_text(said, lately)))))

    @app_commands.command(name="list", description="The rules of this server's own")
    async def all(self, interaction: discord.Interaction) -> None:
        """Each with what it looks for, and the rules that ship with another verdict."""
        require_admin(interaction)
        await self._tell_rules(interaction)

    @app_commands.command(name="remove", description="Remove a rule of your own")
    @app_commands.describe(name="The rule")
    async def remove(self, interaction: discord.Interaction, name: str) -> None:
        """Judge by it no more; cases that it made stay."""
        require_admin(interaction)
        await begin(interaction)
        if not await self._rules.remove(interaction.guild_id or 0, name, interaction.user.id):
            raise _unknown(name)
        await answer(interaction, words_for(self._catalogue, interaction)("rule.removed"))

    @app_commands.command(name="grade", description="Change what happens at one rule that ships")
    @app_commands.describe(rule="The rule", verdict="What happens; default: as its family")
    async def grade(
        self, interaction: discord.Interaction, rule: str, verdict: VerdictName
    ) -> None:
        """Give it another verdict than its family has; allow switches it off."""
        require_admin(interaction)
        await begin(interaction)
        by = interaction.user.id
        if not await self._rules.grade(interaction.guild_id or 0, rule, verdict, by):
            raise _unknown(rule)
        await self._tell_rules(interaction)

    @app_commands.command(name="test", description="What would happen to a text here, and why")
    @app_commands.describe(text="The text")
    async def test(self, interaction: discord.Interaction, text: str) -> None:
        """Judge it as if somebody had answered somebody with it; nothing is kept."""
        await require_moderator(interaction)
        await begin(interaction)
        server_id, place = interaction.guild_id or 0, interaction.channel_id or 0
        here = await self._newsroom.discussion_in(server_id, place)
        channel_id = here.discussion.channel_id if here else place
        judgement, judge = await self._rules.tried(
            server_id, text, channel_id, here.discussion.id if here else 0
        )
        words = words_for(self._catalogue, interaction)
        await answer(interaction, judgement_text(words, judgement, as_asked(judge)))

    @app_commands.command(name="rehearse", description="What a rule would have met so far")
    @app_commands.describe(
        words="A word or phrase, found however it is written", pattern="Or a pattern, in RE2's"
    )
    async def rehearse(
        self,
        interaction: discord.Interaction,
        words: Sought | None = None,
        pattern: Sought | None = None,
    ) -> None:
        """Replay it over the recorded comments of the channels that the person moderates."""
        await require_moderator(interaction)
        rule = StoredRule("rehearsed", _seeks(words, pattern), words or pattern or "", "advise")
        await begin(interaction)
        try:
            told = await self._rules.rehearse(
                interaction.guild_id or 0, rule, await moderates(interaction)
            )
        except OwnRuleError as error:
            raise Refused(error.key, **error.values) from error
        await answer(interaction, rehearsal_text(words_for(self._catalogue, interaction), told))

    @add.autocomplete("discussion")
    async def discussions(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The latest discussions whose title contains what was typed."""
        return await titles(self._newsroom, interaction, typed)

    @remove.autocomplete("name")
    async def own_names(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The server's rules whose name contains what was typed."""
        if not interaction.permissions.manage_guild:
            return []
        policy = await self._rules.policy(interaction.guild_id or 0)
        return _offered([rule.name for rule in policy.rules], typed)

    @grade.autocomplete("rule")
    async def shipped(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The rules that ship whose id contains what was typed."""
        return _offered(await self._rules.built_in_rules(interaction.guild_id or 0), typed)

    async def _tell_rules(self, interaction: discord.Interaction) -> None:
        policy = await self._rules.policy(interaction.guild_id or 0)
        threads = await self._rules.threads(policy.rules)
        unusable = await self._rules.unusable(policy.rules)
        told = rules_told(words_for(self._catalogue, interaction), policy, threads, unusable)
        await answer(interaction, **told)

    async def _picked(self, interaction: discord.Interaction, discussion: str) -> int:
        return (await find(self._newsroom, interaction, discussion)).discussion.id


def _seeks(words: str | None, pattern: str | None) -> Literal["words", "pattern"]:
    if (words is None) == (pattern is None):
        raise Refused("refused.rule_incomplete")
    return "words" if words is not None else "pattern"


def _unknown(name: str) -> Refused:
    return Refused("own_rule.no_such_rule", name=name.replace("`", "'")[:LONGEST_NAME])


def _offered(names: list[str], typed: str) -> list[app_commands.Choice[str]]:
    found = [name for name in names if typed.lower() in name]
    return [app_commands.Choice(name=name, value=name) for name in found[:MOST_OFFERED]]
