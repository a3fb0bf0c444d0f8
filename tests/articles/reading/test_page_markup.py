"""The structure that the text of a page is read in."""

from __future__ import annotations

import pytest

from bot.articles.markdown import body_markdown, plain_text
from bot.articles.model import (
    ArticlePage,
    Code,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Quote,
)
from tests.articles.reading.pages import PROSE, article_of, told


def test_the_body_keeps_headings_lists_quotes_tables_and_embeds_in_order(news: ArticlePage) -> None:
    kinds = [type(block) for block in news.article.body]

    assert kinds == [
        *(Picture, Paragraph, Paragraph, Heading, Paragraph),
        *(ListItem, ListItem, ListItem, ListItem, ListItem),
        *(Quote, Quote, Paragraph, Paragraph, Paragraph, Code, Paragraph),
    ]


def test_lists_keep_their_numbers_and_depth(news: ArticlePage) -> None:
    items = [block for block in news.article.body if isinstance(block, ListItem)]

    assert [(item.depth, item.number) for item in items] == [
        *((0, 1), (0, 2), (1, None), (1, None), (0, 3))
    ]
    assert items[0].markdown == "Survey the **bridge** before choosing the tram."


def test_emphasis_and_links_are_markdown_and_the_sources_own_marks_are_escaped(
    news: ArticlePage,
) -> None:
    markdown = body_markdown(news.article.body)

    assert "the **first tram** out" in markdown
    assert "was *nearly* abandoned" in markdown
    assert "[which has since been sold](https://post.example/2019/contractor)" in markdown
    assert r"Costs rose \* again \* in spring." in markdown


def test_embedded_videos_become_links_and_tables_columns(news: ArticlePage) -> None:
    blocks = news.article.body

    assert Paragraph("<https://www.youtube.com/watch?v=abcdefghijk>") in blocks
    assert Code("Stop       Fare\nMill Lane  1.20\nDepot      1.80") in blocks


def test_the_sites_own_lines_are_left_out(news: ArticlePage) -> None:
    text = plain_text(news.article.body)

    for furniture in (
        *("Related stories", "Bus drivers", "Share on", "newsletter", "All rights", "Weather"),
        *("Market hall", "By Marta", "Mill Lane Tram Line Opens a Year Late", "3 May 2021"),
    ):
        assert furniture not in text


def test_a_lazy_picture_comes_once_with_its_caption(news: ArticlePage) -> None:
    lead = Picture(
        "https://post.example/img/tram-opening-day.jpg", "The first tram leaves Mill Lane at dawn."
    )

    assert news.article.images == (lead,)
    assert news.article.body[0] == lead
    assert plain_text(news.article.body).count("leaves Mill Lane at dawn") == 1


