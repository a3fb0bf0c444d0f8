"""Entries of feeds: what they are known by, what they say, who wrote them."""

from __future__ import annotations

import pytest

from bot.articles.model import Heading, ListItem, Paragraph, Picture
from tests.articles.reading.feed_texts import entry_of, feed_of, rss


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
