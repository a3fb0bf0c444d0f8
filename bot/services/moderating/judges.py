"""The judge, loaded once in a process, under each server's policy."""

from __future__ import annotations

import threading
from functools import cache, lru_cache

from bot.civility.judge import Judge
from bot.civility.model import VERDICTS, Family
from bot.civility.policy import Policy
from bot.servers.model import StoredPolicy

POLICIES = 256
"""How many servers' judges are kept; each is a few references into the one that was loaded."""
_loading = threading.Lock()


def built_in() -> Judge:
    """The judge as it ships. The first call takes seconds: have it made on a thread.

    Raises `PackError`.
    """
    with _loading:
        return _loaded()


@cache
def _loaded() -> Judge:
    return Judge.load()


@lru_cache(maxsize=POLICIES)
def judge_under(policy: Policy) -> Judge:
    """The judge with the verdicts that the policy gives."""
    judge = built_in()
    return judge.with_own(policy.re_graded(judge.families)) if policy.verdicts else judge


def policy_of(stored: StoredPolicy) -> Policy:
    """A policy as it is kept, as the rules know it."""
    verdicts = sorted((Family(name), VERDICTS[word]) for name, word in stored.verdicts.items())
    return Policy(stored.capped, tuple(verdicts))
