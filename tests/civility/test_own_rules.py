"""What a server adds, checked at entry."""

from __future__ import annotations

import time

import pytest

from bot.civility.judge import Judge
from bot.civility.model import Comment, Verdict
from bot.civility.own_rule import OwnRule, OwnRuleError, Scope, Seeks
from bot.civility.own_rules import OwnRules
from bot.civility.policy import Policy
from tests.civility.test_work import work


def words(sought: str, verdict: Verdict = Verdict.HOLD, rule: str = "spoilers") -> OwnRule:
    """A rule that looks for words."""
    return OwnRule(rule, Seeks.WORDS, sought, verdict)


def pattern(sought: str, rule: str = "shape") -> OwnRule:
    """A rule that looks for a pattern."""
    return OwnRule(rule, Seeks.PATTERN, sought, Verdict.NUDGE)


def judging(judge: Judge, *rules: OwnRule, **verdicts: Verdict) -> Judge:
    """The judge with a server's rules; `__` in a name stands for a dot, `_` for a hyphen."""
    named = {name.replace("__", ".").replace("_", "-"): each for name, each in verdicts.items()}
    return judge.with_own(OwnRules.of(rules, named, judge.rules))


@pytest.mark.parametrize(
    "text",
    [
        "The butler did it",
        "THE BUTLER DID IT!",
        "the b u t l e r did it",
        "the bu\u200btler did it",
        "the butler\ndid it",
    ],
)
def test_words_are_found_however_they_are_written(judge: Judge, text: str) -> None:
    own = judging(judge, words("butler did it"))

    judgement = own.judge(Comment(text))

    assert judgement.verdict >= Verdict.HOLD
    assert judgement.reasons[0].rule == "spoilers"


@pytest.mark.parametrize(
    ("sought", "text"),
    [
        ("don’t vote", "Please dont vote."),
        ("don't vote", "DON'T VOTE"),
        ("rock'n'roll", "Rock’n’roll forever"),
        ("нет войне", "Нет войне!"),
        ("Καλημέρα", "ΚΑΛΗΜΈΡΑ"),
        ("straße", "In dieser Strasse"),
    ],
)
def test_words_are_found_in_any_case_of_any_alphabet(judge: Judge, sought: str, text: str) -> None:
    own = judging(judge, words(sought))

    assert own.judge(Comment(text)).verdict is Verdict.HOLD


def test_words_are_whole_words(judge: Judge) -> None:
    own = judging(judge, words("art"))

    assert own.judge(Comment("A party in the park.")).verdict is Verdict.ALLOW


@pytest.mark.parametrize("text", ["Look at them.", "If he had it, be glad.", "The odd one did."])
def test_an_ordinary_word_is_no_misspelling_of_a_servers_word(judge: Judge, text: str) -> None:
    own = judging(judge, words("theme", rule="first"), words("oddhad odddid", rule="second"))

    assert own.judge(Comment(text)).verdict is Verdict.ALLOW
    assert own.judge(Comment("The theeme, please.")).reasons[0].rule == "first"


def test_a_pattern_is_found_without_regard_to_case(judge: Judge) -> None:
    own = judging(judge, pattern(r"\bbuy\s+\w+\s+now\b"))

    judgement = own.judge(Comment("So: BUY lamps now, friends"))

    assert [reason.excerpt for reason in judgement.reasons] == ["BUY lamps now"]


def test_the_explanation_is_the_servers_or_a_plain_one(judge: Judge) -> None:
    own = judging(
        judge,
        words("butler"),
        OwnRule("mine", Seeks.WORDS, "gardener", Verdict.HOLD, explanation="No spoilers, please."),
    )

    reasons = own.judge(Comment("The butler and the gardener did it.")).reasons
    told = {each.rule: own.explanation(each.explanation_key, "es") for each in reasons}
    assert told == {
        "mine": "No spoilers, please.",
        "spoilers": "Este servidor no quiere estas palabras.",
    }


def test_a_built_in_rule_can_be_graded_and_switched_off(judge: Judge) -> None:
    graded = judging(judge, en__attack__you_are=Verdict.REMOVE)
    off = judging(judge, en__attack__you_are=Verdict.ALLOW)

    assert graded.judge(Comment("You are an idiot.")).verdict is Verdict.REMOVE
    assert off.judge(Comment("You are an idiot.")).verdict is Verdict.ALLOW


