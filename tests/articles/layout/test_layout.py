from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.layout import Part, Photo, Text, escape, lay_out, length
from bot.articles.model import (
    Article,
    Block,
    Code,
    Heading,
    ListItem,
    Mirror,
    Paragraph,
    Picture,
    Quote,
    Rule,
)
from bot.wording import Catalogue
from tests.articles.layout.discord_reader import ink, inked, shown
from tests.articles.layout.strategies import blocks, unhurried
from tests.articles.layout.test_escaping import PINGS

ENGLISH = Catalogue.load().words("en")
SPANISH = Catalogue.load().words("es")
SENTENCE = "The council met on Tuesday and heard what the harbour needs. "
LONG = Paragraph((SENTENCE * 20).strip())
"""Three of these fill a message."""
SEED = Path(__file__).parents[4] / "shared" / "seed" / "article-page.txt"


def laid_out(*body: Block, limit: int = 20, mirror: Mirror = Mirror.FULL) -> list[Part]:
    article = Article("Title", body, url="https://example.org/story")
    return lay_out(article, mirror=mirror, words=ENGLISH, limit=limit)


def text_of(part: Part) -> str:
    return "\n".join(part.texts)


def paragraphs_of(part: Part) -> list[str]:
    return text_of(part).split("\n\n")


bodies = st.lists(blocks, min_size=1, max_size=8)


@settings(unhurried, max_examples=15)
@given(bodies, st.sampled_from([1, 8]))
def test_the_parts_show_the_article(body, times):
    parts = laid_out(*body * times, limit=1000)

    assert [each for part in parts for text in part.texts for each in inked(shown(text))] == [
        each
        for block in body * times
        for part in laid_out(block)
        for text in part.texts
        for each in inked(shown(text))
    ]


@settings(unhurried, max_examples=15)
@given(bodies, st.sampled_from([1, 30]), st.integers(1, 5))
def test_every_part_is_within_discords_limits(body, times, limit):
    parts = laid_out(*body * times, limit=limit)

    assert len(parts) <= limit
    for part in parts:
        assert 0 <= sum(map(length, part.texts)) <= 3600
        assert sum(isinstance(each, Photo) for each in part.segments) + len(list(part.texts)) < 39
        assert all(text.strip() for text in part.texts)
        assert not PINGS.search(text_of(part))


def test_a_short_article_is_one_message():
    parts = laid_out(Paragraph("First."), Paragraph("Second."))

    assert parts == [Part((Text("First.\n\nSecond."),))]


def test_messages_break_between_paragraphs():
    parts = laid_out(*[LONG] * 7)

    assert [len(paragraphs_of(part)) for part in parts] == [2, 2, 2, 1]
    assert {paragraph for part in parts for paragraph in paragraphs_of(part)} == {LONG.markdown}


def test_a_heading_stays_with_what_follows():
    parts = laid_out(LONG, LONG, Heading(2, "More"), Heading(3, "Still more"), LONG)

    assert text_of(parts[1]).startswith("## More\n### Still more\nThe council")


def test_a_heading_stays_with_a_paragraph_that_is_longer_than_a_message():
    giant = Paragraph((SENTENCE * 100).strip())

    parts = laid_out(Paragraph("Before."), Heading(1, "More"), giant)

    assert text_of(parts[0]) == "Before.\n\n# More\n" + SENTENCE * 57 + SENTENCE.strip()


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ([ListItem(0, 1, "a"), ListItem(0, 2, "b")], "1. a\n2. b"),
        ([ListItem(0, 1, "a"), ListItem(1, None, "in"), ListItem(0, 2, "b")], "1. a\n  - in\n2. b"),
        ([ListItem(0, 1, "a"), ListItem(0, 3, "b")], "1. a\n3\\. b"),
        ([ListItem(0, 4, "a"), ListItem(0, 5, "b")], "4. a\n5. b"),
        ([ListItem(0, -2, "a")], "\\-2\\. a"),
        ([ListItem(0, None, "a\nb")], "- a\n  b"),
        ([ListItem(0, None, "- a")], "- \\- a"),
        ([Paragraph("a"), ListItem(0, None, "b"), Paragraph("c")], "a\n\n- b\n\nc"),
        ([Quote("a\n\nb"), Quote("c")], "> a\n> \n> b\n\n> c"),
        ([Heading(5, "a\nb"), Paragraph("c")], "### a b\nc"),
        ([Heading(2, "Learning C#")], "## Learning C\\#"),
        ([Code("  x = 1\n", "py")], "```py\n  x = 1\n```"),
        ([Code("x", "no language!")], "```\nx\n```"),
        ([Paragraph("a"), Rule(), Paragraph("b")], "a\n\n\\* \\* \\*\n\nb"),
        ([Picture(None, "A *caption*\nof two lines")], "-# A \\*caption\\* of two lines"),
        ([Picture("javascript:x", "Caption")], "-# Caption"),
        ([Paragraph("a  \nb")], "a  \nb"),
    ],
)
def test_each_block_is_written_as_discord_shows_it(body, markdown):
    assert text_of(laid_out(*body)[0]) == markdown