def test_a_post_that_the_text_embeds_is_quoted() -> None:
    post = f"<blockquote class='twitter-tweet'><p>{PROSE}</p>Ana (@ana) May 3</blockquote>"

    page = article_of(f"<div class='social-media-embed'>{post}</div><p>So said Ana.</p>")

    assert Quote("Ana (@ana) May 3") in page.article.body


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<p>One<br>two<br><br>three</p>", [Paragraph("One\ntwo"), Paragraph("three")]),
        ("<h4>Why it froze</h4>", [Heading(3, "Why it froze")]),
        ("<pre>x = 1\n  y</pre>", [Code("x = 1\n  y")]),
        ("<ol start='4'><li>four</li></ol>", [ListItem(0, 4, "four")]),
        ("<blockquote>Cold!</blockquote>", [Quote("Cold!")]),
        ("<p>H<sub>2</sub>O at 10<sup>−3</sup> bar</p>", [Paragraph("H₂O at 10⁻³ bar")]),
        ("<p><b>Bold </b>then <i> slanted</i></p>", [Paragraph("**Bold** then *slanted*")]),
        ("<p>zero\u200bwidth and soft\u00adhyphens</p>", [Paragraph("zerowidth and softhyphens")]),
    ],
)
def test_markup_becomes_blocks(inside: str, expected: list[object]) -> None:
    page = article_of(inside)

    assert list(page.article.body[1:-1]) == expected


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("<script type='math/tex'>a > 0</script>", "`a > 0`"),
        ("<math alttext='x_1'><mi>x</mi></math>", "`x_1`"),
        ("<math><mi>x</mi><mo>+</mo><mn>1</mn></math>", "`x+1`"),
        ("<span><span style='display:none'><math><mi>E</mi></math></span><img src='/e.svg' "
         "alt='{\\displaystyle E}' class='mwe-math-fallback-image-inline'></span>",
         "`E`"),
    ],
)  # fmt: skip
def test_formulas_stay_in_their_sentences_and_on_their_lines(formula: str, shown: str) -> None:
    sentence = f"<p>It freezes where {formula} holds, or so the people of the harbour say.</p>"

    page = article_of(f"{sentence}<p>{formula}</p>")

    assert list(page.article.body[1:-1]) == [
        Paragraph(f"It freezes where {shown} holds, or so the people of the harbour say."),
        Paragraph(shown),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src='/boat.jpg'></figure><p class='caption'>A boat in the ice.</p>",
        "<div class='wp-caption'><img class='lazy' data-src='/boat.jpg' src='/spacer.gif'>"
        "<noscript><img src='/boat.jpg'></noscript>"
        "<p class='wp-caption-text'>A boat in the ice.</p></div>",
        "<table class='tr-caption-container'><tr><td><a href='/b'><img src='/boat.jpg'></a></td>"
        "</tr><tr><td class='tr-caption'>A boat in the ice.</td></tr></table>",
    ],
)
def test_a_caption_stays_with_its_picture_wherever_sites_put_it(markup: str) -> None:
    page = article_of(markup)

    assert page.article.body[1:-1] == (
        Picture("https://post.example/boat.jpg", "A boat in the ice."),
    )


@pytest.mark.parametrize(
    ("embed", "address"),
    [
        (
            "<amp-twitter data-tweetid='1234567890'></amp-twitter>",
            "twitter.com/i/status/1234567890",
        ),
        ("<amp-instagram data-shortcode='fBwFP'></amp-instagram>", "www.instagram.com/p/fBwFP/"),
        ("<amp-vimeo data-videoid='27246366'></amp-vimeo>", "vimeo.com/27246366"),
        ("<audio controls><source src='//media.example/1.mp3'></audio>", "media.example/1.mp3"),
    ],
)
def test_what_a_player_would_show_becomes_a_link(embed: str, address: str) -> None:
    page = article_of(embed)

    assert page.article.body[1] == Paragraph(f"<https://{address}>")


def test_each_picture_of_a_gallery_keeps_its_caption() -> None:
    page = article_of(
        "<figure class='wp-block-gallery'><figure><img src='/one.jpg'><figcaption>One</figcaption>"
        "</figure><figure><img src='/two.jpg'><figcaption>Two</figcaption></figure></figure>"
    )

    assert page.article.body[1:-1] == (
        Picture("https://post.example/one.jpg", "One"),
        Picture("https://post.example/two.jpg", "Two"),
    )


def test_captions_of_videos_tables_and_quotations_follow_them() -> None:
    body = article_of(
        "<figure><iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe><figcaption>"
        f"The ice from above.</figcaption></figure><p>{told(2)}</p><figure><table><tr><th>Day</th>"
        "<th>Ice</th></tr><tr><td>Monday</td><td>4 cm</td></tr></table><figcaption>At the berth."
        f"</figcaption></figure><p>{told(3)}</p><figure><blockquote>Cold enough for me and for "
        "the horse.</blockquote><figcaption>— Ana Ruiz</figcaption></figure>"
    ).article.body

    assert list(body[1:-1]) == [
        Paragraph("<https://www.youtube.com/watch?v=abcdefghijk>"),
        Paragraph("*The ice from above.*"),
        Paragraph(told(2)),
        Code("Day     Ice\nMonday  4 cm"),
        Paragraph("*At the berth.*"),
        Paragraph(told(3)),
        Quote("Cold enough for me and for the horse."),
        Quote("— Ana Ruiz"),
    ]
