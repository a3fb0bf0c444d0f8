"""Finding a site's feeds from one of its pages."""

from __future__ import annotations

from bot.articles.reading.discovery import LinkedFeed, linked_feeds


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

    found = linked_feeds(html, url="https://post.example/")

    assert found == (
        LinkedFeed("https://post.example/blog/feed/", "The Post"),
        LinkedFeed("https://post.example/feed.json", None),
        LinkedFeed("https://post.example/blog/comments/feed/", "Comments"),
    )


def test_a_page_without_feeds_tells_none() -> None:
    assert linked_feeds("<html><p>Nothing here.</p></html>") == ()