def test_pictures_stand_in_their_places_with_their_captions():
    url = "https://example.org/harbour.jpg"

    [part] = laid_out(
        Paragraph("Before."), Picture(url, "The harbour"), Picture(url, None), Paragraph("After.")
    )

    assert part.segments == (
        Text("Before."),
        Photo(url, "-# The harbour"),
        Photo(url, None),
        Text("After."),
    )


def test_many_pictures_take_more_messages_than_one():
    parts = laid_out(*[Picture("https://example.org/p.jpg", "Caption")] * 40)

    assert len(parts) == 3


@pytest.mark.parametrize("body", [[], [Paragraph("")], [Paragraph(" \n ")], [Code("\n")]])
def test_nothing_to_show_makes_no_message(body):
    assert laid_out(*body) == []


def test_the_limit_ends_at_a_paragraph_and_says_where_the_rest_is():
    parts = laid_out(*[LONG] * 9, limit=2)

    assert len(parts) == 2
    assert paragraphs_of(parts[1]) == [
        LONG.markdown,
        LONG.markdown,
        "*[The rest is at the source.](https://example.org/story)*",
    ]


def test_the_limit_never_ends_with_a_heading_or_half_a_paragraph():
    giant = Paragraph((SENTENCE * 200).strip())

    parts = laid_out(LONG, Heading(2, "More"), giant, limit=1)

    assert paragraphs_of(parts[0]) == [
        LONG.markdown,
        "*[The rest is at the source.](https://example.org/story)*",
    ]


def test_a_paragraph_that_fills_the_last_message_ends_with_a_sentence():
    [part] = laid_out(Paragraph((SENTENCE * 200).strip()), limit=1)

    paragraph, note = paragraphs_of(part)
    assert paragraph.endswith("needs.")
    assert note.startswith("*[The rest")


def test_an_article_that_just_fits_says_nothing_of_a_rest():
    parts = laid_out(*[LONG] * 4, limit=2)

    assert "source" not in text_of(parts[-1])


@pytest.mark.parametrize("url", [None, "javascript:x", "https://example.org/" + "a" * 900])
def test_the_rest_is_not_linked_without_a_fit_address(url):
    article = Article("Title", [LONG] * 9, url=url)

    parts = lay_out(article, mirror=Mirror.FULL, words=SPANISH, limit=1)

    assert paragraphs_of(parts[0])[-1] == "*El resto está en la fuente.*"


def test_the_opening_is_one_message_of_whole_paragraphs():
    [part] = laid_out(*[LONG] * 9, mirror=Mirror.OPENING)

    assert paragraphs_of(part)[:-1] == [LONG.markdown, LONG.markdown]


@pytest.mark.parametrize(("mirror", "limit"), [(Mirror.OFF, 20), (Mirror.FULL, 0)])
def test_nothing_is_mirrored_where_mirroring_is_off(mirror, limit):
    assert laid_out(LONG, mirror=mirror, limit=limit) == []


@pytest.mark.parametrize(
    "text", ["漢字かな交じりの文が続く。" * 900, "السلام عليكم " * 900, "x" * 9000]
)
def test_paragraphs_longer_than_any_limit_are_told_whole(text):
    parts = laid_out(Paragraph(text))

    assert "".join(ink(text_of(part)) for part in parts) == "".join(text.split())
    assert all(length(text_of(part)) > 3000 for part in parts[:-1])


def test_emoji_count_as_two_characters():
    parts = laid_out(Paragraph("👍" * 2000))

    assert [length(text_of(part)) for part in parts] == [3600, 400]


@pytest.mark.skipif(not SEED.exists(), reason="the saved page lies beside the repository only")
def test_a_saved_page_is_mirrored_word_for_word():
    text = SEED.read_text(encoding="utf-8")
    body = [Paragraph(escape(each)) for each in re.split(r"\n{2,}", text)]

    parts = laid_out(*body)

    assert "".join(ink(text_of(part)) for part in parts) == "".join(text.split())


@pytest.mark.parametrize(
    "text", ["[" * 9000, "*" * 9001, "`" * 9001, "](" * 5000, "[](https://" * 900, "_a" * 5000]
)
def test_signs_without_end_are_told_as_text(text):
    parts = laid_out(Paragraph(text))

    assert "".join(ink(text_of(part)) for part in parts).count("a") == text.count("a")
    assert all(length(text_of(part)) <= 3600 for part in parts)
