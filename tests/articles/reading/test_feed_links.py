"""Finding a site's feeds from one of its pages."""

from __future__ import annotations

from bot.articles.reading.feed_links import feed_links


def test_a_page_tells_its_feeds_and_those_of_comments_come_last() -> None:
    html = (
        "<html><head><base href='https://post.example/blog/'>"
        "<link rel='alternate' type='application/rss+xml' title='Comments' href='comments/feed/'>"
        "<link rel='alternate' type='application/rss+xml' title='The Post' href='feed/'>"
        "<link rel='alternate' type='application/rss+xml' title='The Post' href='feed/'>"
        "<link rel='alternate' type='application/feed+json' href='/feed.json'>"
        "<link rel='alternate' hreflang='es' href='/es/'>"
        "<link rel='alternate' type='application/rss+xml' href='javascript:x'></head></html>"
    )

    found = feed_links(html.encode(), url="https://post.example/", content_type=None)

    assert found == (
        "https://post.example/blog/feed/",
        "https://post.example/feed.json",
        "https://post.example/blog/comments/feed/",
    )


def test_a_page_without_feeds_tells_none() -> None:
    page = b"<html><p>Nothing here.</p></html>"

    assert feed_links(page, url=None, content_type=None) == ()
