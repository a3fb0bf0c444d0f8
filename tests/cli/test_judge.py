"""`judge`: a stream of comments in, verdicts in the same order out."""

from __future__ import annotations

import asyncio
import io
import json
import shlex
import sys
from pathlib import Path

import pytest

from bot.civility.judge import Judge
from bot.civility.pack import PackError
from bot.civility.shipped import available
from bot.judging.command import CommentsError, judge_comments
from bot.judging.rules_file import RulesFileError, with_rules
from tests.cli.processes import environment

COMMENTS = """{"id": 1, "text": "The council was right about the bridge."}
{"id": "two", "text": "Ja: 🙂 qwrtzl watches!"}
not json
{"id": 3, "text": "I disagree with the second paragraph.", "author": "ana"}
"""
RULES = """[[rule]]
id = "no-adverts"
words = "qwrtzl watches"
verdict = "hold"
explanation = "No adverts."
"""


@pytest.fixture(scope="module")
def judge():
    return Judge.load()


def test_verdicts_come_in_order_and_a_bad_line_costs_no_other(shell):
    (shell.folder / "rules.toml").write_text(RULES, encoding="utf-8")

    done = shell.run("judge", "-", "--json", "--rules", "rules.toml", stdin=COMMENTS.encode())

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [each.get("id") for each in told] == [1, "two", None, 3]
    assert [each.get("verdict") for each in told] == ["allow", "hold", None, "allow"]
    assert told[1]["reasons"][0]["explanation"] == "No adverts."
    start, end = told[1]["reasons"][0]["span"]
    assert "Ja: 🙂 qwrtzl watches!"[start:end] == told[1]["reasons"][0]["excerpt"]
    assert told[2]["line"] == 3
    assert done.stderr.startswith("Line 3: ")
    assert "Traceback" not in done.stderr


def test_without_json_people_read_verdict_and_reason(shell):
    (shell.folder / "rules.toml").write_text(RULES, encoding="utf-8")

    done = shell.run("judge", "--rules", "rules.toml", stdin=COMMENTS.encode())

    assert "hold    two" in done.stdout
    assert "no-adverts: “qwrtzl watches” No adverts." in done.stdout


def test_rules_about_several_comments_are_graded_like_others(shell):
    (shell.folder / "rules.toml").write_text('[verdicts]\n"history.repeat" = "hold"\n')
    said = (
        '{"text": "Nobody asked the people who live there.", "author": "ana", "at": "2024-05-17"}\n'
    )

    done = shell.run("judge", "--json", "--rules", "rules.toml", stdin=said.encode() * 2)

    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["verdict"], second["verdict"]) == ("allow", "hold")
    assert [each["rule"] for each in second["reasons"]] == ["history.repeat"]


@pytest.mark.parametrize(
    ("languages", "verdicts"),
    [("en", ["nudge", "allow"]), ("en, es", ["nudge", "nudge"]), ("none", ["allow", "allow"])],
)
def test_languages_are_chosen_as_in_a_server(tmp_path, capsys, languages, verdicts):
    path = tmp_path / "comments.jsonl"
    path.write_text('{"text": "You are an idiot"}\n{"text": "Eres un idiota"}\n', encoding="utf-8")

    judge_comments(str(path), languages=languages, as_json=True)

    told = map(json.loads, capsys.readouterr().out.splitlines())
    assert [each["verdict"] for each in told] == verdicts


@pytest.mark.parametrize("languages", ["tlh", "en,", ""])
def test_a_language_without_rules_is_told_with_those_there_are(tmp_path, languages):
    (tmp_path / "comments.jsonl").write_text(COMMENTS, encoding="utf-8")

    there = ", ".join(available())
    with pytest.raises(
        CommentsError, match=f"There are no rules for the .*; there are for {there}"
    ):
        judge_comments(str(tmp_path / "comments.jsonl"), languages=languages, as_json=True)


