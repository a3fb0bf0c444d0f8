"""Pages of our own, and where samples are."""

from __future__ import annotations

from pathlib import Path

from bot.articles.model import (
    ArticlePage,
)
from bot.articles.reading.page import read_page

SAMPLES = Path(__file__).parent / "samples"


URL = "https://post.example/2021/05/tram-opens?utm_source=feed"


PROSE = (
    "The harbour froze on Monday for the first time in sixty years, and by noon the children had "
    "found their skates, their sledges and, in one case, a door."
)


MORE = (
    "Nobody was hurt, though the ferry company asked everybody to keep a hundred metres away from "
    "its berth, which everybody promised and nobody did."
)


def page_of(body: str, head: str = "<title>The Harbour Freezes</title>") -> ArticlePage:
    """What is read of a page whose article has this inside."""
    html = f"<html lang='en'><head>{head}</head><body><article>{body}</article></body></html>"
    return read_page(html, url="https://post.example/harbour")


def article_of(inside: str) -> ArticlePage:
    """What is read where this stands between two paragraphs."""
    return page_of(f"<h1>The Harbour Freezes</h1><p>{PROSE}</p>{inside}<p>{MORE}</p>")


def page_with(comments: str) -> ArticlePage:
    """What is read where these comments stand below the article."""
    return read_page(
        "<html lang='en'><head><title>The Harbour Freezes</title></head><body><article>"
        f"<h1>The Harbour Freezes</h1><p>{PROSE}</p><p>{PROSE} Again.</p></article>"
        f"<div id='comments'>{comments}</div></body></html>"
    )


def told(number: int) -> str:
    """A paragraph like no other."""
    return f"The council said that salt for {number} flights of steps would be at the quay by noon."
