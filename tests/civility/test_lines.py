"""The stream that the `judge` command prints."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.civility.judge import Judge
from bot.civility.lines import REMEMBERED, judge_lines


def told(judge: Judge, *entries: dict[str, Any], language: str = "en") -> list[dict[str, Any]]:
    """What the stream says to some comments."""
    return list(judge_lines(map(json.dumps, entries), judge, language=language))


def test_the_shape_is_the_documented_one(judge: Judge) -> None:
    found = told(judge, {"id": "a", "text": "Well, you are an idiot."}, {"id": 2, "text": "Fine."})

    assert found == [
        {
            "id": "a",
            "verdict": "nudge",
            "reasons": [
                {
                    "rule": "en.attack.you-are",
                    "span": [6, 22],
                    "excerpt": "you are an idiot",
                    "explanation": judge.explanation("attack", "en"),
                }
            ],
        },
        {"id": 2, "verdict": "allow", "reasons": []},
    ]


def test_advice_counts_as_allowed_and_gives_its_reasons(judge: Judge) -> None:
    found = told(judge, {"id": 1, "text": "Noooooooooo"})

    assert found[0]["verdict"] == "allow"
    assert [reason["rule"] for reason in found[0]["reasons"]] == ["form.stretching"]


def test_no_cap_applies(judge: Judge) -> None:
    assert told(judge, {"id": 1, "text": "I will kill you."})[0]["verdict"] == "remove"


def test_explanations_come_in_the_language_asked_for(judge: Judge) -> None:
    found = told(judge, {"id": 1, "text": "You are an idiot."}, language="es")

    assert found[0]["reasons"][0]["explanation"] == judge.explanation("attack", "es")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": 1, "text"\n', "is not JSON: Expecting ':' delimiter at column 17"),
        (b'{"id": 1, "text": "\xff"}', "is not UTF-8"),
        ("[1]", "is no object"),
        ('{"id": 1}', '"text" must be a string'),
        ('{"id": 1, "text": 5}', '"text" must be a string'),
        ('{"id": [1], "text": ""}', '"id" must be a string or a whole number'),
        ('{"id": 1, "text": "", "at": "noon"}', '"at" must be a time'),
        ('{"id": 1, "text": "", "at": "0001-01-01T00:00:00+14:00"}', '"at" must be a time'),
        ('{"id": 1, "text": "", "at": 20240517}', '"at" must be a time'),
        ('{"id": %s, "text": ""}' % ("1" * 5000), "a number in the line is too long"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_read(
    judge: Judge, line: str | bytes, complaint: str
) -> None:
    good = '{"id": 7, "text": "Good morning."}'

    found = list(judge_lines([good, "", line, good], judge))

    assert [each.get("id") for each in found] == [7, None, 7]
    assert found[1]["line"] == 3
    assert complaint in found[1]["error"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes().map(str),
    lambda some: st.lists(some, max_size=2) | st.dictionaries(st.text(), some, max_size=2),
    max_leaves=3,
)
MOMENTS = st.datetimes(timezones=st.timezones() | st.none()).map(datetime.isoformat)
ENTRIES = st.fixed_dictionaries(
    {"text": st.text(max_size=30)},
    optional={
        "id": st.integers(0, 3) | ANYTHING,
        "author": st.integers(0, 1) | ANYTHING,
        "at": MOMENTS | ANYTHING,
        "discussion": st.integers(0, 1) | ANYTHING,
        "in_reply_to": st.integers(0, 3) | ANYTHING,
    },
)


@given(st.lists(ENTRIES.map(json.dumps) | st.text(max_size=20) | st.binary(max_size=20)))
@settings(max_examples=60)
def test_whatever_the_lines_are_each_is_answered_and_none_ends_the_stream(
    judge: Judge, lines: list[str | bytes]
) -> None:
    found = list(judge_lines(lines, judge))

    assert len(found) == sum(bool(line.strip()) for line in lines)
    assert all(("error" in each) != ("verdict" in each) for each in found)


def test_half_a_surrogate_pair_is_a_character_like_others(judge: Judge) -> None:
    found = told(judge, {"id": 1, "text": "\ud83d you are an idiot"})

    assert found[0]["reasons"][0]["span"] == [2, 18]


def test_authors_and_times_feed_the_history(judge: Judge) -> None:
    at = "2024-05-17T09:30:00"
    entries = [{"id": n, "text": f"thought {n} of mine", "author": "ana"} for n in range(11)]

    found = told(judge, *[{**entry, "at": at} for entry in entries])
    slow = told(
        judge, *[{**entry, "at": f"2024-05-17T{n:02}:30:00Z"} for n, entry in enumerate(entries)]
    )

    assert [each["verdict"] for each in found] == ["allow"] * 10 + ["hold"]
    assert {each["verdict"] for each in slow} == {"allow"}


def test_a_reply_aims_at_the_person_answered_and_may_quote_them(judge: Judge) -> None:
    found = told(
        judge,
        {"id": 1, "text": "It was the year when we all drove past you are an idiot signs."},
        {"id": 2, "text": "What an idiot.", "author": "b", "in_reply_to": 1},
        {"id": 3, "text": "> you are an idiot\nsigns, really?", "author": "c", "in_reply_to": 1},
    )

    assert [each["verdict"] for each in found[1:]] == ["nudge", "allow"]


def test_words_split_over_two_messages_are_joined_within_seconds(judge: Judge) -> None:
    halves = [
        {"id": 1, "text": "you are such an", "author": 5, "at": "2024-05-17T09:30:00Z"},
        {"id": 2, "text": "idiot my friend", "author": 5, "at": "2024-05-17T09:30:04Z"},
    ]
    late = {**halves[1], "at": "2024-05-17T09:40:04Z"}

    assert [each["verdict"] for each in told(judge, *halves)] == ["allow", "nudge"]
    assert [each["verdict"] for each in told(judge, halves[0], late)] == ["allow", "allow"]


@pytest.mark.parametrize(
    ("at", "verdict"),
    [("09:39:59", "nudge"), ("09:40:00", "hold"), ("23:00:00", "hold")],
)
def test_a_repeat_goes_one_step_up_once_a_notice_would_have_been_seen(
    judge: Judge, at: str, verdict: str
) -> None:
    first = {"text": "You are an idiot.", "author": "ana", "at": "2024-05-17T09:30:00Z"}
    again = {"text": "What a moron you are.", "author": "ana", "at": f"2024-05-17T{at}Z"}
    others = {**again, "author": "ben"}
    days_later = {**again, "at": "2024-05-19T09:30:00Z"}

    found = told(judge, first, others, again, days_later)

    assert [each["verdict"] for each in found] == ["nudge", "nudge", verdict, "nudge"]


@pytest.mark.soak
def test_memory_does_not_grow_with_the_stream(judge: Judge) -> None:
    def lines(count: int) -> Iterator[str]:
        for at in range(count):
            yield json.dumps(
                {"id": at, "text": f"comment {at}", "author": at, "at": "2024-05-17T09:30:00Z"}
            )

    stream = judge_lines(lines(3 * REMEMBERED), judge)
    for _ in range(REMEMBERED * 2):
        next(stream)
    tracemalloc.start()

    for _ in stream:
        pass

    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 20_000_000
