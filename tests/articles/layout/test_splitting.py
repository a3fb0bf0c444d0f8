from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.layout import length
from bot.articles.layout.blocks import slices
from bot.articles.layout.parsing import read
from bot.articles.layout.splitting import Frame, split
from bot.articles.model import Code, Heading, Paragraph, Quote
from tests.articles.layout.discord_reader import ink, inked, marks_in, shown
from tests.articles.layout.strategies import anything, inlines, unhurried
from tests.articles.layout.test_escaping import PINGS

ROOM = 90


def pieces(markdown: str, room: int = ROOM, frame: Frame | None = None) -> list[str]:
    return list(split(read(markdown), frame or Frame(), room, room))


@unhurried
@given(inlines)
def test_the_pieces_show_what_the_whole_shows(markdown):
    together = [each for piece in pieces(markdown) for each in inked(shown(piece))]

    whole = pieces(markdown, 100_000)
    assert together == [each for piece in whole for each in inked(shown(piece))]


@unhurried
@given(anything, st.integers(30, 60))
def test_pieces_of_any_text_stay_within_the_room_and_lose_nothing(markdown, room):
    cut = pieces(markdown * 3, room)

    whole = "".join(ink(piece) for piece in pieces(markdown * 3, 100_000))
    assert "".join(map(ink, cut)) == whole
    assert all(0 < length(piece) <= room for piece in cut)
    assert not any(PINGS.search(piece) for piece in cut)


@unhurried
@given(st.text(alphabet="e\u0301👍🏽\u200d👩👧🇪🇸กำน", min_size=1, max_size=80))
def test_no_character_is_cut_in_two(text):
    whole = regex.findall(r"\X", "".join(map(ink, pieces(text, 1000))))

    cut = [each for piece in pieces(text, 40) for each in regex.findall(r"\X", ink(piece))]
    assert cut == whole


SENTENCES = "One two three. Four five six! Seven eight nine? Ten eleven twelve."


def test_a_piece_ends_with_a_sentence():
    assert pieces(SENTENCES, 40) == [
        "One two three. Four five six!",
        "Seven eight nine? Ten eleven twelve.",
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("a long first part, without any end, that goes on", "a long first part, without"),
        ("It was said by J. Doe. The others left.", "It was said by J. Doe."),
        ("He came from St. olaf today. The others left.", "He came from St. olaf"),
        (
            "これは文です。これも文です。そして続きの文がここにあります。",
            "これは文です。これも文です。",
        ),
        (
            "これは、とても長い、終わりのない、区切りだけの、長い文です",
            "これは、とても長い、終わりのない、区切りだけの、",
        ),
        ("ذهب الطفل إلى البيت؟ ثم عاد إلى المدرسة", "ذهب الطفل إلى البيت؟"),
        ("more than ten thousand\xa0kilometres", "more than ten"),
        ("x" * 60, "x" * 27),
    ],
)
def test_the_best_place_before_the_end_of_the_room_is_taken(text, first):
    assert pieces(text, 27)[0] == first


def test_emphasis_that_fits_is_not_broken():
    cut = pieces("Some words come before. **Then these are bold. All of them.** End.", 50)

    assert cut == ["Some words come before.", "**Then these are bold. All of them.** End."]


def test_emphasis_longer_than_the_room_is_closed_and_opened_again():
    cut = pieces(f"*{SENTENCES}*", 40)

    assert cut == [
        "*One two three. Four five six!*",
        "*Seven eight nine? Ten eleven twelve.*",
    ]


def test_a_link_and_an_address_stay_in_one_piece():
    link = "[a label of four](https://example.org/page)"
    address = "<https://example.org/another/page>"

    cut = pieces(f"Words before {link} and {address} after.", 50)

    assert cut == ["Words before", f"{link} and", f"{address} after."]


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (Frame("> ", "> "), "quote"),
        (Frame("-# ", "-# "), "subtext"),
        (Frame("## ", "## "), "heading"),
    ],
)
def test_each_line_of_each_piece_keeps_its_sign(frame, kind):
    cut = pieces(SENTENCES.replace("! ", "!\n"), 40, frame)

    assert len(cut) > 1
    assert all({kind} == each.marks for piece in cut for each in inked(shown(piece)))


def test_a_list_item_goes_on_without_a_second_sign():
    cut = pieces(SENTENCES, 44, Frame("- ", "  "))

    assert cut == [
        "- One two three. Four five six!",
        "  Seven eight nine? Ten eleven twelve.",
    ]


def test_a_code_block_is_fenced_again_at_a_line():
    code = Code("\n".join(f"line {number}" for number in range(9)), "py")

    cut = [each.text for each in slices([code], 50)]

    assert len(cut) > 1
    assert all(text.startswith("```py\nline ") and text.endswith("\n```") for text in cut)
    assert "".join(map(ink, cut)) == "".join(code.text.split())


def test_code_cannot_end_its_fence():
    [only] = slices([Code("a\n```\n@everyone <@1> **b**")], 100)

    assert marks_in(only.text) == {"code block"}
    assert PINGS.search(only.text) is None


@unhurried
@given(st.text(alphabet="ab`\n 漢👍", max_size=150))
def test_code_of_any_shape_is_split_and_lost_nowhere(text):
    cut = [each.text for each in slices([Code(text)], 40)]

    assert "".join(map(ink, cut)) == "".join(text.split())
    assert all(length(each) <= 40 for each in cut)


def test_what_follows_a_heading_leaves_room_for_it():
    heading, first, *others = slices([Heading(2, "A heading"), Paragraph(SENTENCES * 3)], 60)

    assert heading.leads
    assert length(heading.text) + 2 + length(first.text) <= 60
    assert others
    assert all(each.continues for each in others)


def test_a_quote_of_two_paragraphs_is_one_quote():
    [only] = slices([Quote("First.\n\nSecond.")], 100)

    assert only.text == "> First.\n> \n> Second."


@unhurried
@given(st.lists(inlines, min_size=1, max_size=3))
def test_pieces_are_no_shorter_than_they_must_be(markdowns):
    cut = pieces(" ".join(markdowns), 120)

    assert all(length(a) + length(b) > 60 for a, b in pairwise(cut))
