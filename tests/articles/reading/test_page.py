"""Web pages as articles: what is kept, in which structure, and what is left out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

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
    Remark,
)
from bot.articles.reading.dom import MOST_TAGS
from bot.articles.reading.errors import NotAnArticle, Unreadable
from bot.articles.reading.page import read_page

SAMPLES = Path(__file__).parent / "samples"
URL = "https://post.example/2021/05/tram-opens?utm_source=feed"
PROSE = (
    "The harbour froze on Monday for the first time in sixty years, and by noon the children had "
    "found their skates, their sledges and, in one case, a door."
)
MORE = (
    "Nobody was hurt, though the ferry company asked everybody to keep a hundred metres away from "
    "its berth, which everybody promised and nobody did."
)


@pytest.fixture(scope="module")
def news() -> ArticlePage:
    return read_page((SAMPLES / "news.html").read_bytes(), url=URL)


def page_of(body: str, head: str = "<title>The Harbour Freezes</title>") -> ArticlePage:
    html = f"<html lang='en'><head>{head}</head><body><article>{body}</article></body></html>"
    return read_page(html, url="https://post.example/harbour")


def article_of(inside: str) -> ArticlePage:
    return page_of(f"<h1>The Harbour Freezes</h1><p>{PROSE}</p>{inside}<p>{MORE}</p>")


def test_a_page_states_its_facts(news: ArticlePage) -> None:
    article = news.article

    assert article.title == "Mill Lane Tram Line Opens a Year Late"
    assert article.byline == "Marta Quiroga, Jon Bell"
    assert article.source == "The Tarn Valley Post"
    assert article.published == datetime(2021, 5, 3, 6, 30, tzinfo=UTC)
    assert article.updated == datetime(2021, 5, 3, 10, 5, tzinfo=UTC)
    assert article.url == "https://post.example/2021/05/tram-opens"
    assert article.language == "en-GB"
    assert article.excerpt is not None
    assert article.excerpt.startswith("Forty passengers rode the first tram at dawn.")


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


def test_comments_that_a_script_would_load_are_named(news: ArticlePage) -> None:
    assert news.comments == ()
    assert news.comments_elsewhere == "Disqus"


def test_a_page_that_states_no_date_has_none() -> None:
    page = article_of("<p>© 2019 The Post. It happened on a Friday in 2018, people say.</p>")

    assert page.article.published is None
    assert page.article.updated is None
    assert page.article.byline is None


@pytest.mark.parametrize(
    ("shared", "headline", "heading", "title"),
    [
        pytest.param(
            "The Harbour Is Frozen Over",
            "Winter: The Harbour Is Frozen Over",
            "<h1>Winter: The Harbour Is Frozen Over</h1>",
            "The Harbour Is Frozen Over",
            id="a line set above the title with a colon",
        ),
        pytest.param(
            "The Harbour Is Frozen Over",
            "Ice closes harbour",
            "<h1><span>Winter</span><span>The Harbour Is Frozen Over</span></h1>",
            "The Harbour Is Frozen Over",
            id="a line set above the title with an element",
        ),
        pytest.param(
            "The Harbour Is Frozen Over",
            "Frozen harbour: all about ice",
            "<nav class='breadcrumb'><h1>Frozen harbour: all about ice</h1></nav>"
            "<h2>The Harbour Is Frozen Over</h2>",
            "The Harbour Is Frozen Over",
            id="what readers see, not what search engines are told",
        ),
        pytest.param(
            "Winter: The Harbour Is Frozen Over",
            "Winter: The Harbour Is Frozen Over",
            "<h1>The Harbour Is Frozen Over</h1>",
            "Winter: The Harbour Is Frozen Over",
            id="a heading that shows its end only",
        ),
        pytest.param(
            "Winter / The Harbour Is Frozen Over",
            "Ice closes harbour",
            "<h1><span>Winter</span>The Harbour Is Frozen Over</h1>",
            "Winter / The Harbour Is Frozen Over",
            id="words that the heading runs together",
        ),
    ],
)
def test_a_title_is_what_readers_see_without_the_line_above_it(
    shared: str, headline: str, heading: str, title: str
) -> None:
    head = (
        f"<title>{headline}</title><meta property='og:title' content='{shared}'>"
        '<script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "headline": "{headline}"}}</script>'
    )

    page = page_of(f"{heading}<p>{PROSE}</p><p>{MORE}</p>", head)

    assert page.article.title == title


def test_a_title_is_written_as_the_page_mostly_writes_it() -> None:
    head = (
        "<title>Ice Watch: The Harbour Freezes</title>"
        "<meta property='og:title' content='Ice Watch: The Harbour Freezes'>"
    )

    page = page_of(f"<h1><i>Ice Watch</i>The Harbour Freezes</h1><p>{PROSE}</p><p>{MORE}</p>", head)

    assert page.article.title == "Ice Watch: The Harbour Freezes"


@pytest.mark.parametrize(
    ("above", "byline"),
    [
        ("<ul class='metaAuthorList'><li class='metaAuthorList-item'>Ana Pérez</li></ul>",
         "Ana Pérez"),
        ("<p class='reader__meta'>von Dr. Max Roe</p>", "Dr. Max Roe"),
        ("<p class='byline'>By <b>Ana Pérez</b><i>Staff Writer</i></p>", "Ana Pérez"),
        ("<p class='byline'><b>Ana Pérez</b><i>@anaperez</i></p>", "Ana Pérez"),
        ("<div class='byline'><div>By Ana Pérez</div><div>The Other Post</div></div>", "Ana Pérez"),
        ("<p class='byline'>By Ana Pérez in Lima</p>", "Ana Pérez"),
        ("<p><a rel='author'>Ana Pérez</a> and <a rel='author'>Max Roe</a></p>"
         "<section><div><div><div><a rel='author'>Ida Holm</a></div></div></div></section>",
         "Ana Pérez, Max Roe"),
        ("<div class='authorTools'>Twitter Facebook</div>", None),
        ("<p>By noon it was cold.</p>", None),
    ],
)  # fmt: skip
def test_authors_are_found_where_pages_name_them(above: str, byline: str | None) -> None:
    page = page_of(f"<h1>The Harbour Freezes</h1>{above}<div><p>{PROSE}</p><p>{MORE}</p></div>")

    assert page.article.byline == byline


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


def test_a_post_that_the_text_embeds_is_quoted() -> None:
    post = f"<blockquote class='twitter-tweet'><p>{PROSE}</p>Ana (@ana) May 3</blockquote>"

    page = article_of(f"<div class='social-media-embed'>{post}</div><p>So said Ana.</p>")

    assert Quote("Ana (@ana) May 3") in page.article.body


@pytest.mark.parametrize(
    "stated",
    [
        "<link rel='canonical' href='https://post.example/2021/harbour'>",
        "<meta property='og:url' content='https://post.example/2021/harbour'>"
        "<link rel='canonical' href='https://first.example/harbour'>",
    ],
)
def test_links_of_a_saved_page_lead_to_where_the_page_was(stated: str) -> None:
    html = (
        f"<html><head><title>The Harbour Freezes</title>{stated}</head><body><article>"
        f"<p>{PROSE} <a href='/2020/ice'>As before.</a></p><p>{MORE}</p></article></body></html>"
    )

    page = read_page(html)

    assert "[As before.](https://post.example/2020/ice)" in body_markdown(page.article.body)


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


def test_the_opening_of_a_paid_article_is_marked_as_such() -> None:
    head = (
        '<title>The Harbour Freezes</title><script type="application/ld+json">'
        '{"@type": "NewsArticle", "headline": "The Harbour Freezes", "isAccessibleForFree": '
        '"False"}'
        "</script>"
    )

    page = page_of(f"<p>{PROSE}</p>", head)

    assert list(page.remarks) == [Remark.PAYWALL]


def test_a_running_report_is_marked_as_such() -> None:
    head = (
        '<title>Ice: live</title><script type="application/ld+json">'
        '{"@type": "LiveBlogPosting", "headline": "Ice: live"}</script>'
    )

    page = page_of(f"<p>{PROSE}</p><p>{MORE}</p>", head)

    assert list(page.remarks) == [Remark.LIVE]


LINKS = "".join(f"<h3><a href='/{n}'>Story number {n} of this evening</a></h3>" for n in range(40))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<div id='app'></div>", "no-text"),
        ("<h1>404</h1><p>Page not found</p>", "not-found"),
        ("<h1>Just a moment...</h1><p>Checking.</p>", "challenge"),
        (
            "<h1>We value your privacy</h1><p>We and our 842 partners store and access information "
            "on a device, such as cookies, and process personal data for personalised ads.</p>",
            "consent",
        ),
        (
            "<p>Please enable JavaScript in your browser to see this site, which needs JavaScript "
            "and cookies; without them there is nothing that it could show.</p>",
            "no-text",
        ),
        (
            "".join(
                f"<article><h2><a href='/{at}'>Story {at}</a></h2><p>{text}</p></article>"
                for at, text in enumerate((PROSE, MORE, PROSE[::-1], MORE[::-1]))
            ),
            "overview",
        ),
        ("<h1>Sign in</h1><form><input type='password'></form>", "sign-in"),
        (LINKS, "overview"),
    ],
)
def test_a_page_that_is_no_article_says_what_it_is(body: str, reason: str) -> None:
    html = f"<html><head><title></title></head><body>{body}</body></html>"

    with pytest.raises(NotAnArticle) as refused:
        read_page(html, url="https://post.example/")

    assert refused.value.reason == reason
    assert refused.value.key == f"reading.{reason.replace('-', '_')}"


def test_a_page_that_only_sends_its_readers_on_names_the_address() -> None:
    html = (
        "<html><head><meta http-equiv='Refresh' content=\"0; URL='/2024/new'\"></head><body>"
        "<p>If nothing happens, <a href='/2024/new'>click here</a>.</p></body></html>"
    )

    with pytest.raises(NotAnArticle) as refused:
        read_page(html, url="https://post.example/old")

    assert refused.value.reason == "moved"
    assert refused.value.arguments == {"url": "https://post.example/2024/new"}


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


def test_a_running_report_begins_with_the_heading_of_its_newest_part() -> None:
    parts = "".join(
        f"<article><time>12:0{at}</time><h2>{title}</h2><p class='author'>Jon Bell</p>"
        f"<p>{text}</p></article>"
        for at, (title, text) in enumerate((("Boats stop", PROSE), ("No one hurt", MORE)))
    )

    page = page_of(f"<h1>The Harbour Freezes</h1>{parts}")

    assert page.article.body[0] == Heading(2, "Boats stop")


def test_what_has_more_tags_than_any_article_is_refused_at_once() -> None:
    with pytest.raises(Unreadable) as refused:
        page_of("<br>" * MOST_TAGS)

    assert refused.value.reason == "too-many-tags"


def test_bloggers_foot_of_a_post_names_its_author_and_minute() -> None:
    page = page_of(
        f"<h3 class='post-title'>The Harbour Freezes</h3><div class='post-body'><p>{PROSE}</p>"
        f"<p>{MORE}</p></div><div class='post-footer'><span class='post-author vcard'>Posted by "
        "<span class='fn' itemprop='author'><span itemprop='name'>Ana</span></span></span> at "
        "<abbr itemprop='datePublished' title='2024-03-05T10:12:00+01:00'>10:12 AM</abbr></div>"
    )

    assert page.article.byline == "Ana"
    assert page.article.published == datetime(2024, 3, 5, 9, 12, tzinfo=UTC)


def test_a_name_before_a_date_is_the_authors_where_no_name_stands_alone() -> None:
    page = page_of(
        "<h1>The Harbour Freezes</h1><div class='byline-wrapper'><a href='/ana'>Ana Pérez</a> "
        f"Mar 05, 2024</div><p>{PROSE}</p><p>{MORE}</p>"
    )

    assert page.article.byline == "Ana Pérez"


def test_each_picture_of_a_gallery_keeps_its_caption() -> None:
    page = article_of(
        "<figure class='wp-block-gallery'><figure><img src='/one.jpg'><figcaption>One</figcaption>"
        "</figure><figure><img src='/two.jpg'><figcaption>Two</figcaption></figure></figure>"
    )

    assert page.article.body[1:-1] == (
        Picture("https://post.example/one.jpg", "One"),
        Picture("https://post.example/two.jpg", "Two"),
    )


def test_a_text_that_only_the_pages_data_holds_keeps_its_paragraphs() -> None:
    data = {"@type": "NewsArticle", "headline": "Ice", "articleBody": f"{PROSE}\n\n{MORE}"}

    page = page_of(
        "<div id='root'></div>", f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )

    assert page.article.body == (Paragraph(PROSE), Paragraph(MORE))


def told(number: int) -> str:
    """A paragraph like no other."""
    return f"The council said that salt for {number} flights of steps would be at the quay by noon."


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


def test_a_box_that_its_editor_sets_into_a_text_is_part_of_it() -> None:
    body = article_of(
        "<div class='kg-card kg-callout-card'><div>\N{SNOWFLAKE}</div><div "
        f"class='kg-callout-text'>Bring salt.</div></div><p>{told(2)}</p>"
    ).article.body

    assert list(body[1:-1]) == [Paragraph("Bring salt."), Paragraph(told(2))]
