"""What the judge costs, and how well it tells the civil from the uncivil in the tests' sets.

Times are the processor's, the least of several rounds, so that other work on the machine counts
little; each is also given in units of a yardstick: lower-casing and splitting the same text.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import mean, median

from bot.civility import shipped
from bot.civility.forms.rules import Forms
from bot.civility.judge import Judge
from bot.civility.model import Comment, Verdict
from bot.civility.own_rule import OwnRule, Seeks
from bot.civility.own_rules import OwnRules
from bot.civility.text import views
from bot.civility.text.deciphering import Decipherer
from bot.civility.text.unveiling import unveiled
from bot.civility.word_rules import WordRules

SETS = Path(__file__).parent.parent / "tests" / "civility" / "sets"
LANGUAGES = ("en", "es")
USUAL = ("plain", "long", "heated about third parties")
TRAPS = (
    "contrast",
    "near a trap",
    "homonym",
    "homonym or reclaimed",
    "quoted, reported or negated",
)
LENGTH = 200  # characters of a usual comment
LONG = 2000  # characters, Discord's limit for a member without Nitro
WORST = {
    "one word": "you ",
    "one letter": "a",
    "letters one by one": "i ",
    "dots inside words": "i.d.i.o.t ",
    "zero-width characters": "i\u200b",
    "letters as emoji": "🅰🅱",
    "overrides of direction": "\u202etoidi ",
    "stacked marks": "a\u0300\u0301\u0302",
    "words without spaces": "youareanidiot",
    "insults": "You idiot. ",
}
"""What somebody may fill a comment with to keep the judge busy."""
ROUNDS = 15
Row = tuple[str, str]


def run() -> Iterator[Row]:
    """Rows of figures: what was measured, and how much it came to."""
    begun = time.thread_time()
    judge = Judge.load(LANGUAGES)
    yield "load the packs", f"{time.thread_time() - begun:.2f} s"
    civil = [text for each in LANGUAGES for text in _of_length(_texts("civil", each, *USUAL))]
    traps = [text for each in LANGUAGES for text in _of_length(_texts("civil", each, *TRAPS))]
    yield from _usual("civil, 200 characters", judge, civil)
    yield from _usual("the same with 1,000 own rules", _with_own_rules(judge), civil)
    yield from _usual("civil, 200 characters full of traps", judge, traps)
    evasions = [text for each in LANGUAGES for text in _texts("uncivil", each, "evasion")]
    yield from _slow(judge, civil, evasions)
    yield from _worst(judge)
    for language in LANGUAGES:
        yield from _told_apart(judge, language)


def _usual(name: str, judge: Judge, texts: list[str]) -> Iterator[Row]:
    costs = [_cost(judge, text) for text in texts]
    yardstick = mean(_least(lambda text=text: text.casefold().split()) for text in texts)
    for figure, cost in (("mean", mean(costs)), ("median", median(costs))):
        yield f"{name}, {figure}", f"{cost:.1f} µs, {cost / yardstick:.1f} × the yardstick"


def _slow(judge: Judge, civil: list[str], evasions: list[str]) -> Iterator[Row]:
    shuffled = random.Random(6)
    long = [_joined(shuffled.sample(evasions, len(evasions)), LONG) for _ in range(5)]
    cost = median(_cost(judge, text) for text in long)
    yield "2,000 characters of evasions", f"{cost / 1000:.2f} ms"
    yield "the slow views of the same alone", f"{_views(long) / 1000:.2f} ms"
    fresh = Judge.of(map(shipped.load, LANGUAGES), Forms.load())
    first = [_once(fresh, text) for text in long]
    yield "the same, never read before", f"{first[0] / 1000:.2f} ms"
    for name, text in (("civil", _joined(civil, LONG)), ("evasions", long[0])):
        times = _cost(judge, _joined([text] * 10, 10 * LONG)) / _cost(judge, text)
        yield f"10 times the length, {name}", f"{times:.1f} × the time"


def _views(texts: list[str]) -> float:
    """What it takes to read the words behind the disguises, without the rules that look for any."""
    decipherer = Decipherer(WordRules.of(map(shipped.load, LANGUAGES)).vocabulary)
    return median(
        _least(lambda text=text: views.odd(text, unveiled(text), decipherer)) for text in texts
    )


def _worst(judge: Judge) -> Iterator[Row]:
    for name, unit in WORST.items():
        short, long = ((unit * size)[:size] for size in (LONG, 5 * LONG))
        cost = _cost(judge, short)
        times = _cost(judge, long) / cost
        yield f"2,000 characters of {name}", f"{cost / 1000:.2f} ms; {times:.1f} × for 10,000"


def _with_own_rules(judge: Judge) -> Judge:
    """The judge with as many rules as a server may have, and patterns as bad as they can be."""
    words = [
        OwnRule(f"w{at}", Seeks.WORDS, f"odd{_letters(at)} word", Verdict.HOLD) for at in range(900)
    ]
    bad = ("(a|b)*a.{20}c", r"(\w+\s?)+!", "(x+x+)+y", r"\d{4,9}-?", "(?:.*,){9}z")
    patterns = [
        OwnRule(
            f"p{at}",
            Seeks.PATTERN,
            bad[at] if at < len(bad) else f"offer{_letters(at)}.*now",
            Verdict.HOLD,
        )
        for at in range(100)
    ]
    return judge.with_own(OwnRules.of([*words, *patterns], {}, judge.rules))


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _told_apart(judge: Judge, language: str) -> Iterator[Row]:
    """Of all that was stopped how much was uncivil, and of each kind how much was stopped."""
    civil, uncivil = _entries("civil", language), _entries("uncivil", language)
    false = [text for _, text in civil if _is_stopped(judge, text)]
    true = [text for _, text in uncivil if _is_stopped(judge, text)]
    yield f"{language}: precision", f"{len(true) / (len(true) + len(false)):.3f}"
    yield f"{language}: false positives", f"{len(false)} of {len(civil)}"
    for kind in sorted({kind for kind, _ in uncivil}):
        of_kind = [text for each, text in uncivil if each == kind]
        found = sum(_is_stopped(judge, text) for text in of_kind)
        yield f"{language}: {kind}, found", f"{found} of {len(of_kind)}"


def _is_stopped(judge: Judge, text: str) -> bool:
    return judge.judge(Comment(text)).verdict >= Verdict.NUDGE


def _entries(side: str, language: str) -> list[tuple[str, str]]:
    lines = (SETS / f"{side}.{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(entry["kind"], entry["text"]) for entry in map(json.loads, lines)]


def _texts(side: str, language: str, *kinds: str) -> list[str]:
    return [text for kind, text in _entries(side, language) if kind in kinds]


def _of_length(texts: list[str]) -> Iterator[str]:
    """Comments of the usual length, each of some comments of a set."""
    for at in range(0, len(texts) - 9, 3):
        yield _joined(texts[at : at + 9], LENGTH)


def _joined(texts: Iterable[str], length: int) -> str:
    return " ".join(texts)[:length]


def _cost(judge: Judge, text: str) -> float:
    comment = Comment(text)
    return _least(lambda: judge.judge(comment))


def _least(work: Callable[[], object]) -> float:
    """Microseconds of the quickest of some rounds."""
    return min(_timed(work) for _ in range(ROUNDS))


def _once(judge: Judge, text: str) -> float:
    comment = Comment(text)
    return _timed(lambda: judge.judge(comment))


def _timed(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1e6
