"""Comments on pages, whichever system printed them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.articles.reading.page import read_page
from tests.articles.reading.pages import PROSE, page_with

NOON = datetime(2020, 6, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "when", ["2 days ago", "10/11/2012", "11.05.12 at 1:55 pm", "hace 3 horas", "vor 2 Tagen"]
)
def test_a_time_that_states_no_day_is_neither_a_date_nor_text(when: str) -> None:
    page = page_with(
        f"<li id='comment-1'><a class='url'>Ana</a><div>{when}</div><p>Cold.</p><div>3</div></li>"
    )

    [found] = page.comments
    assert (found.published, found.text_markdown) == (None, "Cold.")


def test_comments_printed_twice_count_once() -> None:
    page = page_with(f"<h3>2 Comments</h3>{comment(1)}{comment(2)}<h4>Best</h4>{comment(2)}")

    assert [found.text_markdown for found in page.comments] == ["Text 1.", "Text 2."]


def test_a_smiley_is_part_of_the_text_and_may_be_all_of_it() -> None:
    smiley = "<img class='emoji' alt='\N{SNOWFLAKE}' src='/s.png'>"
    page = page_with(
        f"<li id='comment-1'><b class='fn'>A</b><div class='comment-content'><p>So {smiley} "
        f"cold.</p></div></li><li id='comment-2'><b class='fn'>B</b><div class='comment-content'>"
        f"<p>{smiley}</p></div></li>"
    )

    assert [found.text_markdown for found in page.comments] == [
        "So \N{SNOWFLAKE} cold.",
        "\N{SNOWFLAKE}",
    ]


def comment(number: int, inside: str = "", depth: str = "") -> str:
    return (
        f"<div class='comment {depth}' id='comment-{number}'><b class='fn'>P{number}</b>"
        f"<div class='comment-content'><p>Text {number}.</p></div>{inside}</div>"
    )


def typed(number: int, inside: str = "") -> str:
    return (
        "<div itemprop='comment' itemscope itemtype='https://schema.org/Comment'>"
        f"<span itemprop='author'>P{number}</span><p itemprop='text'>Text {number}.</p>{inside}"
        "</div>"
    )


@pytest.mark.parametrize(
    "nested",
    [
        comment(1, f"<div class='children'>{comment(2)}</div>") + comment(3),
        comment(1, depth="depth-1") + comment(2, depth="depth-2") + comment(3, depth="depth-1"),
        comment(1) + f"<div class='indented'>{comment(2)}</div>" + comment(3),
        typed(1, typed(2)) + typed(3),
    ],
)
def test_what_a_comment_answers_is_told_by_nesting_or_depth(nested: str) -> None:
    page = page_with(nested)

    assert [found.in_reply_to for found in page.comments] == [None, 0, None]
    assert [found.text_markdown for found in page.comments] == ["Text 1.", "Text 2.", "Text 3."]


def test_comments_in_the_pages_data_count_where_the_markup_has_none() -> None:
    page = page_with(
        '<script type="application/ld+json">{"@type": "Article", "comment": [{"@type": "Comment",'
        '"text": "Cold *enough*.", "author": {"name": "Ana"}, "dateCreated": '
        '"2020-06-02T12:00:00Z", "comment": {"@type": "Comment", "text": "Yes."}}]}</script>'
    )

    found, answer = page.comments
    assert (answer.text_markdown, answer.in_reply_to) == ("Yes.", 0)
    assert (found.author, found.published) == ("Ana", NOON)
    assert found.text_markdown == r"Cold \*enough\*."


def test_the_stated_number_stands_where_a_page_shows_only_some_comments() -> None:
    page = page_with("<h2>120 Comments</h2>" + comment(1) + comment(2))

    assert page.comment_count == 120
    assert len(page.comments) == 2


def test_another_comments_date_tells_which_number_is_the_day() -> None:
    one = (
        "<li class='comment' id='comment-{0}'><b class='fn'>Ana</b><span class='date'>{1}</span>"
        "<div class='comment-text'><p>Cold enough.</p></div></li>"
    )

    alone = page_with(f"<ol>{one.format(1, '03/04/2014')}</ol>")
    page = page_with(f"<ol>{one.format(1, '03/04/2014')}{one.format(2, '31/03/2014')}</ol>")

    assert alone.comments[0].published is None
    assert page.comments[0].published == datetime(2014, 4, 3, tzinfo=UTC)


def test_parts_of_a_page_that_only_have_numbered_anchors_are_no_comments() -> None:
    parts = "".join(f"<div><a id='c123{at}'></a><p>{PROSE} {at}</p></div>" for at in range(3))

    page = page_with(parts)

    assert page.comments == ()


def test_headings_with_numbered_anchors_are_no_comments_either() -> None:
    parts = "".join(
        f"<a id='c123{at}'></a><div><h4>Part {at}</h4><p>{PROSE}</p></div>" for at in range(3)
    )

    page = page_with(f"<div class='parts'>{parts}</div>")

    assert page.comments == ()


def test_a_liked_page_has_a_like_and_no_comment() -> None:
    page = page_with(
        "<div class='u-comment h-cite' id='comment-5'><a class='p-author h-card'>Ana</a><p "
        "class='p-content'>Cold enough.</p></div><div class='p-like h-cite'><a "
        "class='p-author h-card'>Leila</a><p class='p-content'>Leila liked this.</p></div>"
    )

    assert [found.author for found in page.comments] == ["Ana"]


def test_a_count_that_leads_to_another_pages_comments_is_not_this_pages() -> None:
    page = read_page(
        f"<html><body><article><h1>The Harbour Freezes</h1><p>{PROSE}</p></article>"
        "<div class='meta comments'><a href='/2020/other#comments'>4 Comments</a></div></body>",
        url="https://post.example/2020/harbour",
    )

    assert page.comment_count == 0
