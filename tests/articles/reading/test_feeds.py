"""Feeds: every dialect, and what feeds get wrong."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.articles.markdown import plain_text
from bot.articles.model import Feed, FeedEntry, Heading, ListItem, Paragraph, Picture
from bot.articles.reading.errors import Unreadable
from bot.articles.reading.source import read_source

URL = "https://post.example/feed.xml"
NOON = datetime(2020, 6, 2, 12, 0, tzinfo=UTC)


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


@pytest.mark.parametrize(
    "title",
    [
        "<title>Salt &amp;amp; Ice</title>",
        "<title>Salt &amp; Ice</title>",
        "<title><![CDATA[Salt &amp; Ice]]></title>",
        "<title>&lt;b&gt;Salt&lt;/b&gt; &amp;amp; Ice</title>",
        "<title>\n  Salt &amp; \n Ice </title>",
    ],
)
def test_titles_are_plain_text_however_they_were_escaped(title: str) -> None:
    assert entry_of(title).title == "Salt & Ice"


def test_the_longer_text_is_the_body_and_the_summary_the_excerpt() -> None:
    entry = entry_of(
        "<title>Ice</title><description>The harbour froze over on Monday, for once.</description>"
        "<content:encoded><![CDATA[<h2>How</h2><p>It was cold for the whole of a week.</p>"
        "<ul><li>salt</li><li>sand</li></ul><img src='/i/ice.jpg'><script>alert(1)</script>"
        "<p>The post Ice appeared first on The Post.</p>]]></content:encoded>"
        "<link>https://post.example/2020/ice</link>"
    )

    assert entry.excerpt == "The harbour froze over on Monday, for once."
    assert entry.body == (
        Heading(2, "How"),
        Paragraph("It was cold for the whole of a week."),
        ListItem(0, None, "salt"),
        ListItem(0, None, "sand"),
        Picture("https://post.example/i/ice.jpg", None),
    )
    assert entry.images == (Picture("https://post.example/i/ice.jpg", None),)


def test_pictures_beside_the_text_are_taken_where_it_has_none() -> None:
    entry = entry_of(
        "<title>Ice</title><description>Cold.</description>"
        '<media:content url="https://post.example/a.jpg" medium="image"/>'
        '<enclosure url="https://post.example/b.mp3" type="audio/mpeg" length="1"/>'
    )

    assert entry.images == (Picture("https://post.example/a.jpg", None),)


KNOWN_BY = {
    "the same id on all": (
        "<item><guid>x</guid><link>https://a.example/1</link></item>"
        "<item><guid>x</guid><link>https://a.example/2?utm_source=rss</link></item>",
        ["https://a.example/1", "https://a.example/2"],
    ),
    "no id": (
        "<item><link>https://a.example/1?utm_medium=feed&amp;p=7</link></item>",
        ["https://a.example/1?p=7"],
    ),
    "an empty id": (
        "<item><guid></guid><link>https://a.example/1#comments</link></item>",
        ["https://a.example/1"],
    ),
    "tracking in the id": (
        "<item><guid>https://a.example/1?utm_source=x</guid></item>",
        ["https://a.example/1"],
    ),
}


@pytest.mark.parametrize(("items", "ids"), KNOWN_BY.values(), ids=KNOWN_BY)
def test_an_entry_is_known_by_the_first_stable_thing_that_is_its_own(
    items: str, ids: list[str]
) -> None:
    entries = feed_of(rss(items)).entries

    assert [entry.id for entry in entries] == ids


def test_entries_without_address_and_id_are_known_by_title_and_date() -> None:
    item = "<item><title>Ice {}</title><pubDate>Tue, 02 Jun 2020 12:00:00 GMT</pubDate></item>"
    once = feed_of(rss(item.format(1) + item.format(2)))
    again = feed_of(rss(item.format(3) + item.format(1) + item.format(2)))

    ids = [entry.id for entry in once.entries]
    assert len(set(ids)) == 2
    assert [entry.id for entry in again.entries][1:] == ids


def test_entries_that_are_alike_are_counted_and_told_apart() -> None:
    item = "<item><guid>1</guid><title>Ice</title></item>"

    ids = [entry.id for entry in feed_of(rss(item * 3)).entries]

    assert ids == ["1", "1#2", "1#3"]


def test_an_entry_that_says_nothing_is_none() -> None:
    [entry] = feed_of(rss("<item><title>Ice</title><item /></item><item></item>")).entries

    assert entry.title == "Ice"


def test_entries_with_a_prefix_that_nobody_declared_are_read() -> None:
    text = (
        '<!-- made by hand --><?xml?xml version="1.0" ??><rss rss:version=2.0><rss:channel>'
        "<rss:title>The Post</rss:title><rss:item><rss:title>Ice</rss:title></rss:item>"
        "</rss:channel></rss>"
    )

    found = feed_of(text)

    assert (found.title, [entry.title for entry in found.entries]) == ("The Post", ["Ice"])


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


def test_short_posts_without_a_title_begin_with_their_text() -> None:
    entry = entry_of("<description>Skating again, after sixty years of rain and mud.</description>")

    assert entry.title == "Skating again, after sixty years of rain and mud."


def test_several_authors_are_kept_in_order() -> None:
    entry = entry_of(
        "<title>Ice</title><dc:creator>Ana Gil</dc:creator><dc:creator>Bo Li</dc:creator>"
    )

    assert entry.byline == "Ana Gil, Bo Li"


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("desk@paper.example (Ana Gil)", "Ana Gil"),
        ("Ana Gil (desk@paper.online)", "Ana Gil"),
        ("desk@paper.online", None),
        ("Ana Gil", "Ana Gil"),
    ],
)
def test_a_mail_address_is_no_part_of_a_name(author: str, byline: str | None) -> None:
    assert entry_of(f"<title>Ice</title><author>{author}</author>").byline == byline


def test_an_entrys_dates_are_none_where_it_states_none() -> None:
    entry = entry_of("<title>Ice</title><pubDate>yesterday</pubDate>")

    assert (entry.published, entry.updated) == (None, None)


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
