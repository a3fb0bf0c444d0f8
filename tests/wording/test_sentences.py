from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.wording import (
    Catalogue,
    closing_words,
    heading,
    invitation,
    moment,
    reopened_words,
    rest_at_source,
    state_line,
    updated_line,
)

CATALOGUE = Catalogue.load()
ENGLISH = CATALOGUE.words("en")
SPANISH = CATALOGUE.words("es")
CLOSES = datetime(2026, 3, 18, 12, tzinfo=UTC)
DATE = "<t:1773835200:D>"


@pytest.mark.parametrize(
    ("count", "english", "spanish"),
    [
        (0, "No thoughts yet on “Tides”", "Aún no hay pensamientos en «Tides»"),
        (1, "One thought on “Tides”", "Un pensamiento en «Tides»"),
        (2, "2 thoughts on “Tides”", "2 pensamientos en «Tides»"),
        (11, "11 thoughts on “Tides”", "11 pensamientos en «Tides»"),
        (12_345, "12,345 thoughts on “Tides”", "12.345 pensamientos en «Tides»"),
    ],
)
def test_the_heading_counts_as_people_do(count, english, spanish):
    assert heading(ENGLISH, count, "Tides") == english
    assert heading(SPANISH, count, "Tides") == spanish


@pytest.mark.parametrize(
    ("count", "closes_at", "closed", "english", "spanish"),
    [
        (0, CLOSES, False, f"Open until {DATE}", f"Abierto hasta el {DATE}"),
        (0, None, False, "Open for comments", "Abierto a comentarios"),
        (0, None, True, "Comments are closed.", "Los comentarios están cerrados."),
        (1, None, False, "One thought · open", "Un pensamiento · abierto"),
        (
            11,
            CLOSES,
            False,
            f"11 thoughts · open until {DATE}",
            f"11 pensamientos · abierto hasta el {DATE}",
        ),
        (
            11,
            CLOSES,
            True,
            "11 thoughts · Comments are closed.",
            "11 pensamientos · Los comentarios están cerrados.",
        ),
    ],
)
def test_the_state_line_says_how_a_discussion_stands(count, closes_at, closed, english, spanish):
    assert state_line(ENGLISH, count, closes_at, closed) == english
    assert state_line(SPANISH, count, closes_at, closed) == spanish


def test_the_closing_words_name_the_count_and_what_still_works():
    assert closing_words(ENGLISH, 11, "Tides") == (
        "**11 thoughts on “Tides”**\nComments are closed.\nYou can still read everything."
    )


def test_the_reopened_words_take_the_closing_back():
    assert reopened_words(ENGLISH, 1, "Tides") == (
        "**One thought on “Tides”**\nComments are open again."
    )
    assert reopened_words(SPANISH, 1, "Tides", CLOSES) == (
        f"**Un pensamiento en «Tides»**\nLos comentarios vuelven a estar abiertos hasta el {DATE}."
    )


def test_the_invitation_carries_the_line_of_the_last_correction():
    line = updated_line(ENGLISH, CLOSES, "two paragraphs changed")

    assert line == "Updated <t:1773835200:t> · two paragraphs changed"
    assert invitation(ENGLISH, line) == (
        "What do you think? Talk about the argument, not the person. "
        "Replies here are recorded, with edits and deletions. "
        "`/mydata` shows what is kept about you.\n"
        "-# Updated <t:1773835200:t> · two paragraphs changed"
    )
    assert invitation(SPANISH).startswith("¿Qué opinas?")


def test_the_rest_is_linked_where_an_address_is_known():
    assert rest_at_source(ENGLISH) == "*The rest is at the source.*"
    assert rest_at_source(SPANISH, "https://example.org/a") == (
        "*[El resto está en la fuente.](https://example.org/a)*"
    )


def test_times_are_shown_in_each_readers_zone():
    assert moment(CLOSES) == DATE
    assert moment(CLOSES, "R") == "<t:1773835200:R>"