def test_a_file_that_is_not_there_is_told(shell):
    done = shell.run("judge", "nowhere.jsonl")

    assert done.exit_code == 1
    assert "cannot be read" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("no toml", "at line 1"),
        ("rule = 3", "under a line"),
        ("rule = [3]", "under a line"),
        ("verdicts = 3", "under a line"),
        ("[rules]", "'rules' is unknown"),
        ('[[rule]]\nid = "a"', "rule 1 ('a'): each rule needs"),
        ('[[rule]]\nid = 3\nwords = "a"', "rule 1 (3): id, words,"),
        ('[[rule]]\nid = "a"\nwords = "b"\npattern = "c"', "rule 1 ('a'): each rule needs"),
        (f"{RULES}\n[[rule]]\nwords = 'b'\nverdict = 3", "rule 2 ('without an id'): each rule"),
        ('[[rule]]\nid = "a"\nwords = "b"\nverdict = "ban"', "('a'): a verdict is one of allow,"),
        ('[[rule]]\nid = "a"\npattern = "(b"', "Rule 'a': the pattern cannot be read"),
        ('[[rule]]\nid = "a"\nwords = "b"\nseverity = 3', "a rule has no 'severity', only id,"),
        ('[verdicts]\n"no-such-rule" = "hold"', "There is no rule 'no-such-rule'"),
        ('[verdicts]\n"en.attack.you-are" = 1', "'en.attack.you-are': a verdict is one of"),
    ],
)
def test_rules_that_cannot_be_used_are_told(judge, tmp_path, rules, told):
    path = tmp_path / "rules.toml"
    path.write_text(rules, encoding="utf-8")

    with pytest.raises(RulesFileError, match=r"rules\.toml cannot be used") as caught:
        with_rules(judge, path)

    assert told in str(caught.value)


def test_rules_that_are_not_there_are_told(judge, tmp_path):
    with pytest.raises(RulesFileError, match="cannot be read"):
        with_rules(judge, tmp_path / "rules.toml")


def test_a_built_in_rule_can_be_graded_anew(judge, tmp_path):
    rule = next(iter(judge.rules))
    path = tmp_path / "rules.toml"
    path.write_text(f'[verdicts]\n"{rule}" = "allow"\n', encoding="utf-8")

    assert with_rules(judge, path) != judge


class Left(io.StringIO):
    """A reader who has seen enough."""

    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_what_cannot_be_written_is_not_blamed_on_the_comments(tmp_path, monkeypatch):
    (tmp_path / "comments.jsonl").write_text(COMMENTS, encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", Left())

    with pytest.raises(BrokenPipeError):
        judge_comments(str(tmp_path / "comments.jsonl"), None, as_json=True)


def test_packs_that_do_not_load_are_told_without_a_traceback(shell, monkeypatch):
    def load():
        raise PackError("civility pack 'de' does not load: de.toml: rule 'de.x' hit: it is missing")

    monkeypatch.setattr(Judge, "load", load)

    done = shell.run("judge", stdin=COMMENTS.encode())

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "civility pack 'de' does not load: de.toml: rule 'de.x' hit: it is missing\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
async def test_verdicts_that_cannot_be_written_are_told_and_so_is_a_closed_input(tmp_path):
    (tmp_path / "comments.jsonl").write_text(COMMENTS, encoding="utf-8")
    command = f"{shlex.quote(sys.executable)} -m bot judge"

    full = await _in_a_shell(tmp_path, f"{command} comments.jsonl > /dev/full")
    closed = await _in_a_shell(tmp_path, f"{command} - <&-")

    assert full.endswith("The verdicts cannot be written (No space left on device).\n1\n")
    assert closed == "Standard input is closed. Give a file of JSON Lines.\n1\n"


async def _in_a_shell(folder, command):
    """What it says on standard error, and its exit status."""
    process = await asyncio.create_subprocess_shell(
        f"{command}; echo $? >&2",
        cwd=folder,
        env=environment({}),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    return said.decode()
