"""Entries that were read before are left out, and nothing else is different."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.model import Feed
from bot.articles.reading.errors import ReadingError
from bot.articles.reading.known_entries import FeedMemory, KnownEntries, in_brief
from bot.articles.reading.source import read_source
from tests.articles.layout.strategies import unhurried

URL = "https://press.example/feed"


def rss(entries: list[str], head: str = "") -> bytes:
    about = f"<title>Press</title><link>https://press.example/</link>{head}"
    items = "\n".join(f"<item>{each}</item>" for each in entries)
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:a="http://www.w3.org/2005/Atom"><channel>'
        f"{about}{items}</channel></rss>"
    ).encode()


def atom(entries: list[str], head: str = "") -> bytes:
    texts = "".join(f"<a:entry>{each}</a:entry>" for each in entries)
    return (
        "<?xml version='1.0'?><a:feed xmlns:a='http://www.w3.org/2005/Atom'"
        f" xml:base='https://press.example/'>{head}{texts}</a:feed>"
    ).encode()


def jsonfeed(entries: list[str], head: str = "") -> bytes:
    texts = [{"id": each[:9], "title": each, "content_html": each * 2} for each in entries]
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": head, "items": texts}
    ).encode()


ENTRIES = (
    "<title>Ice &amp; rink</title><link>https://press.example/a</link><guid>a</guid>",
    "<title>Ice &amp; rink</title><link>https://press.example/a</link><guid>a</guid>"
    "<dc:subject xmlns:dc='http://purl.org/dc/elements/1.1/'>Ice</dc:subject>",
    "<title>Ice &amp; rink</title><link>https://press.example/b</link><guid>a</guid>",
    "<title>Ice</title><description><![CDATA[<p>So <item>cold</item>.</p>]]></description>",
    "<title>Ice</title><!-- </item> --><author>Ana</author>",
    "<title>Ice</title><link>/c</link><pubDate>Tue, 02 Jun 2020 12:00:00 GMT</pubDate>",
    "<a:title>Fog</a:title><a:id>f</a:id><a:link href='/f'/><a:updated>2020-06-02</a:updated>",
    "<a:title>Fog</a:title><a:id>f</a:id><a:content type='xhtml'><div xmlns="
    "'http://www.w3.org/1999/xhtml'><p>Fog &#8212; again</p></div></a:content>",
    "<title>Ice &nbsp; rink</title><guid>a</guid>",
    "<title>Ice</title><x:y xmlns:x='urn:x'>1</x:y><link>https://press.example/d</link>",
    "<title>Ice</title><x:y xmlns:x='urn:z'>1</x:y><link>https://press.example/e</link>",
    "<title>Ice</title><item><title>Rink</title></item>",
    "<title xml:base='https://other.example/'>Ice</title><link>f</link>",
    "<title>Ice",
    "",
)
NAMELESS = b"<rdf><item><title>Ice</title><link>https://press.example/a</link></item></rdf>"
HEADS = (
    "",
    "<lastBuildDate>Tue, 02 Jun 2020 12:00:00 GMT</lastBuildDate>",
    "<lastBuildDate>Tue, 02 Jun 2020 13:00:00 GMT</lastBuildDate><!-- 0.3 seconds -->",
    "<language>es</language>",
    "<title>The Post</title>",
    "<link rel='self' href='https://post.example/feed'/>",
)
FORMS: tuple[Callable[..., bytes], ...] = (rss, atom, jsonfeed)
FETCHES = st.tuples(
    st.sampled_from(FORMS),
    st.lists(
        st.tuples(st.lists(st.sampled_from(ENTRIES), max_size=6), st.sampled_from(HEADS)),
        min_size=2,
        max_size=4,
    ),
)


def read(data: bytes, known: KnownEntries | None = None) -> Feed | str:
    try:
        found = read_source(data, url=URL, content_type="text/xml", known=known)
    except ReadingError as error:
        return error.key
    assert isinstance(found, Feed)
    return found


def brief(feed: Feed | str) -> Feed | str:
    """All of its entries in brief."""
    if isinstance(feed, str):
        return feed
    entries = [e if e.carried_hash is not None else in_brief(e, feed) for e in feed.entries]
    return replace(feed, entries=tuple(entries))


@unhurried
@given(FETCHES)
def test_a_feed_read_again_is_the_feed_read_as_a_whole(fetches):
    form, documents = fetches
    known = KnownEntries()

    for entries, head in documents:
        data = form(entries, head)
        assert brief(read(data, known)) == brief(read(data))


@pytest.mark.parametrize("form", FORMS)
def test_only_what_is_new_in_a_feed_is_read_in_full(form):
    known = KnownEntries()
    read(form(list(ENTRIES[6:8]), "<title>Press</title>"), known)

    found = read(form([ENTRIES[0], *ENTRIES[6:8]], "<title>Press</title>"), known)

    assert [entry.carried_hash is None for entry in found.entries] == [True, False, False]


def test_a_document_that_is_told_by_its_entries_alone_is_never_taken_for_a_broken_one():
    known = KnownEntries()

    assert brief(read(NAMELESS, known)) == brief(read(NAMELESS, known)) == brief(read(NAMELESS))


def test_half_a_character_in_an_address_keeps_no_feed_from_being_read():
    half = '{"items": [{"id": "a", "title": "Ice", "url": "https://press.example/\\ud800"}]}'

    found = read(half.encode(), KnownEntries())

    assert found.entries[0].url == "https://press.example/%EF%BF%BD"


def test_another_date_of_the_feed_alone_has_nothing_read_in_full():
    known = KnownEntries()
    read(rss([ENTRIES[0]], HEADS[1]), known)

    assert read(rss([ENTRIES[0]], HEADS[2]), known).entries[0].carried_hash is not None


@pytest.mark.parametrize("head", HEADS[3:])
def test_another_head_has_everything_read_in_full(head):
    known = KnownEntries()
    read(rss([ENTRIES[0]]), known)

    assert read(rss([ENTRIES[0]], head), known).entries[0].carried_hash is None


def test_what_was_read_of_a_feed_is_kept_for_the_feeds_that_were_read_last():
    memory = FeedMemory(most_entries=2)
    for feed_id in (1, 2, 1, 3, 4):
        read(rss([ENTRIES[0]]), memory.of(feed_id))

    assert [len(memory.of(feed_id)) for feed_id in (4, 2)] == [1, 0]
