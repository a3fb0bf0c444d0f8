"""A community's own rules from a file in TOML.

[verdicts]                  # built-in rules re-graded; allow switches one off
"en.some-rule" = "hold"

[[rule]]                    # and rules of its own
id = "no-adverts"
words = "cheap watches"     # a word or phrase; or: pattern = "an RE2 pattern"
verdict = "hold"            # allow, advise, nudge, hold or remove
explanation = "No adverts." # what its author reads; may be left out
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.civility import history
from bot.civility.judge import Judge
from bot.civility.model import VERDICTS, Verdict
from bot.civility.own_rule import OwnRule, Seeks
from bot.civility.own_rules import OwnRules

_FIELDS = ("id", "words", "pattern", "verdict", "explanation")


class RulesFileError(Exception):
    """The rules cannot be used. The message says why and what to do next."""


def with_rules(judge: Judge, path: Path) -> Judge:
    """The judge with the rules of the file besides; raises RulesFileError."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = list(_rules(_entries(table)))
        own = OwnRules.of(rules, _verdicts(table), (*judge.rules, *history.rules()))
    except OSError as error:
        raise RulesFileError(f"{path} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError:
        raise RulesFileError(f"{path} is not UTF-8; save it as that.") from None
    except (ValueError, TypeError) as error:  # of TOML, too
        raise RulesFileError(f"The rules in {path} cannot be used: {error}") from error
    return judge.with_own(own)


def _entries(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    unknown = sorted(table.keys() - {"rule", "verdicts"})
    if unknown:
        raise ValueError(f"{unknown[0]!r} is unknown; there are [verdicts] and [[rule]]")
    entries = table.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("write each rule under a line [[rule]]")
    return entries


def _verdicts(table: Mapping[str, Any]) -> dict[str, Verdict]:
    verdicts = table.get("verdicts", {})
    if not isinstance(verdicts, dict):
        raise TypeError("write re-graded rules under a line [verdicts]")
    graded = {}
    for rule, word in verdicts.items():
        with _about(repr(rule)):
            graded[rule] = _verdict(word)
    return graded


def _rules(entries: Iterable[Mapping[str, Any]]) -> Iterator[OwnRule]:
    for number, entry in enumerate(entries, 1):
        with _about(f"rule {number} ({entry.get('id', 'without an id')!r})"):
            yield _rule(entry)


@contextmanager
def _about(what: str) -> Iterator[None]:
    """Say in what there is a fault."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{what}: {error}") from None


def _rule(entry: Mapping[str, Any]) -> OwnRule:
    unknown = sorted(entry.keys() - _FIELDS)
    if unknown:
        raise ValueError(f"a rule has no {unknown[0]!r}, only {', '.join(_FIELDS)}")
    seeks = Seeks.PATTERN if "pattern" in entry else Seeks.WORDS
    texts = {name: entry.get(name, "") for name in ("id", seeks.value, "explanation")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise ValueError("id, words, pattern and explanation are texts")
    if not texts["id"] or not texts[seeks.value] or {"words", "pattern"} <= entry.keys():
        raise ValueError("each rule needs an id, and either words or a pattern")
    return OwnRule(
        texts["id"],
        seeks,
        texts[seeks.value],
        _verdict(entry.get("verdict", "hold")),
        explanation=texts["explanation"],
    )


def _verdict(word: object) -> Verdict:
    if not isinstance(word, str) or word not in VERDICTS:
        raise ValueError(f"a verdict is one of {', '.join(VERDICTS)}, not {word!r}")
    return VERDICTS[word]
