"""What bytes turn out to be, and what is refused."""

from __future__ import annotations

import contextlib
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.articles.model import ArticlePage, Feed
from bot.articles.reading.errors import NotAnArticle, ReadingError, Unreadable
from bot.articles.reading.source import LARGEST, read_source

SAMPLES = Path(__file__).parent / "samples"
PROSE = "The harbour froze on Monday, and by noon the children had found their skates and a door. "


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (f"<!DOCTYPE html><title>Ice</title><p>{PROSE * 3}</p>", None),
        (f"<p>{PROSE * 3}</p>", "text/html; charset=utf-8"),
        (f"Ice\n\n{PROSE * 3}", None),
        (f"Ice\n\nOne <b>tag</b> is no page. {PROSE * 3}", "text/plain"),
        (f"\ufeff<html><body><h1>Ice</h1><p>{PROSE * 3}</p></body></html>", None),
        (f"<html><h1>Ice</h1><pre>&lt;rss version='2'></pre><p>{PROSE * 3}</p></html>", None),
    ],
)  # fmt: skip
def test_pages_and_saved_text_are_recognised(data: str, content_type: str | None) -> None:
    found = read_source(data.encode(), url=None, content_type=content_type)

    assert isinstance(found, ArticlePage)
    assert any("harbour froze" in getattr(block, "markdown", "") for block in found.article.body)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x00" * 50, "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (bytes(range(256)) * 20, "binary"),
        (b"a" * (LARGEST + 1), "too-big"),
        (b"<html></html>", "no-text"),
        (b"<!-- nothing -->" * 3, "no-text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason_and_a_way_out(
    data: bytes, reason: str
) -> None:
    with pytest.raises(ReadingError) as refused:
        read_source(data)

    assert refused.value.reason == reason
    assert len(str(refused.value).split(". ")) >= 2


def test_errors_and_results_travel_between_processes() -> None:
    page = read_source((SAMPLES / "wordpress.html").read_bytes())
    error = Unreadable("too-big", megabytes=6, limit=5)

    same, again = pickle.loads(pickle.dumps(page)), pickle.loads(pickle.dumps(error))  # noqa: S301 # our own bytes

    assert same == page
    assert type(again) is Unreadable
    assert (again.reason, again.arguments, str(again)) == (
        error.reason,
        error.arguments,
        str(error),
    )


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (f"<html><head><meta charset='utf-8'></head><p>Café. {PROSE * 3}".encode(), None),
        (f"<html><p>Café. {PROSE * 3}".encode("cp1252"), "text/html; charset=iso-8859-1"),
        (f"<html><meta charset='windows-1251'><p>Café. {PROSE * 3}".encode(), None),
        (f"<html><p>Café. {PROSE * 3}".encode("utf-16"), "text/html"),
        (f"<html><p>Café. {PROSE * 3}".encode() + b"<p>\xff\xfe</p>", None),
    ],
)
def test_text_is_decoded_as_its_bytes_say(data: bytes, content_type: str | None) -> None:
    found = read_source(data, content_type=content_type)

    assert isinstance(found, ArticlePage)
    assert "Café" in found.article.body[0].markdown  # type: ignore[union-attr] # a paragraph


ALPHABET = st.sampled_from(
    [
        *(b"<", b">", b"p", b"<p>", b"</p>", b"<li>", b"<h1>", b"<table><tr><td>", b"</script>"),
        *(b"<div class=comment id=comment-1>", b"<rss><channel><item>", b"<feed>", b'{"items":['),
        *(b"&amp;", b"&#x0;", b"\xff", b"\x00", b" ", b"\n", b"By Ana", b"2 comments\n"),
        *(b"<a href='http://[x'>", b"<img src=x>", b"May 3, 2021", b"text. " * 9),
        b'<script type=application/ld+json>{"@type":"Article"',
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ALPHABET, max_size=60).map(b"".join) | st.binary(max_size=500))
def test_arbitrary_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    outcome: object
    try:
        outcome = read_source(data, url="https://post.example/a")
    except ReadingError as refused:
        outcome = refused

    assert isinstance(outcome, (ArticlePage, Feed, ReadingError))


UNITS = (
    *("<div>", "<b><i>", "<ul><li>", "<table><tr><td>", "<blockquote>", "[", "*_`|"),
    *("<a href=x>", "1. ", "a " * 9),
)


@pytest.mark.parametrize("unit", UNITS)
def test_hostile_repetition_stays_within_seconds(unit: str) -> None:
    data = f"<html><p>{PROSE * 3}</p>{unit * 4000}</html>".encode()
    began = time.monotonic()

    with contextlib.suppress(NotAnArticle):
        read_source(data)

    assert time.monotonic() - began < 10
