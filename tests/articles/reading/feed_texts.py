"""Feeds of our own, and what is read of them."""

from __future__ import annotations

from bot.articles.model import Feed, FeedEntry
from bot.articles.reading.source import read_source

URL = "https://post.example/feed.xml"


def feed_of(data: str | bytes, url: str | None = URL) -> Feed:
    found = read_source(data if isinstance(data, bytes) else data.encode(), url=url)
    assert isinstance(found, Feed)
    return found


def rss(items: str, more: str = "") -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel><title>The Post</title><link>https://post.example/</link>{more}{items}"
        f"</channel></rss>"
    )


def entry_of(inside: str) -> FeedEntry:
    [entry] = feed_of(rss(f"<item>{inside}</item>")).entries
    return entry
