"""A page saved as plain text, by a text browser or by hand: title, byline, body, comments.

`saved_lines` leaves out what the program that saved the page put in. Then the page is read from its
top: title, then byline and date, then the body up to the heading of the comments
(`comment_heading`), then the comments (`saved_comments`). Nothing is stated about addresses,
pictures' sources or the language, so these stay None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.articles.model import Article, ArticlePage, Block, Picture
from bot.articles.reading.bylines import byline_of
from bot.articles.reading.characters import comparable, one_line
from bot.articles.reading.comment_heading import comment_heading, says_closed
from bot.articles.reading.dates import written_date
from bot.articles.reading.errors import NotAnArticle
from bot.articles.reading.excerpts import excerpt_of
from bot.articles.reading.phrases import is_line
from bot.articles.reading.saved_body import body_blocks, is_prose
from bot.articles.reading.saved_comments import read_comments
from bot.articles.reading.saved_lines import is_site, saved_lines

_LONGEST_DATE_LINE = 80


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    byline: str | None
    published: datetime | None
    lines: int


def read_saved_text(text: str, *, url: str | None = None) -> ArticlePage:
    """The article and comments of a page saved as plain text.

    Raises NotAnArticle where there is a title but no text, or nothing at all.
    """
    lines = saved_lines(text)
    title = one_line(next((line for line in lines if line.strip()), ""))
    split, stated = _comments_start(lines, title)
    head = _head(lines[:split])
    body = body_blocks(_without_closing(lines[head.lines : split]), title=head.title)
    if not body:
        raise NotAnArticle("no-text" if title else "empty")
    comments = read_comments(lines[split + 1 :], stated)
    return ArticlePage(
        article=_article(head, body, url),
        comments=comments,
        comment_count=len(comments) if stated is None else stated,
        comments_closed=any(says_closed(line) for line in lines),
    )


def _article(head: _Head, body: Sequence[Block], url: str | None) -> Article:
    return Article(
        title=head.title,
        body=tuple(body),
        byline=head.byline,
        published=head.published,
        url=url,
        images=tuple(block for block in body if isinstance(block, Picture)),
        excerpt=excerpt_of(body),
    )


def _comments_start(lines: Sequence[str], title: str) -> tuple[int, int | None]:
    """The line of the comments' heading and the number it states; the end where there is none.

    A count above the body (a link to the comments) is not their heading.
    """
    prose = False
    for number, line in enumerate(lines):
        heading = comment_heading(line, title=title) if prose else None
        if heading:
            return number, heading.count
        prose = prose or is_prose(line)
    return len(lines), None


def _head(lines: Sequence[str]) -> _Head:
    """The title and the lines under it that name authors or date; prose ends the head."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    title, used = _title(lines, first)
    byline: str | None = None
    published: datetime | None = None
    for number in range(used, len(lines)):
        line = lines[number].strip(" *_")
        names = byline_of(line) if byline is None else None
        date = written_date(line) if len(line) <= _LONGEST_DATE_LINE or names else None
        repeated = comparable(line) == comparable(title)
        if line and not (names or date or repeated or _is_head_furniture(line)):
            break
        byline, published = byline or names, published or date
        used = number + 1
    return _Head(title, byline, published, used)


def _title(lines: Sequence[str], first: int) -> tuple[str, int]:
    """The title, joined where it was wrapped, and the number of the line after it."""
    parts = [lines[first].strip().lstrip("# ")] if lines else [""]
    number = first + 1
    while (
        number < len(lines)
        and (line := lines[number].strip())
        and len(parts[-1]) > 50
        and not (byline_of(line) or written_date(line) or is_prose(line))
    ):
        parts.append(line)
        number += 1
    return one_line(" ".join(parts)), number


def _is_head_furniture(line: str) -> bool:
    return (
        is_site(line)
        or is_line("furniture", line)
        or comment_heading(line) is not None
        or is_line("write", line)
    )


def _without_closing(lines: Sequence[str]) -> list[str]:
    """The body's lines; that commenting is over is no part of them."""
    return [line for line in lines if not says_closed(line)]
