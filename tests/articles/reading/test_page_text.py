"""Which text of a page is the article: what is kept, and what is left out."""

from __future__ import annotations

import json

import pytest

from bot.articles.markdown import plain_text
from bot.articles.model import (
    Code,
    ListItem,
    Paragraph,
)
from bot.articles.reading.page import read_page
from tests.articles.reading.pages import MORE, PROSE, article_of, page_of, told


def test_a_text_in_several_chunks_is_read_whole() -> None:
    chunk = "<div class='row'><div class='grid'><div class='article-body'>{}</div></div></div>"
    paragraphs = [f"<p>{PROSE} So it was in year {year}.</p>" for year in range(1, 7)]

    page = page_of(
        "<h1>The Harbour Freezes</h1>"
        + chunk.format("".join(paragraphs[:4]))
        + "<div class='row ad'>Advertisement</div>"
        + chunk.format("".join(paragraphs[4:]))
        + "<h1>The Bridge Opens</h1>"
        + chunk.format(f"<p>{MORE}</p>")
    )

    text = plain_text(page.article.body)
    assert [year for year in range(1, 7) if f"in year {year}." in text] == [1, 2, 3, 4, 5, 6]
    assert MORE not in text
    assert "Advertisement" not in text


def test_a_text_in_an_unlikely_place_is_found() -> None:
    html = (
        f"<html><body><h1>The Harbour</h1><aside><p>{PROSE}</p><p>{MORE}</p></aside></body></html>"
    )

    page = read_page(html)

    assert list(page.article.body) == [Paragraph(PROSE), Paragraph(MORE)]


@pytest.mark.parametrize(
    "twin",
    [
        f"<article><p>{PROSE}</p></article>",
        f"<div style='display:none'><p>{PROSE}</p><p>{MORE}</p></div>",
        f"<noscript><p>{PROSE}</p></noscript>",
    ],
)
def test_a_paragraph_that_the_page_holds_twice_comes_once(twin: str) -> None:
    page = article_of(twin)

    assert plain_text(page.article.body).count("first time in sixty years") == 1


def test_old_pages_that_lay_out_with_tables_are_read_like_others() -> None:
    page = page_of(f"<table><tr><td><p>{PROSE}</p><p>{MORE}</p></td></tr></table>")

    assert [type(block) for block in page.article.body] == [Paragraph, Paragraph]


def test_comments_are_no_part_of_a_short_text() -> None:
    comment = "<p>She is right, and I have said so to everybody who came to the pier since May.</p>"

    page = page_of(
        f"<h1>The Harbour Freezes</h1><p>{PROSE}</p><section id='comments'><ol><li class='comment' "
        f"id='comment-1'><b class='fn'>Ida</b><div class='comment-content'>{comment}</div></li>"
        "</ol></section>"
    )

    assert plain_text(page.article.body) == PROSE
    assert len(page.comments) == 1


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param(
            "<p>It was cold.<sup><a href='#n1'>[1]</a></sup></p>",
            Paragraph("It was cold.¹"),
            id="a note's number",
        ),
        pytest.param(
            "<table><tr><td><ul><li>One boat at eight</li></ul></td></tr></table>",
            ListItem(0, None, "One boat at eight"),
            id="a list in a table",
        ),
        pytest.param(
            "<table><tr><td><pre>1\n2</pre></td><td><pre>freeze()\nthaw()</pre></td></tr></table>",
            Code("freeze()\nthaw()"),
            id="code without the numbers of its lines",
        ),
    ],
)
def test_what_stands_among_the_paragraphs_is_kept_as_people_read_it(
    inside: str, expected: object
) -> None:
    page = article_of(inside)

    assert page.article.body[1:-1] == (expected,)


def test_notes_at_the_foot_of_a_text_come_with_it() -> None:
    page = article_of(
        f"<p>{MORE[::-1]}</p><section class='footnotes'><ol><li id='n1'>Minutes of the council, "
        "page 12. <a href='#r1'>↩</a></li></ol></section>"
    )

    assert ListItem(0, 1, "Minutes of the council, page 12.") in page.article.body


def test_a_text_that_only_the_pages_data_holds_keeps_its_paragraphs() -> None:
    data = {"@type": "NewsArticle", "headline": "Ice", "articleBody": f"{PROSE}\n\n{MORE}"}

    page = page_of(
        "<div id='root'></div>", f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )

    assert page.article.body == (Paragraph(PROSE), Paragraph(MORE))


def test_a_box_that_its_editor_sets_into_a_text_is_part_of_it() -> None:
    body = article_of(
        "<div class='kg-card kg-callout-card'><div>\N{SNOWFLAKE}</div><div "
        f"class='kg-callout-text'>Bring salt.</div></div><p>{told(2)}</p>"
    ).article.body

    assert list(body[1:-1]) == [Paragraph("Bring salt."), Paragraph(told(2))]