def test_hits_of_a_rule_that_is_switched_off_hide_none_of_another(judge: Judge) -> None:
    off = judging(judge, en__attack__you_noun=Verdict.ALLOW)

    judgement = off.judge(Comment("You idiot! " * 20 + "Eres un imbécil."))

    assert judgement.verdict is Verdict.NUDGE
    assert {reason.rule for reason in judgement.reasons} == {"es.attack.eres"}


def test_an_own_rule_adds_to_the_built_in_ones(judge: Judge) -> None:
    own = judging(judge, words("butler"))

    assert own.judge(Comment("You are an idiot.")).verdict is Verdict.NUDGE


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        (pattern("(abc"), "cannot be read: missing \\)"),
        (pattern("(?=a)b"), "RE2's syntax"),
        (pattern(r"(a)\1"), "RE2's syntax"),
        (pattern("a*"), "matches an empty text"),
        (pattern("a" * 261), "has 261 characters and may have 260"),
        (words("..."), "one to 8 words"),
        (words("one two three four five six seven eight nine"), "one to 8 words"),
    ],
)
def test_a_rule_that_cannot_work_is_refused_with_what_to_do(rule: OwnRule, complaint: str) -> None:
    with pytest.raises(OwnRuleError, match=complaint):
        OwnRules.of([rule], {}, ())


def test_a_kept_rule_that_cannot_be_used_any_more_is_a_fault_and_the_others_hold(
    judge: Judge,
) -> None:
    policy = Policy(rules=(pattern("(a", "broken"), words("butler"), words("...", rule="empty")))
    own = judge.with_own(policy.own_rules(judge.families))

    judgement = own.judge(Comment("The butler did it."))

    assert judgement.verdict is Verdict.HOLD
    assert [fault.rule for fault in judgement.faults] == ["broken", "empty"]


def test_an_unknown_built_in_rule_is_refused_with_the_nearest(judge: Judge) -> None:
    with pytest.raises(OwnRuleError, match=r"Did you mean 'en\.attack\.you-are'\?"):
        OwnRules.of([], {"en.attack.you-were": Verdict.HOLD}, judge.rules)


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(OwnRuleError, match="Two rules are called 'spoilers'"):
        OwnRules.of([words("butler"), words("gardener")], {}, ())


@pytest.mark.parametrize(
    ("scope", "scope_id", "expected"),
    [
        (Scope.SERVER, 0, True),
        (Scope.CHANNEL, 5, True),
        (Scope.CHANNEL, 6, False),
        (Scope.DISCUSSION, 9, True),
        (Scope.DISCUSSION, 5, False),
    ],
)
def test_a_rule_concerns_its_scope(scope: Scope, scope_id: int, expected: bool) -> None:
    rule = OwnRule("x", Seeks.WORDS, "butler", Verdict.HOLD, scope, scope_id, frozenset({77}))

    assert rule.concerns(channel=5, discussion=9, roles=frozenset({1})) is expected
    assert not rule.concerns(channel=5, discussion=9, roles=frozenset({77}))


def test_no_pattern_can_slow_the_judge_down(judge: Judge) -> None:
    own = judging(judge, pattern("(a+)+(a+)+(a+)+b"))
    text = "a" * 4000
    started = time.process_time()

    own.judge(Comment(text))

    # A backtracking engine would need longer than the universe has had.
    assert time.process_time() - started < 5


def test_patterns_that_match_everywhere_take_bounded_work_and_the_gravest_counts(
    judge: Judge,
) -> None:
    everywhere = [pattern(rf"\w{{1,{size}}}", rule=f"any-{size}") for size in range(1, 100)]
    gravest = OwnRule("grave", Seeks.PATTERN, r"z\d?", Verdict.HOLD)
    own = judging(judge, *everywhere, gravest)

    found = own.judge(Comment("one two " * 200 + "z"))

    assert found.verdict is Verdict.HOLD
    assert found.reasons[0].rule == "grave"
    one, text = judging(judge, everywhere[0]), "one two " * 200
    assert work(own, text) < 2 * work(one, text)
