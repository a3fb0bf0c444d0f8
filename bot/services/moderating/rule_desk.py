"""A server's own rules as commands see them: making them, and trying them before they hold."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from bot.civility import history
from bot.civility.judge import Judge
from bot.civility.model import Comment, Context, Judgement, Span
from bot.civility.own_rules import OwnRules, unusable
from bot.servers.model import StoredPolicy
from bot.servers.own_rules import StoredRule
from bot.services.moderating.judges import built_in, judge_in, judge_under, own_rule, policy_of
from bot.services.moderating.ruling import Added, AddRule, GradeRule, RemoveRule
from bot.services.moderating.worded_rules import discussions_of
from bot.services.writer import Writer
from bot.storage.database import Database
from bot.storage.standings import PastText, Place

MOST_REHEARSED = 20_000
"""Comments that a rehearsal looks at, those of the latest discussions."""
A_PAGE = 500
LONGEST_SECONDS = 8.0
"""After so long a rehearsal tells what it saw: an answer may take fifteen minutes, people less."""
LONGEST_GLANCE = 2.0
"""The same for what is told of a rule that was just added."""
SAMPLES = 5
AROUND = 40
"""Characters that a sample shows on either side of what was met."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was met, with what stands before and after it."""

    before: str
    met: str
    after: str

    @classmethod
    def of(cls, text: str, span: Span) -> Sample:
        """The words at the span of a text, and some around them, on one line."""
        before, after = text[: span.start], text[span.end :]
        if len(before) > AROUND:
            before = before[-AROUND:]
            before = f"…{before.partition(' ')[2] or before}"
        if len(after) > AROUND:
            after = after[:AROUND]
            after = f"{after.rpartition(' ')[0] or after}…"
        return cls(*(_LINES.sub(" ", each) for each in (before, text[slice(*span)], after)))


