"""Feeds: every dialect, and what feeds get wrong."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.articles.markdown import plain_text
from bot.articles.model import Paragraph
from bot.articles.reading.errors import Unreadable
from tests.articles.reading.feed_texts import entry_of, feed_of, rss

NOON = datetime(2020, 6, 2, 12, 0, tzinfo=UTC)


DIALECTS = {
    "RSS 2.0": rss(
        "<item><title>Ice</title><link>https://post.example/ice</link><guid>ice-1</guid>"
        "<pubDate>Tue, 02 Jun 2020 12:00:00 GMT</pubDate><dc:creator>Ana Gil</dc:creator>"
        "<description>&lt;p&gt;The harbour &lt;b&gt;froze&lt;/b&gt;.&lt;/p&gt;</description></item>"
    ),
    "Atom 1.0": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><link '
        'href="https://post.example/"/>'
        '<entry><id>ice-1</id><title>Ice</title><link href="https://post.example/ice"/>'
        "<published>2020-06-02T12:00:00Z</published><author><name>Ana Gil</name></author>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The harbour '
        "<b>froze</b>.</p></div>"
        "</content></entry></feed>"
    ),
    "Atom 0.3": (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>The Post</title>'
        '<link rel="alternate" type="text/html" href="https://post.example/"/>'
        '<entry><id>ice-1</id><title>Ice</title><link rel="alternate" type="text/html" '
        'href="https://post.example/ice"/><issued>2020-06-02T12:00:00Z</issued>'
        "<author><name>Ana Gil</name></author>"
        '<content type="text/html" mode="escaped">&lt;p&gt;The harbour '
        "&lt;b&gt;froze&lt;/b&gt;.&lt;/p&gt;</content>"
        "</entry></feed>"
    ),
    "RDF": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://post.example/">'
        "<title>The Post</title><link>https://post.example/</link></channel>"
        '<item rdf:about="ice-1"><title>Ice</title><link>https://post.example/ice</link>'
        "<dc:date>2020-06-02T12:00:00Z</dc:date><dc:creator>Ana Gil</dc:creator>"
        "<description>&lt;p&gt;The harbour "
        "&lt;b&gt;froze&lt;/b&gt;.&lt;/p&gt;</description></item></rdf:RDF>"
    ),
    "JSON Feed 1.0": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "title": "The Post",
            "home_page_url": "https://post.example/",
            "items": [
                {
                    "id": "ice-1",
                    "title": "Ice",
                    "url": "https://post.example/ice",
                    "date_published": "2020-06-02T12:00:00Z",
                    "author": {"name": "Ana Gil"},
                    "content_html": "<p>The harbour <b>froze</b>.</p>",
                }
            ],
        }
    ),
    "JSON Feed 1.1": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "The Post",
            "home_page_url": "/",
            "items": [
                {
                    "id": "ice-1",
                    "title": "Ice",
                    "url": "/ice",
                    "date_published": "2020-06-02T14:00:00+02:00",
                    "authors": [{"name": "Ana Gil"}],
                    "content_html": "<p>The harbour <b>froze</b>.</p>",
                }
            ],
        }
    ),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_entry(dialect: str) -> None:
    feed = feed_of(DIALECTS[dialect])

    [entry] = feed.entries
    assert (feed.title, feed.url) == ("The Post", "https://post.example/")
    assert (entry.id, entry.title, entry.url) == ("ice-1", "Ice", "https://post.example/ice")
    assert (entry.byline, entry.published) == ("Ana Gil", NOON)
    assert entry.body == (Paragraph("The harbour **froze**."),)


CAFE = rss("<item><title>Café</title></item>")


def declaring(charset: str) -> str:
    return CAFE.replace('"1.0"', f'"1.0" encoding="{charset}"', 1)


MENDED = {
    "blank lines": b"\n\n  " + CAFE.encode(),
    "comments first": b"<!-- from a cache -->" * 40 + b"\n" + CAFE.encode(),
    "byte order mark": b"\xef\xbb\xbf" + CAFE.encode(),
    "wrong charset": declaring("windows-1251").encode(),
    "another charset": declaring("iso-8859-1").encode("latin-1"),
    "unknown charset": declaring("x-unknown").encode(),
    "utf-16": CAFE.encode("utf-16"),
    "control characters": CAFE.encode().replace(b"</item>", b"\x02\x03</item>"),
    "html entity": CAFE.replace("é", "&eacute;").encode(),
}


@pytest.mark.parametrize("data", MENDED.values(), ids=MENDED)
def test_what_is_broken_about_a_feeds_bytes_is_mended(data: bytes) -> None:
    [entry] = feed_of(data).entries

    assert entry.title == "Café"


def test_relative_addresses_are_relative_to_the_feed() -> None:
    [entry] = feed_of(
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        'xml:base="https://other.example/blog/"><title>T</title>'
        '<entry><id>1</id><title>Ice</title><link href="2020/ice"/></entry></feed>'
    ).entries

    assert entry.url == "https://other.example/blog/2020/ice"


def test_an_entrys_own_base_is_not_the_next_ones() -> None:
    first = '<item xml:base="https://other.example/"><link>first</link></item>'

    feed = feed_of(rss(f"{first}<item><link>second</link></item>"))

    assert [entry.url for entry in feed.entries] == [
        "https://other.example/first",
        "https://post.example/second",
    ]


def test_a_single_entry_is_a_feed_of_one() -> None:
    feed = feed_of(
        '<entry xmlns="http://www.w3.org/2005/Atom"><id>1</id><title>Ice</title></entry>'
    )

    assert [entry.title for entry in feed.entries] == ["Ice"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "broken-json"),
        ("<rss", "broken-feed"),
    ],
)
def test_a_broken_feed_is_refused_with_the_reason(data: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        feed_of(data + " " * 20)

    assert refused.value.reason == reason


def test_what_stands_behind_a_json_feed_does_no_harm() -> None:
    text = '{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "title": "Ice"}]}'

    [entry] = feed_of(f"{text}\n<!-- cached -->").entries

    assert (entry.id, entry.title) == ("1", "Ice")


def test_a_feeds_scripts_and_forms_never_reach_the_text() -> None:
    entry = entry_of(
        "<title>Ice</title><description>&lt;p "
        "onclick='x'&gt;Cold&lt;/p&gt;&lt;script&gt;evil()&lt;/script&gt;"
        "&lt;style&gt;p{}&lt;/style&gt;&lt;a href='javascript:x'&gt;here&lt;/a&gt;</description>"
    )

    assert plain_text(entry.body) == "Cold\n\nhere"
