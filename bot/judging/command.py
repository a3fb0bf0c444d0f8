"""Comments in, verdicts out, one at a time: a million lines take no more room than one."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from bot.civility import shipped
from bot.civility.judge import Judge
from bot.civility.lines import judge_lines
from bot.judging.rules_file import with_rules

ALL, NONE = "all", "none"
"""Every language for which rules ship, and no language."""


class CommentsError(Exception):
    """The comments cannot be read. The message says why and what to do next."""


def judge_comments(
    source: str, rules: Path | None = None, languages: str = ALL, *, as_json: bool
) -> bool:
    """Judge the JSON Lines of a file or of standard input (`-`); False where a line was bad.

    `languages`: the codes of those whose rules judge, with commas between them, or `all` or `none`.
    Raises CommentsError and RulesFileError.
    """
    whole = True
    with _opened(source) as lines:
        chosen = _chosen(languages)
        judge = Judge.load() if rules is None else with_rules(Judge.load(), rules)
        judge = judge.speaking(chosen)
        for verdict in judge_lines(lines, judge):
            if "error" in verdict:
                whole = False
                sys.stderr.write(f"Line {verdict['line']}: {verdict['error']}.\n")
            with _written():
                sys.stdout.write(f"{json.dumps(verdict) if as_json else _row(verdict)}\n")
    with _written():
        sys.stdout.flush()
    return whole


@contextmanager
def _written() -> Iterator[None]:
    """Say why verdicts cannot be written. That nobody reads them any more is no error of ours."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # Else Python would try once more at its end, and fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise CommentsError(f"The verdicts cannot be written ({error.strerror}).") from error


def _chosen(languages: str) -> Collection[str]:
    there = shipped.available()
    if languages in (ALL, NONE):
        return there if languages == ALL else ()
    chosen = [each.strip().lower() for each in languages.split(",")]
    if unknown := sorted({*chosen}.difference(there)):
        raise CommentsError(
            f"There are no rules for the language {unknown[0]!r}; there are for"
            f" {', '.join(there)}. Write those that you want with commas between them, or"
            f" {ALL} or {NONE}."
        )
    return chosen


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    if source == "-":
        if sys.stdin is None:  # Python's word for one that is closed
            raise CommentsError("Standard input is closed. Give a file of JSON Lines.")
        yield sys.stdin.buffer
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - what is written meanwhile fails otherwise
    except OSError as error:
        raise CommentsError(
            f"{source} cannot be read ({error.strerror}). Give a file of JSON Lines, or '-' for"
            " standard input."
        ) from error
    with file:
        yield file


def _row(verdict: dict[str, Any]) -> str:
    """Verdict, id, and a line below for each reason."""
    if "error" in verdict:
        return f"{'error':<8}line {verdict['line']}"
    reasons = (
        f"{'':<8}{each['rule']}: “{_safe(each['excerpt'])}” {_safe(each['explanation'])}"
        for each in verdict["reasons"]
    )
    name = "-" if verdict["id"] is None else _safe(str(verdict["id"]))
    return "\n".join((f"{verdict['verdict']:<8}{name}", *reasons))


def _safe(text: str) -> str:
    """On one line, without characters that command the terminal, or that it cannot be sent."""
    fit = (" " if unicodedata.category(each) in {"Cc", "Cs"} else each for each in text)
    return "".join(fit)
