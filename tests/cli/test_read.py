"""`read`: many sources in order, for machines and for people."""

from __future__ import annotations

import io
import json
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiohttp import web
from rich.console import Console

from bot.articles.model import Article, ArticlePage, Feed, FeedEntry, PageComment, Paragraph, Remark
from bot.fetching import Fetcher
from bot.fetching.pace import Pace
from bot.reading.as_json import as_json
from bot.reading.command import Outcome, read_sources
from bot.reading.for_people import show
from bot.wording import Catalogue

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article-page.txt"

SAVED = """The Lighthouse Goes Dark

By Marta Quill

The lighthouse on the northern point was switched off on Friday after ninety-one years of service.

Nobody on the island had been asked, and some of them had painted its door every spring.

2 comments

• My grandfather kept that light through two storms that took the pier away.

• Then let us keep it ourselves, one night each.

Comments are closed.
"""
PAGE = """<!doctype html><html lang="en"><head><title>Bread Prices Fall</title>
<link rel="canonical" href="/bread"></head><body><article><h1>Bread Prices Fall</h1>
<p>The price of a plain loaf fell by a tenth this week, the bakers of the town said on Monday.</p>
<p>They had bought their flour early, in a spring when nobody else wanted to think of winter.</p>
<p>How long it will last they did not say, and no customer in the queue seemed eager to ask.</p>
</article></body></html>"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Island News</title><link>https://island.example/</link>
<description>All of it</description><language>en</language>
<item><guid>one</guid><title>A New Pier</title><link>https://island.example/pier</link>
<pubDate>Mon, 01 Mar 2027 09:00:00 +0100</pubDate><description>It floats.</description></item>
</channel></rss>"""


@pytest.fixture
def files(shell):
    """A saved page, a page in HTML and a feed."""
    for name, content in (("saved.txt", SAVED), ("page.html", PAGE), ("feed.xml", FEED)):
        (shell.folder / name).write_text(content, encoding="utf-8")
    (shell.folder / "empty.html").write_bytes(b"")
    return shell


def test_every_source_gives_one_object_in_order_and_failures_cost_no_other(files):
    names = ["feed.xml", "nowhere.html", "saved.txt", "empty.html", "-", "."]

    done = files.run("read", "--json", *names, stdin=SAVED.encode())

    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [each["source"] for each in objects] == names
    assert [each.get("kind") for each in objects] == [
        "feed",
        None,
        "article",
        None,
        "article",
        None,
    ]
    assert all(set(each) == {"source", "error"} for each in objects if "kind" not in each)


def test_an_article_is_told_with_everything_and_absent_values_are_null(files):
    done = files.run("read", "--json", "saved.txt")

    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert set(told) == {
        "source",
        "kind",
        "article",
        "comments",
        "comment_count",
        "comments_closed",
        "comments_elsewhere",
    }
    assert told["article"]["title"] == "The Lighthouse Goes Dark"
    assert told["article"]["byline"] == "Marta Quill"
    assert told["article"]["body_markdown"].count("\n\n") == 1
    assert {told["article"][name] for name in ("source", "published", "updated", "url")} == {None}
    assert told["comment_count"] == 2
    assert [comment["author"] for comment in told["comments"]] == [None, None]
    assert told["comments_closed"] is True
    assert told["comments_elsewhere"] is None


def test_the_address_of_a_file_can_be_given(files):
    done = files.run(
        "read", "--json", "--base-url", "https://town.example/saved/page.html", "page.html"
    )

    assert json.loads(done.stdout)["article"]["url"] == "https://town.example/bread"


@pytest.mark.parametrize("address", ["town.example", "file:///etc/passwd", ""])
def test_an_address_that_is_none_is_wrong_usage(files, address):
    done = files.run("read", "--base-url", address, "page.html")

    assert done.exit_code == 2
    assert done.stdout == ""


def test_without_json_it_shows_what_would_be_posted(files):
    done = files.run("read", "saved.txt", "feed.xml")

    assert done.exit_code == 0
    for shown in ("card", "part 1 of 1", "The Lighthouse Goes Dark", "invitation"):
        assert shown in done.stdout
    assert "2 comments" in done.stdout
    assert "Comments are closed there." in done.stdout
    assert "Island News: 1 entry" in done.stdout
    assert "A New Pier" in done.stdout


def test_without_json_what_failed_is_told_beside_what_was_read(files):
    done = files.run("read", "missing.html", "feed.xml")

    assert done.exit_code == 1
    assert "Island News" in done.stdout
    assert "missing.html" not in done.stdout
    assert "missing.html" in done.stderr
    assert "The file cannot be read (No such file or directory)." in done.stderr.replace("\n", " ")


def test_standard_input_is_given_once(files):
    done = files.run("read", "-", "-")

    assert done.exit_code == 2
    assert done.stdout == ""


def test_why_needs_a_record(shell):
    done = shell.run("read", "--why", "https://press.example/story")

    assert done.exit_code == 1
    assert "There is no record yet" in done.stderr


@pytest.mark.parametrize(
    "source",
    ["https://127.0.0.1/", "http://10.0.0.1/x", "ftp://example.org/x", "http://", "\0"],
)
async def test_an_address_that_may_not_be_fetched_is_a_sentence(source):
    told: list[Outcome] = []

    whole = await read_sources([source], None, told.append, Fetcher())

    assert not whole
    assert told[0].source == source
    assert told[0].error


async def test_a_page_on_the_web_is_read_with_its_address():
    async def answer(_request: web.BaseRequest) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/loaf?today"
    told: list[Outcome] = []

    whole = await read_sources([address], None, told.append, loopback_fetcher())
    await runner.cleanup()

    assert whole
    assert as_json(told[0])["source"] == address
    assert as_json(told[0])["article"]["title"] == "Bread Prices Fall"


def loopback_fetcher():
    return Fetcher(
        allow=lambda address: address == ip_address("127.0.0.1"),
        ports=range(1, 65536),
        pace=Pace(0),
    )


@pytest.mark.parametrize(
    "page",
    [
        ArticlePage(Article("A", [])),
        ArticlePage(Article("\x1b[2J", [Paragraph("\x1b]0;owned\x07 text \x9b5m")])),
        ArticlePage(Article("A", []), [PageComment("x")], 9, comments_elsewhere="Disqus"),
        ArticlePage(Article("A", [Paragraph("x")]), remarks=list(Remark)),
        Feed(None, []),
        Feed("\x1b[31m", [FeedEntry("1", "\x1b[2J", excerpt="\x07")]),
    ],
    ids=["empty", "commands to the terminal", "elsewhere", "remarks", "no entries", "feed"],
)
def test_nothing_outside_commands_the_terminal(page):
    console = Console(width=80, file=io.StringIO())

    show(Outcome("source\x1b[2J\udcff", page), console, Catalogue.load())

    shown = console.file.getvalue()
    assert not {"\x1b", "\x07", "\x9b", "\udcff"} & set(shown)


@pytest.mark.skipif(not SEED.exists(), reason=f"the sample page {SEED.name} is not there")
def test_the_sample_page_is_read_as_it_is(shell):
    done = shell.run("read", "--json", str(SEED))

    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert told["comment_count"] == len(told["comments"]) == 11
    assert told["comments_closed"] is True
    assert {comment["author"] for comment in told["comments"]} == {None}
    assert told["article"]["published"] is None
    assert len(told["article"]["images"]) == 3
