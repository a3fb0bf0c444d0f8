"""The judge, loaded once in a process, in each server's languages and under its policy."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from functools import lru_cache
from typing import NamedTuple

from bot.civility.judge import Judge
from bot.civility.model import VERDICTS, Family
from bot.civility.own_rule import OwnRule, Scope, Seeks
from bot.civility.policy import Policy
from bot.discussions.model import Discussion
from bot.servers.model import StoredPolicy
from bot.servers.own_rules import StoredRule

POLICIES = 256
"""How many servers' judges are kept; each is a few references into the one that was loaded."""
BENCHES = 1_000
"""How many benches of a server are kept: its discussions, times the sets of roles in them."""
_loading = threading.Lock()


def built_in() -> Judge:
    """The judge as it ships. The first call takes seconds: have it made on a thread.

    Raises `PackError`.
    """
    with _loading:
        return Judge.load()


def load_ahead(chosen: Iterable[tuple[str, ...]]) -> asyncio.Future[None]:
    """Have the judge loaded meanwhile, and those of the languages that were chosen.

    What is given ends when they are; it raises `PackError`. A process that ends does not wait for
    such a thread, as it would for an executor's.
    """
    loaded: Future[None] = Future()
    loaded.set_running_or_notify_cancel()  # who waits no more does not end the loading

    def load() -> None:
        try:
            for languages in (None, *chosen):
                judge_in(languages)
        except Exception as error:  # noqa: BLE001 - raised to whoever waits for it
            loaded.set_exception(error)
        else:
            loaded.set_result(None)

    threading.Thread(target=load, name="loading the judge", daemon=True).start()
    return asyncio.wrap_future(loaded)


def judge_in(languages: tuple[str, ...] | None) -> Judge:
    """The judge by the packs of some languages; None: of all that ship, which is `built_in`.

    What ships no more is passed over. Each choice is made once, in some tenths of a second: on a
    thread, too. It takes 16 MB, as the packs and what calls their patterns up are shared.
    """
    judge = built_in()
    if languages is None:
        return judge
    with _loading:
        return _speaking(judge.languages.intersection(languages))


@lru_cache(maxsize=POLICIES)
def _speaking(languages: frozenset[str]) -> Judge:
    return Judge.load(languages)


@lru_cache(maxsize=POLICIES)
def judge_under(policy: Policy) -> Judge:
    """The judge with the languages and the verdicts that the policy gives."""
    judge = judge_in(policy.languages)
    if not (policy.verdicts or policy.grades or policy.rules):
        return judge
    return judge.with_own(policy.own_rules(judge.families))


@lru_cache(maxsize=POLICIES)
def concerning(
    policy: Policy, channel: int, discussion: int, roles: frozenset[int] | None
) -> Policy:
    """The policy with those own rules that concern somebody there; a flood asks time and again."""
    return policy.concerning(channel, discussion, roles)


class Bench(NamedTuple):
    """Who judges somebody's comment, and what the server makes of the verdict."""

    policy: Policy
    judge: Judge


class Benches:
    """The benches of each server, found by a look as long as its policy is the one that was read.

    A policy with many rules takes longer to compare than a comment to judge.
    """

    def __init__(self) -> None:
        self._read: dict[int, tuple[StoredPolicy, dict[object, Bench]]] = {}

    def of(
        self, discussion: Discussion, roles: frozenset[int] | None, stored: StoredPolicy
    ) -> Bench:
        """The bench for somebody with these roles in the discussion, under its server's policy."""
        read, found = self._read.get(discussion.server_id, (None, {}))
        if read is not stored:
            found = {}
            self._read[discussion.server_id] = stored, found
        key = (discussion.channel_id, discussion.id, roles) if stored.rules else None
        if key not in found:
            if len(found) >= BENCHES:
                found.clear()
            policy = policy_of(stored)
            if stored.rules:
                policy = concerning(policy, discussion.channel_id, discussion.id, roles)
            found[key] = Bench(policy, judge_under(policy))
        return found[key]


def policy_of(stored: StoredPolicy) -> Policy:
    """A policy as it is kept, as the rules know it."""
    verdicts = sorted((Family(name), VERDICTS[word]) for name, word in stored.verdicts.items())
    grades = sorted((rule, VERDICTS[word]) for rule, word in stored.grades.items())
    rules = tuple(map(own_rule, stored.rules))
    languages = None if stored.languages is None else tuple(sorted(stored.languages))
    return Policy(stored.capped, tuple(verdicts), tuple(grades), rules, languages)


def own_rule(stored: StoredRule) -> OwnRule:
    """A rule of a server's own as it is kept, as the rules know it."""
    scope, scope_id = Scope.SERVER, 0
    if stored.discussion_id is not None:
        scope, scope_id = Scope.DISCUSSION, stored.discussion_id
    elif stored.channel_id is not None:
        scope, scope_id = Scope.CHANNEL, stored.channel_id
    return OwnRule(
        id=stored.name,
        seeks=Seeks(stored.seeks),
        sought=stored.sought,
        verdict=VERDICTS[stored.verdict],
        scope=scope,
        scope_id=scope_id,
        exempt_roles=frozenset(stored.exempt_role_ids),
        explanation=stored.explanation,
    )
