"""Nothing that a person writes makes the judge work more than its length does.

Work is counted as calls of functions, C's among them: times differ from run to run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from bot.civility.calling.caller import is_compiled
from bot.civility.judge import Judge
from bot.civility.model import Comment

SHORT, LONG = 200, 2000  # characters
UNITS = [
    *("you ", "eres ", "i ", "a", "!", "@", "(", "\n", "> a\n", "1 2 3 ", "'a b", '"a ', "AB CD "),
    *(
        "\u200b",
        "a\u200b",
        "\u202e",
        "\u202etoidi ",
        "\u202e1\n",
        "a\u0300\u0301\u0302",
        "🅰🅱",
        "іdіоt ",
        "ʇoıpı ",
    ),
    *("i.d.i.o.t ", "i.d.i.o.t.", "id**t ", "1d10t ", "&#105;", "%41", "<b>", "http://a.b/c "),
    *("idiot", "you are an idiot ", "youareanidiot", "You idiot. ", "stupid dog. ", "Kill him? "),
]


@contextmanager
def counted() -> Iterator[list[int]]:
    """Counts the calls made inside."""
    calls = [0]

    def count(frame: FrameType, event: str, argument: object) -> None:
        calls[0] += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def work(judge: Judge, text: str) -> int:
    """The calls that judging a text takes, when much like it was read before."""
    judge.judge(Comment(text))
    with counted() as calls:
        judge.judge(Comment(text))
    return calls[0]


@pytest.mark.parametrize("unit", UNITS)
def test_ten_times_the_text_is_at_most_eleven_times_the_work(judge: Judge, unit: str) -> None:
    short = work(judge, (unit * SHORT)[:SHORT])
    long = work(judge, (unit * LONG)[:LONG])

    assert long <= 11 * short


def test_a_plain_comment_takes_little_work(judge: Judge) -> None:
    text = "The bridge was closed for nine years. Who paid for that, and what did it cost the town?"

    assert work(judge, text) <= (80 if is_compiled() else 160)
