"""What reading a page of 100 kB costs on top of what trafilatura itself takes for it.

The pages are written here: a news page with much around its article, a weblog with comments, and
one long article with little around it. Times are the processor's, the least of several
rounds, so that other work on the machine counts little.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator

import trafilatura

from bot.articles.reading.page import read_page

SIZE = 100_000  # bytes of each page
AT_MOST = 60  # milliseconds on top of trafilatura's own
ROUNDS = 7
URL = "https://post.example/2021/05/harbour"
TEXT = (
    "the harbour froze on Monday and by noon children had found their skates while a ferry "
    "waited for ice to break near its berth which nobody in town could remember seeing before "
    "council members said that bridge repairs would cost more than planned because steel rose"
)
WORDS = TEXT.split()
Row = tuple[str, str]


def run() -> Iterator[Row]:
    """Rows of figures: what was measured, and how much it came to."""
    read_page(_page(_article(5), ""), url=URL)  # what is made at first use is not counted
    for name, page in pages().items():
        whole, bare = _least(lambda page=page: read_page(page, url=URL)), _least_bare(page)
        yield (
            f"{name}, {len(page) // 1000} kB",
            f"{whole:.0f} ms, {whole - bare:.0f} ms (at most {AT_MOST}) on top of "
            f"trafilatura's {bare:.0f} ms",
        )


def pages() -> dict[str, str]:
    """Pages of `SIZE` by what is typical of them."""
    return {
        "a news page": _filled(_page(_article(30), _teasers(80)), _script),
        "a weblog with comments": _filled(_page(_article(12), ""), _comment),
        "a long article": _filled(_page("", ""), lambda _, choose: _paragraph(choose, 80)),
    }


def _page(inside: str, around: str) -> str:
    data = {"@type": "NewsArticle", "headline": "The Harbour Freezes", "author": {"name": "Ana"}}
    return (
        "<!DOCTYPE html><html lang='en'><head><title>The Harbour Freezes</title>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head><body>"
        f"<nav><ul>{''.join(f'<li><a href=/{at}>Section {at}</a></li>' for at in range(40))}</ul>"
        f"</nav><article><h1>The Harbour Freezes</h1>{inside}<!-- more --></article>"
        f"<aside class='related'>{around}</aside></body></html>"
    )


def _filled(page: str, more: Callable[[int, random.Random], str]) -> str:
    """A page with as much more inside its article as makes it `SIZE`."""
    choose = random.Random(5)
    parts: list[str] = []
    length = len(page)
    while length < SIZE:
        parts.append(more(len(parts), choose))
        length += len(parts[-1])
    return page.replace("<!-- more -->", "".join(parts))


def _article(paragraphs: int) -> str:
    choose = random.Random(4)
    picture = "<figure><img src='/ice.jpg'><figcaption>Ice at the berth.</figcaption></figure>"
    return picture + "".join(_paragraph(choose, 60) for _ in range(paragraphs))


def _paragraph(choose: random.Random, words: int) -> str:
    first, second = (" ".join(choose.choices(WORDS, k=words // 2)) for _ in range(2))
    return f"<p>{first}, <a href='/more'>as was said</a>, <em>{second}</em>.</p>\n"


def _teasers(count: int) -> str:
    choose = random.Random(3)
    titles = (" ".join(choose.choices(WORDS, k=9)) for _ in range(count))
    links = (f"<a href='/x'><h3>{title}</h3><img src=/x.jpg></a>" for title in titles)
    return "".join(f"<div>{link}</div>" for link in links)


def _script(number: int, choose: random.Random) -> str:
    return f"<script>var data{number} = {[choose.random() for _ in range(40)]};</script>"


def _comment(number: int, choose: random.Random) -> str:
    return (
        f"<li class='comment depth-1' id='comment-{number}'><div class='comment-author'>"
        f"<b class='fn'>Reader {number}</b> <span class='says'>says:</span></div>"
        f"<time datetime='2021-05-03T10:{number % 60:02}:00Z'>3 May 2021</time>"
        f"<div class='comment-content'>{_paragraph(choose, 40)}</div>"
        f"<a class='comment-reply-link' href='#r'>Reply</a></li>"
    )


def _least_bare(page: str) -> float:
    return _least(lambda: trafilatura.bare_extraction(page))


def _least(work: Callable[[], object]) -> float:
    """Milliseconds of the quickest of some rounds."""
    return min(_timed(work) for _ in range(ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1e3
