"""What a page states about its article, and whether it is one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.articles.markdown import body_markdown
from bot.articles.model import (
    ArticlePage,
    Remark,
)
from bot.articles.reading.dom import MOST_TAGS
from bot.articles.reading.errors import NotAnArticle, Unreadable
from bot.articles.reading.page import read_page
from tests.articles.reading.pages import MORE, PROSE, article_of, page_of


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


def test_the_opening_of_a_paid_article_is_marked_as_such() -> None:
    head = (
        '<title>The Harbour Freezes</title><script type="application/ld+json">'
        '{"@type": "NewsArticle", "headline": "The Harbour Freezes", "isAccessibleForFree": '
        '"False"}'
        "</script>"
    )

    page = page_of(f"<p>{PROSE}</p>", head)

    assert list(page.remarks) == [Remark.PAYWALL]


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
