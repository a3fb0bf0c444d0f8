"""Rules about several comments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.civility.history import History
from bot.civility.likeness import ALIKE, alike, fingerprint
from bot.civility.model import Comment

START = datetime(2024, 5, 17, 9, 30, tzinfo=UTC)
LONG = "Everybody should come to the square on Sunday and bring a chair and a lamp"


def said(text: str, after: float, author: int | str = 1) -> Comment:
    """A comment some seconds after the start."""
    return Comment(text, author=author, at=START + timedelta(seconds=after), discussion=7)


def rules(history: History, comment: Comment) -> list[str]:
    """The rules that a comment breaks."""
    return [reason.rule for reason in history.seen(comment)]


def test_more_than_ten_comments_in_ten_seconds_are_a_flood() -> None:
    history = History()

    broken = [rules(history, said(f"thought number {at} of mine", at * 0.9)) for at in range(11)]

    assert broken[:10] == [[]] * 10
    assert broken[10] == ["history.flood"]


def test_ten_comments_in_a_minute_are_no_flood() -> None:
    history = History()

    broken = [rules(history, said(f"thought number {at} of mine", at * 6)) for at in range(11)]

    assert broken == [[]] * 11


def test_others_are_not_part_of_ones_flood() -> None:
    history = History()

    broken = [
        rules(history, said(f"thought {at} of many", at * 0.1, author=at)) for at in range(20)
    ]

    assert broken == [[]] * 20


@pytest.mark.parametrize(
    ("again", "after", "expected"),
    [
        (LONG, 60, ["history.repeat"]),
        (LONG.upper() + "!!", 60, ["history.repeat"]),
        (LONG + " too", 60, ["history.repeat"]),
        (LONG, 601, []),
        ("Something else entirely, about the bridge and its lamps", 60, []),
    ],
)
def test_the_same_words_again_within_ten_minutes_are_a_repeat(
    again: str, after: float, expected: list[str]
) -> None:
    history = History()
    history.seen(said(LONG, 0))

    assert rules(history, said(again, after)) == expected


def test_a_short_word_may_be_said_again() -> None:
    history = History()
    history.seen(said("Thank you!", 0))

    assert rules(history, said("Thank you!", 5)) == []


def test_the_same_words_by_three_people_are_in_concert() -> None:
    history = History()

    broken = [rules(history, said(LONG, at * 60, author=f"person {at}")) for at in range(3)]

    assert broken == [[], [], ["history.concert"]]


@pytest.mark.parametrize("unseen", ["\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", "\N{WORD JOINER}"])
def test_what_nobody_sees_makes_no_text_another(unseen: str) -> None:
    history = History()
    texts = [LONG.replace(letter, letter + unseen) for letter in "eoa"]

    broken = [rules(history, said(text, at, author=at)) for at, text in enumerate(texts)]
    again = rules(history, said(LONG, 9, author=1))

    assert broken == [[], [], ["history.concert"]]
    assert again == ["history.repeat", "history.concert"]


def test_letters_that_look_alike_make_no_text_another() -> None:
    history = History()
    alike = zip("eoa", "еоа", strict=True)
    texts = [LONG.replace(latin, cyrillic) for latin, cyrillic in alike]

    broken = [rules(history, said(text, at, author=at)) for at, text in enumerate(texts)]

    assert broken == [[], [], ["history.concert"]]


def test_what_several_people_quote_is_not_said_by_them_unless_they_say_nothing_else() -> None:
    history = History()
    answers = ("This.", "Who says so?", "I agree.", "No.")

    quoting = [
        rules(history, said(f"> {LONG}\n{answer}", at, author=at))
        for at, answer in enumerate(answers)
    ]
    repeating = rules(history, said(f"> {LONG}\nWho says so, and since when?", 5, author=1))
    bare = [rules(history, said(f"> {LONG}", 6 + at, author=at)) for at in range(3)]

    assert quoting == [[]] * 4
    assert repeating == []
    assert bare == [[], [], ["history.concert"]]


def test_a_link_that_several_people_share_is_nothing_that_they_say() -> None:
    link = "https://news.example/2026/11/30/the-council-votes-on-the-bridge-and-on-the-ferry"
    history = History()

    sharing = [rules(history, said(f"See {link}", at, author=at)) for at in range(4)]
    saying = [rules(history, said(f"{LONG} {link}", 9 + at, author=at)) for at in range(3)]

    assert sharing == [[]] * 4
    assert saying == [[], [], ["history.concert"]]


def test_near_duplicates_by_several_people_are_in_concert() -> None:
    history = History()
    texts = [f"{LONG} and {extra}" for extra in ("a friend", "a friend", "a friend please")]

    broken = [rules(history, said(text, at, author=at)) for at, text in enumerate(texts)]

    assert broken[-1] == ["history.concert"]


def test_the_same_words_by_different_people_on_different_days_are_chance() -> None:
    history = History()

    broken = [rules(history, said(LONG, at * 86_400, author=at)) for at in range(5)]

    assert broken == [[]] * 5


def test_a_comment_without_author_or_time_is_passed_over() -> None:
    history = History()

    assert [history.seen(Comment(LONG)) for _ in range(20)] == [()] * 20


def test_memory_is_bounded_and_the_oldest_is_forgotten() -> None:
    history = History(authors=2, texts=2)
    history.seen(said(LONG, 0, author="first"))
    for other in range(5):
        history.seen(
            said(f"Something else entirely, number {other}, about bridges", 1, author=other)
        )

    assert rules(history, said(LONG, 2, author="first")) == []


@given(st.text(), st.text())
def test_likeness_is_mutual_and_every_text_is_like_itself(one: str, other: str) -> None:
    first, second = fingerprint(one), fingerprint(other)

    assert alike(first, first)
    assert alike(first, second) == alike(second, first)


@given(*[st.frozensets(st.integers(0, 30), min_size=1)] * 2)
def test_texts_are_alike_where_they_share_four_fifths_of_their_triples(
    one: frozenset[int], other: frozenset[int]
) -> None:
    assert alike(one, other) == (len(one & other) >= ALIKE * len(one | other))
