"""The project's own comments: what is civil passes, what is not is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.civility.judge import Judge
from bot.civility.model import Comment, Verdict

SETS = Path(__file__).parent / "sets"


def comments(side: str, language: str) -> list[tuple[str, str]]:
    """The kind and the text of each comment of a set."""
    lines = (SETS / f"{side}.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(entry["kind"], entry["text"]) for entry in map(json.loads, lines)]


def nudged(judge: Judge, texts: list[tuple[str, str]]) -> list[str]:
    """The texts that would not simply stand."""
    return [text for _, text in texts if judge.judge(Comment(text)).verdict >= Verdict.NUDGE]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("side", ["civil", "uncivil"])
def test_a_set_has_at_least_three_hundred_different_comments(side: str, language: str) -> None:
    texts = comments(side, language)

    assert len({text for _, text in texts}) >= 300


@pytest.mark.parametrize("language", ["en", "es"])
def test_civil_comments_pass(judge: Judge, language: str) -> None:
    texts = comments("civil", language)

    stopped = nudged(judge, texts)

    assert len(stopped) <= 0.003 * len(texts), stopped


@pytest.mark.parametrize("language", ["en", "es"])
def test_uncivil_comments_are_found(judge: Judge, language: str) -> None:
    texts = comments("uncivil", language)

    found = nudged(judge, texts)

    assert len(found) >= 0.95 * len(texts)