_LINES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rule would have met: among how many comments, how many, by how many people."""

    looked_at: int
    hits: int
    authors: int
    samples: Sequence[Sample]
    """The latest hits, each once."""


class RuleDesk:
    """Reads and changes the rules of a server."""

    def __init__(self, database: Database, writer: Writer) -> None:
        self._database = database
        self._writer = writer

    async def policy(self, server_id: int) -> StoredPolicy:
        """The server's own rules, and what it made of those that ship."""
        return await self._database.read(lambda tx: tx.policies.get(server_id))

    async def threads(self, rules: Iterable[StoredRule]) -> Mapping[int, int]:
        """The threads of the discussions that rules are about, by the discussions' ids."""
        about = discussions_of(rules)
        return await self._database.read(lambda tx: tx.discussions.threads(about))

    async def unusable(self, rules: Iterable[StoredRule]) -> frozenset[str]:
        """The names of those that were usable when they were made, and are no more."""
        made = list(map(own_rule, rules))
        return frozenset(rule.id for rule in await asyncio.to_thread(unusable, made))

    async def add(self, server_id: int, rule: StoredRule, by: int) -> Added:
        """Judge by the rule from now on, unless there are too many. Raises `OwnRuleError`."""
        await asyncio.to_thread(_checked, rule)
        added: Added = await self._writer.do(AddRule(server_id, rule, by))
        return added

    async def remove(self, server_id: int, name: str, by: int) -> bool:
        """Judge by it no more; False where there is none of that name."""
        removed: bool = await self._writer.do(RemoveRule(server_id, name, by))
        return removed

    async def grade(self, server_id: int, rule: str, verdict: str, by: int) -> bool:
        """Give a rule that ships another verdict; False where none is called so.

        One of a language that is not judged is kept for the day when it is.
        """
        judge = await asyncio.to_thread(built_in)
        if rule not in {*judge.rules, *history.rules()}:
            return False
        await self._writer.do(GradeRule(server_id, rule, verdict, by))
        return True

    async def built_in_rules(self, server_id: int) -> list[str]:
        """The ids of the rules that ship and that a server is judged by."""
        languages = policy_of(await self.policy(server_id)).languages
        judge = await asyncio.to_thread(judge_in, languages)
        return [*judge.rules, *history.rules()]

    async def tried(
        self, server_id: int, text: str, channel_id: int, discussion_id: int
    ) -> tuple[Judgement, Judge]:
        """What would happen to a text there, written in answer to somebody who has no role."""
        policy = policy_of(await self.policy(server_id))

        def judged() -> tuple[Judgement, Judge]:
            there = policy.concerning(channel_id, discussion_id, frozenset())
            judge = judge_under(there)
            return policy.applied(judge.judge(Comment(text), Context(is_reply=True))), judge

        return await asyncio.to_thread(judged)

    async def rehearse(
        self, server_id: int, rule: StoredRule, may_see: Callable[[int], bool]
    ) -> Rehearsal:
        """What the rule would have met in the latest discussions. Raises `OwnRuleError`.

        Looked at are those in channels (ids) that the person `may_see`. It is bounded in
        comments and in time, and lets others read between its pages.
        """
        judge = await asyncio.to_thread(_checked, rule)
        replay = _Rehearsing(judge, lambda past: may_see(past.channel_id), MOST_REHEARSED)
        return await self._replayed(server_id, replay, LONGEST_SECONDS)

    async def lately(self, server_id: int, rule: StoredRule) -> Rehearsal:
        """What the rule would have met in the latest `A_PAGE` comments where it holds."""
        judge = await asyncio.to_thread(_checked, rule)
        replay = _Rehearsing(judge, lambda past: _holds(rule, past), A_PAGE)
        return await self._replayed(server_id, replay, LONGEST_GLANCE)

    async def _replayed(self, server_id: int, rehearsing: _Rehearsing, seconds: float) -> Rehearsal:
        ends = monotonic() + seconds
        before: Place | None = None
        while not rehearsing.is_over and monotonic() < ends:
            page = await self._page(server_id, before)
            await asyncio.to_thread(rehearsing.look_at, page)
            if len(page) < A_PAGE:
                break
            before = page[-1].place
        return rehearsing.told()

    async def _page(self, server_id: int, before: Place | None) -> list[PastText]:
        return await self._database.read(lambda tx: tx.standings.texts(server_id, before, A_PAGE))


class _Rehearsing:
    """A rehearsal under way: of those comments that are `wanted`, with no page after `most`."""

    def __init__(self, judge: Judge, wanted: Callable[[PastText], bool], most: int) -> None:
        self._judge = judge
        self._wanted = wanted
        self._most = most
        self._looked_at = 0
        self._hits = 0
        self._authors: set[int | None] = set()
        self._samples: dict[Sample, None] = {}

    @property
    def is_over(self) -> bool:
        return self._looked_at >= self._most

    def look_at(self, page: Sequence[PastText]) -> None:
        for past in filter(self._wanted, page):
            self._looked_at += 1
            for met in self._met(past.text):
                self._hits += 1
                self._authors.add(past.author_id)
                if len(self._samples) < SAMPLES:
                    self._samples.setdefault(met)

    def _met(self, text: str) -> Iterator[Sample]:
        """The first hit, if there is any."""
        found = self._judge.judge(Comment(text)).reasons
        yield from [Sample.of(text, reason.span) for reason in found if reason.verdict][:1]

    def told(self) -> Rehearsal:
        return Rehearsal(self._looked_at, self._hits, len(self._authors), tuple(self._samples))


def _holds(rule: StoredRule, past: PastText) -> bool:
    """Whether the rule holds where it was written; which roles its author had nobody knows."""
    return rule.channel_id in (None, past.channel_id) and rule.discussion_id in (
        None,
        past.discussion_id,
    )


def _checked(rule: StoredRule) -> Judge:
    """A judge by nothing but this rule. Raises `OwnRuleError`."""
    return built_in().only(OwnRules.of([own_rule(rule)], {}, ()))
