"""What is told about the rules is what the packs hold."""

from __future__ import annotations

from bot.civility.forms.rules import Forms
from bot.civility.history import ALIKE, Limits
from bot.civility.judge import Judge
from bot.civility.loading import read
from bot.civility.model import Comment, Verdict
from bot.civility.patterns import MOST
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


def test_the_limits_are_told_as_they_are():
    told = " ".join(page(PAGE).text.split())
    limits = Limits.load()

    assert (limits.flood_comments, limits.flood.total_seconds(), ALIKE) == (10, 10, 0.8)
    assert "More than ten comments within ten seconds" in told
    assert f"`{{0,3}}` | the thing before it, perhaps; so many times, {MOST} at most" in told
