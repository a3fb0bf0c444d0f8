"""The posts of a running report, each under the time at which it was written.

Such a page is a list of elements of one kind, each with a `<time>` above its text, which extraction
leaves out: posts would run into each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from lxml.html import HtmlElement

from bot.articles.markdown import escape
from bot.articles.model import Block, Heading, Paragraph
from bot.articles.reading.blocks import Piece
from bot.articles.reading.characters import comparable, one_line
from bot.articles.reading.dom import ancestors, tag_of, text_of
from bot.articles.reading.phrases import found_in

# Fewer are an article with a date at its head and one at its foot.
_FEWEST = 3
_LONGEST = 40
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:.h]|時)\d{2}(?!\d)")
_CLOCK_OF_MACHINE = re.compile(r"\d{4}-\d{2}-\d{2}[T ](\d{2}:\d{2})")


def with_times_of_posts(
    pieces: Sequence[Piece], own: Sequence[Piece], root: HtmlElement
) -> list[Piece]:
    """The article's text, `own`, with the times and headings of its posts where it has any.

    `pieces` are all of the page.
    """
    size = sum(len(piece.key) for piece in own)
    for times in _times_of_posts(root):
        around = ((piece, _post_of(piece.element, times)) for piece in own)
        posts = {id(piece): post for piece, post in around if post is not None}
        told = sum(len(piece.key) for piece in own if id(piece) in posts)
        if len(set(posts.values())) >= _FEWEST and told > size / 2:
            return list(_told(own, posts, times, _headings(pieces, times)))
    return list(own)


def _told(
    own: Sequence[Piece],
    posts: Mapping[int, HtmlElement],
    times: Mapping[HtmlElement, str],
    headings: Mapping[HtmlElement, Piece],
) -> Iterator[Piece]:
    begun: set[HtmlElement] = set()
    for piece in own:
        post = posts.get(id(piece))
        if post is None or post in begun:
            yield piece
            continue
        begun.add(post)
        heading = headings.get(post)
        if heading is None or piece is heading:
            yield from _under(piece, times[post])
        else:
            yield from _under(heading, times[post])
            yield piece


def _under(piece: Piece, time: str) -> Iterator[Piece]:
    """A post's first piece with its time: in its heading, or above its text."""
    if comparable(time) in piece.key:
        yield piece
    elif isinstance(piece.block, Heading):
        text = f"{time} · {piece.text}"
        block: Block = Heading(piece.block.level, f"{escape(time)} · {piece.block.markdown}")
        yield replace(piece, block=block, text=text, key=comparable(text))
    else:
        yield Piece(Paragraph(f"**{escape(time)}**"), piece.element, time, comparable(time))
        yield piece


def _times_of_posts(root: HtmlElement) -> Iterator[Mapping[HtmlElement, str]]:
    """For each list of elements of one kind with times: these, and the time that readers see."""
    kinds: defaultdict[object, dict[HtmlElement, str]] = defaultdict(dict)
    for time in root.iter("time"):
        if label := _label(time):
            for around in takewhile(_may_be_post, ancestors(time)):
                kind = (around.getparent(), tag_of(around), around.get("class"))
                kinds[kind].setdefault(around, label)
    yield from (times for times in kinds.values() if len(times) >= _FEWEST)


def _may_be_post(element: HtmlElement) -> bool:
    return tag_of(element) not in ("body", "html", "main")


def _label(time: HtmlElement) -> str | None:
    """*21:22*, *9.15pm BST*: a short text with a time of day; else that for machines."""
    text = one_line(text_of(time))
    clock = _CLOCK.search(text)
    if clock and len(text) <= _LONGEST:
        return clock[0] if found_in("ago", text) else text
    told = _CLOCK_OF_MACHINE.match(time.get("datetime") or "")
    return told[1] if told and (not text or found_in("ago", text)) else None


def _post_of(element: HtmlElement, times: Mapping[HtmlElement, str]) -> HtmlElement | None:
    return next((around for around in (element, *ancestors(element)) if around in times), None)


def _headings(
    pieces: Sequence[Piece], times: Mapping[HtmlElement, str]
) -> Mapping[HtmlElement, Piece]:
    """The heading of each post that begins with one; times and names above it are short."""
    first: dict[HtmlElement, Piece] = {}
    for piece in pieces:
        if isinstance(piece.block, Heading) or len(piece.key) > _LONGEST:
            post = _post_of(piece.element, times)
            if post is not None:
                first.setdefault(post, piece)
    return {
        post: piece
        for post, piece in first.items()
        if isinstance(piece.block, Heading) and piece.linked <= 0.5
    }
