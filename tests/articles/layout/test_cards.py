from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.layout import Card, card, length, thread_name
from bot.articles.model import Article, Paragraph, Picture
from tests.articles.layout.discord_reader import marks_in
from tests.articles.layout.strategies import unhurried
from tests.articles.layout.test_escaping import PINGS, nasty

PHOTO = Picture("https://example.org/harbour.jpg", "The harbour at dawn")
ARTICLE = Article(
    title="Harbour vote: *what next?*",
    body=[Paragraph("The council **met**. It voted.")],
    byline="Ana Ruiz and Lee Wong",
    source="The Daily Tide",
    published=datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
    url="https://example.org/story",
    images=[PHOTO],
    excerpt="The council met on Tuesday.",
)


def test_a_card_shows_what_the_article_states():
    assert card(ARTICLE) == Card(
        title="Harbour vote: \\*what next?\\*",
        url="https://example.org/story",
        facts="Ana Ruiz and Lee Wong · The Daily Tide · <t:1772616600:D>",
        excerpt="The council met on Tuesday.",
        picture="https://example.org/harbour.jpg",
        caption="The harbour at dawn",
    )


def test_a_card_invents_nothing():
    bare = card(Article("Title", []))

    assert bare == Card("Title", None, "", "", None, "")
    assert bare.description == ""


def test_the_excerpt_is_the_first_paragraph_where_the_article_has_none():
    article = Article("Title", [PHOTO, Paragraph("The council **met**."), Paragraph("More.")])

    assert card(article).excerpt == "The council met."


def test_the_picture_is_the_first_one_that_can_be_shown():
    article = Article("Title", [PHOTO], images=[Picture(None, "Lost"), Picture("data:x", "Odd")])

    assert card(article).picture == PHOTO.url
    assert card(article).caption == PHOTO.caption


def test_an_outlet_that_is_its_own_author_is_named_once():
    article = Article("Title", [], byline="The Daily Tide", source="The Daily Tide")

    assert card(article).facts == "The Daily Tide"


def test_a_long_excerpt_ends_with_a_sentence():
    article = Article("Title", [], excerpt="A sentence of some words. " * 40)

    assert card(article).excerpt.endswith("A sentence of some words. …")


@unhurried
@given(nasty.map(lambda text: text * 30))
def test_a_card_of_any_text_is_within_discords_limits_and_pings_nobody(text):
    made = card(Article(text, [], byline=text, source=text, excerpt=text, images=[
        Picture("https://example.org/p.jpg", text)
    ]))  # fmt: skip

    assert 1 <= length(made.title) <= 256
    assert length(made.description) <= 4096
    assert length(made.title + made.description + made.caption) <= 6000
    assert marks_in(made.title + "\n" + made.description) <= {"address"}
    assert not PINGS.search(made.title + made.description)


@unhurried
@given(st.text() | nasty.map(lambda text: text * 30))
def test_a_thread_name_is_one_line_of_1_to_100_characters(title):
    name = thread_name(title)

    assert 1 <= length(name) <= 100
    assert name == " ".join(name.split())
    assert any(unicodedata.category(each)[0] not in "CZ" for each in name)
    assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A short title", "A short title"),
        ("  Two\n lines\t", "Two lines"),
        ("word " * 30, "word " * 18 + "word word…"),
        ("x" * 200, "x" * 99 + "…"),
        ("漢" * 200, "漢" * 99 + "…"),
        ("👩‍👩‍👧" * 50, "👩‍👩‍👧" * 12 + "…"),
        ("\x00\u200b\u202e", "…"),
        ("", "…"),
    ],
)
def test_a_thread_is_named_after_its_article(title, name):
    assert thread_name(title) == name
