"""What counts as a change of an article, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.changes import Change, Summary, compared, is_another
from bot.articles.model import (
    Article,
    Block,
    Code,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
)
from bot.articles.sameness import is_beside_the_text, key
from tests.articles.layout.strategies import blocks, unhurried

BEFORE = Article(
    "The bridge opens",
    (
        Paragraph('The mayor said: "It took nine years - and it is blue."'),
        Picture("https://img.example/w_800/bridge-1024x683.jpg?w=1024", None),
        Paragraph("See [the plan](https://example.org/plan?ref=home) of 2018."),
        Paragraph("[Why ferries are late](https://example.org/ferries)"),
        ListItem(0, None, "It is *blue*."),
    ),
    byline="Ana Ruiz",
)
first, picture, plan, elsewhere, item = BEFORE.body


def with_body(*body: Block) -> Article:
    return replace(BEFORE, body=body)


SAME = {
    "the same": BEFORE,
    "spaces": with_body(Paragraph(f"  {first.markdown}\u00a0"), *BEFORE.body[1:]),
    "typographic signs": with_body(
        Paragraph("The mayor said: “It took nine years – and it is blue.”"), *BEFORE.body[1:]
    ),
    "a picture in another size": with_body(
        first, Picture("https://cdn.example/w_400/bridge-300x200.jpg?w=300", None), *BEFORE.body[2:]
    ),
    "a link with other parameters": with_body(
        first,
        picture,
        Paragraph("See [the plan](https://www.example.org/plan?utm_source=x) of 2018."),
        elsewhere,
        item,
    ),
    "another related story": with_body(
        first, picture, plan, Paragraph("Read more: [Who pays?](https://example.org/pay)"), item
    ),
    "no related story": with_body(first, picture, plan, item),
    "a rule": with_body(*BEFORE.body, Rule()),
    "related stories with a heading": with_body(*BEFORE.body, Heading(2, "Related stories")),
    "other emphasis": with_body(first, picture, plan, elsewhere, ListItem(0, None, "It is blue.")),
    "no byline any more": replace(BEFORE, byline=None),
    "another date and excerpt": replace(
        BEFORE, updated=datetime(2027, 1, 1, tzinfo=UTC), excerpt="Blue."
    ),
}


@pytest.mark.parametrize("after", list(SAME.values()), ids=list(SAME))
def test_what_is_the_same_to_a_reader_is_the_same_article(after):
    article, changes = compared(BEFORE, after)

    assert not changes
    assert article is BEFORE


REAL = {
    "a word": (
        with_body(Paragraph(first.markdown.replace("nine", "ten")), *BEFORE.body[1:]),
        Summary(changed=1),
    ),
    "a paragraph more": (with_body(*BEFORE.body, Paragraph("It cost more.")), Summary(added=1)),
    "a paragraph less": (with_body(*BEFORE.body[1:]), Summary(removed=1)),
    "another picture": (
        with_body(first, Picture("https://img.example/boat.jpg", None), *BEFORE.body[2:]),
        Summary(pictures=1),
    ),
    "a link elsewhere": (
        with_body(
            first, picture, Paragraph("See [the plan](https://example.org/new) of 2018."), item
        ),
        Summary(changed=1),
    ),
    "title and byline": (
        replace(BEFORE, title="The bridge is open", byline="Ana Ruiz and Jon Bell"),
        Summary(title=True, byline=True),
    ),
    "capitals": (
        with_body(*BEFORE.body[:-1], ListItem(0, None, "It is BLUE.")),
        Summary(changed=1),
    ),
    "all of it": (with_body(Heading(1, "Nothing"), Rule(), Quote("Else."), Code("x")), None),
}


@pytest.mark.parametrize(("after", "summary"), list(REAL.values()), ids=list(REAL))
def test_what_a_reader_sees_is_counted(after, summary):
    _, changes = compared(BEFORE, after)

    assert changes
    assert summary is None or changes.summary == summary


def test_paragraphs_are_paired_with_those_that_took_their_place():
    before = with_body(Paragraph("The first of them all."), Paragraph("Gone for good."))
    new = Paragraph("Something else was put in.")
    after = with_body(new, Paragraph("The very first of them all."), new)

    _, changes = compared(before, after)

    assert changes.paragraphs == (
        Change(None, new.markdown),
        Change("The first of them all.", "The very first of them all."),
        Change("Gone for good.", None),
        Change(None, new.markdown),
    )


def test_the_corrected_article_keeps_what_says_which_one_it_is():
    after = Article("The bridge is open", BEFORE.body, url="https://other.example/", source="Other")

    article, _ = compared(BEFORE, after)

    assert (article.title, article.url, article.source) == ("The bridge is open", None, None)


def test_another_story_at_the_same_address_is_told_from_a_correction():
    other = Article("Eleven recipes for leeks", (Paragraph("Wash them."), Paragraph("Slice them.")))

    assert is_another(BEFORE, other)
    assert not is_another(BEFORE, replace(other, title="The bridge opens"))
    assert not is_another(BEFORE, replace(BEFORE, title="Eleven recipes for leeks"))


bodies = st.lists(blocks, max_size=8).map(tuple)


@given(bodies, bodies)
@unhurried
def test_the_corrected_article_reads_as_the_new_one(before, after):
    old, new = Article("A title", before), Article("A title", after)

    article, changes = compared(old, new)

    def read(body):
        return [key(block) for block in body if not is_beside_the_text(block)]

    assert read(article.body) == read(after)
    assert bool(changes) == (read(before) != read(after))
    assert compared(article, new)[0] is article
