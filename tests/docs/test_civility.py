"""What is told about the rules is what the packs hold."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from bot.civility.forms.rules import Forms
from bot.civility.history import Limits
from bot.civility.judge import Judge
from bot.civility.likeness import ALIKE
from bot.civility.lines import judge_lines
from bot.civility.loading import read
from bot.civility.model import Comment, Verdict
from bot.civility.patterns import MOST
from bot.judging.rules_file import with_rules
from tests.docs.pages import page
from tests.docs.rules_table import PAGE, filled


def test_the_rules_that_are_listed_are_those_that_ship():
    text = page(PAGE).text

    assert text == filled(text), "run: .venv/bin/python -m tests.docs.rules_table"


def test_the_pack_that_is_shown_to_translators_loads_and_judges():
    (example,) = page(PAGE).blocks("toml")

    judge = Judge.of([read({"pack.toml": example}, "the page's")], Forms.load())

    assert judge.judge(Comment("u r a fool")).verdict is Verdict.NUDGE
    assert judge.judge(Comment("She said you are a fool.")).verdict is Verdict.ALLOW


def test_the_rules_of_ones_own_that_are_shown_are_used(tmp_path: Path):
    (example,) = page("docs/running.md").blocks("toml")
    (tmp_path / "rules.toml").write_text(example, encoding="utf-8")

    judge = with_rules(Judge.load(), tmp_path / "rules.toml")

    (reason,) = judge.judge(Comment("The butler did it.")).reasons
    assert (reason.rule, reason.verdict) == ("no-spoilers", Verdict.HOLD)
    assert judge.explanation(reason.explanation_key, "en") == "No spoilers, please."


def test_the_comment_that_is_shown_is_judged_as_shown():
    (example,) = page("docs/running.md").blocks("json")
    asked, answered = example.splitlines()

    (verdict,) = judge_lines([asked], Judge.load())

    verdict["reasons"][0]["explanation"] = "…"
    assert verdict == json.loads(answered)


def test_the_limits_are_told_as_they_are():
    told = " ".join(page(PAGE).text.split())
    limits = Limits.load()

    assert (limits.flood_comments, limits.flood.total_seconds(), ALIKE) == (10, 10, 0.8)
    assert "More than ten comments of one person within ten seconds are a flood" in told
    assert (limits.repeat, limits.repeat_words) == (timedelta(minutes=10), 3)
    assert "wrote within ten minutes before (four fifths of its word triples, and three" in told
    assert (limits.concert, limits.concert_authors) == (timedelta(minutes=30), 3)
    assert "by three people within half an hour, of eight words at least" in told
    assert limits.concert_words == 8
    assert f"`{{0,3}}` | the thing before it, perhaps; so many times, {MOST} at most" in told
