"""Running reports."""

from __future__ import annotations

from bot.articles.markdown import plain_text
from bot.articles.model import (
    Heading,
    Paragraph,
    Remark,
)
from tests.articles.reading.pages import MORE, PROSE, article_of, page_of, told


def test_a_running_report_is_marked_as_such() -> None:
    head = (
        '<title>Ice: live</title><script type="application/ld+json">'
        '{"@type": "LiveBlogPosting", "headline": "Ice: live"}</script>'
    )

    page = page_of(f"<p>{PROSE}</p><p>{MORE}</p>", head)

    assert list(page.remarks) == [Remark.LIVE]


def test_a_running_report_begins_with_the_heading_of_its_newest_part() -> None:
    parts = "".join(
        f"<article><time>12:0{at}</time><h2>{title}</h2><p class='author'>Jon Bell</p>"
        f"<p>{text}</p></article>"
        for at, (title, text) in enumerate((("Boats stop", PROSE), ("No one hurt", MORE)))
    )

    page = page_of(f"<h1>The Harbour Freezes</h1>{parts}")

    assert page.article.body[0] == Heading(2, "Boats stop")


def test_each_post_of_a_live_report_has_its_time_and_heading() -> None:
    times = ("21:22", "20:05", "9 mins ago 19.40")
    headings = ("<h3>Good night</h3>", "", "<h3>Salt is out</h3>")
    posts = "".join(
        f"<div class='post'><div><time>{time}</time><b>Ana Ruiz</b></div>{heading}"
        f"<div class='text'><p>{told(at)}</p><p>{told(at + 10)}</p></div></div>"
        for at, (time, heading) in enumerate(zip(times, headings, strict=True), start=2)
    )

    body = article_of(f"<div class='posts'>{posts}</div>").article.body

    assert list(body[1:-1]) == [
        *(Heading(3, "21:22 · Good night"), Paragraph(told(2)), Paragraph(told(12))),
        *(Paragraph("**20:05**"), Paragraph(told(3)), Paragraph(told(13))),
        *(Heading(3, "19.40 · Salt is out"), Paragraph(told(4)), Paragraph(told(14))),
    ]


def test_an_article_above_dated_stories_gets_no_times() -> None:
    stories = "".join(
        f"<li class='story'><time>21:2{at}</time><h3><a href='/{at}'>Story {at}</a></h3></li>"
        for at in range(4)
    )

    body = article_of(f"<p>{told(2)}</p><ul>{stories}</ul>").article.body

    assert "21:2" not in plain_text(body)
