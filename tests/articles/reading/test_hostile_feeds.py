"""Feeds that want to be read as something else: entities, other files, bottomless nesting."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from bot.articles.model import Feed
from bot.articles.reading.errors import ReadingError, Unreadable
from bot.articles.reading.source import read_source

URL = "https://press.example/feed"
ENTRY = "<item><title>{}</title><link>https://press.example/a</link></item>"


def feed(inside: str, doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel>{inside}</channel></rss>'


def read(text: str) -> Feed:
    found = read_source(text.encode(), url=URL, content_type="text/xml")
    assert isinstance(found, Feed)
    return found


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss SYSTEM "{there}">',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "{there}">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "{there}"> %x;]>',
    ],
    ids=["a definition", "an entity", "a parameter"],
)
def test_nothing_that_a_feed_refers_to_is_fetched(listening, doctype):
    there = f"http://127.0.0.1:{listening.getsockname()[1]}/x"

    [entry] = read(feed(ENTRY.format("Ice &x; rink"), doctype.format(there=there))).entries

    assert entry.title.startswith("Ice")
    with pytest.raises(BlockingIOError):  # nobody came
        listening.accept()


def test_no_file_of_this_machine_gets_into_a_feed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the keys to the harbour")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'

    found = read(feed(ENTRY.format("Ice &x; rink"), doctype))

    assert "harbour" not in repr(found)


def test_entities_that_unfold_into_millions_are_not_unfolded():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 8))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "thousandfold">{levels}]>'

    found = [read(feed(ENTRY.format(f"Ice &l{n};"), doctype)).entries for n in (0, 2, 7)]

    assert all(len(entry.title) < 10 for [entry] in found)


@pytest.mark.parametrize(
    "text",
    [
        feed(ENTRY.format("<a>" * 5000)),
        feed(f"<item><title>Ice</title><description><![CDATA[{'<div>' * 20_000}"),
        feed(f"<item><title>Ice</title><description><![CDATA[<p {'a=1 ' * 50_000}>]]>"),
        '{"version":"https://jsonfeed.org/version/1.1","items":' + "[" * 100_000,
        '{"content":{"rendered":' + "[" * 100_000,
    ],
    ids=["marks", "divisions", "attributes", "a JSON Feed", "a post"],
)
def test_bottomless_nesting_is_read_or_refused(text):
    try:
        found = read_source(text.encode(), url=URL, content_type="text/xml")
    except ReadingError as error:
        found = error

    assert isinstance(found, Feed | ReadingError)


@pytest.mark.parametrize(
    "inside",
    [
        ENTRY.format("<a>" * 100_000),
        ENTRY.format("<a>" * 20_000 + "</a>" * 20_000),
        f"<item {' '.join(f'a{n}=1' for n in range(20_000))}><title>Ice</title></item>",
        "<item/>" * 100_000,
    ],
    ids=["open", "closed", "attributes", "entries"],
)
def test_a_feed_without_end_is_refused_before_it_takes_long(inside):
    with pytest.raises(Unreadable, match="its elements have no end"):
        read(feed(inside))
