"""A rule that fails lets the comment stand and is reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.civility.finding import Found
from bot.civility.forms.model import Looked
from bot.civility.forms.rules import FormRule, Forms
from bot.civility.judge import Judge
from bot.civility.model import Comment, Fault, Judgement, Span, Verdict
from bot.civility.shipped import examined, load


def broken(looked: Looked) -> Iterator[Span]:
    """A detector that fails on what it reads."""
    yield Span(0, len(looked.view) // 0)


@pytest.fixture(scope="module")
def judge_with_broken_rule() -> Judge:
    """A judge one of whose rules of form fails whenever it is asked."""
    forms = Forms.load()
    rules = tuple(_broken(rule) if rule.id == "form.shouting" else rule for rule in forms.rules)
    return Judge.of([load("en")], replace(forms, rules=rules), examined())


def _broken(rule: FormRule) -> FormRule:
    return replace(rule, detector=broken, hits=(), misses=())


SHOUTED = "WHY DOES NOBODY EVER ASK THE PEOPLE WHO ACTUALLY LIVE ON THIS STREET"


def test_a_failing_rule_is_no_match_and_a_fault_that_names_it_without_the_text(
    judge_with_broken_rule: Judge,
) -> None:
    judgement = judge_with_broken_rule.judge(Comment(SHOUTED))

    assert judgement.verdict < Verdict.NUDGE
    assert judgement.faults == (Fault("form.shouting", "ZeroDivisionError"),)


def test_the_other_rules_go_on(judge_with_broken_rule: Judge) -> None:
    judgement = judge_with_broken_rule.judge(Comment(f"{SHOUTED}, YOU IDIOT"))

    assert judgement.verdict is Verdict.NUDGE
    assert [fault.rule for fault in judgement.faults] == ["form.shouting"]


class Unreadable:
    """Stands for the rules of words, and fails at any text."""

    def in_plain(self, *_: object) -> Iterator[Found]:
        raise RecursionError

    in_odd = in_plain


@pytest.mark.parametrize("text", ["A usual comment.", "An 0dd one, with a g1lipollas in it"])
def test_a_text_that_cannot_be_read_stands_and_is_a_fault(judge: Judge, text: str) -> None:
    judgement = replace(judge, _word_rules=(Unreadable(),)).judge(Comment(text))

    assert judgement == Judgement(Verdict.ALLOW, (), (Fault("reading", "RecursionError"),))
