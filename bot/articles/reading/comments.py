"""Readers' comments on a page, in its order, with what each answers.

A comment is an element that says so (`_is_one`); wrappers of one comment are one. Systems that
load comments by script are named instead (`comment_systems`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from bot.articles.markdown import escape
from bot.articles.model import PageComment
from bot.articles.reading.blocks import Piece, text_of_block
from bot.articles.reading.characters import lines_kept
from bot.articles.reading.comment_fields import Comment
from bot.articles.reading.comment_heading import comment_heading, says_closed
from bot.articles.reading.comment_systems import system_of
from bot.articles.reading.dates import machine_date
from bot.articles.reading.dom import HEADINGS, ancestors, find, names_of, tag_of
from bot.articles.reading.linked_data import Node, text_in, types_of

_NUMBERED = re.compile(r"(?:li-|div-|wpd-)?comm(?:ent)?-?_?(\d+)(?:_\d+)?")
_BLOGGER = re.compile(r"c(\d{5,})")
_CLASSES = frozenset(
    {
        "comment",
        "pingback",
        "trackback",
        "wpd-comment",
        "u-comment",
        "h-cite",
        "comment-item",
        "wc-comment",
    }
)
_DEPTH = re.compile(
    r"\s(?:depth-|comment-depth-|level-|wpd_comment_level-|comment-level-)(\d{1,2})\s"
)
_FOR_COMMENTS = re.compile(
    r"comments|comment-title|commentlist|responses|respond|reacties|kommentare|comentarios"
)
_CANDIDATES = (
    "//*[self::li or self::div or self::article or self::section or self::dt or self::tr]"
    "[@class or @id or @itemtype]"
)
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class FoundComments:
    """The comments of a page, the number that it states, and whether it takes no more."""

    comments: tuple[PageComment, ...] = ()
    stated: int | None = None
    closed: bool = False
    elsewhere: str | None = None


def read_comments(
    root: HtmlElement,
    pieces: Sequence[Piece],
    base: str | None,
    *,
    language: str | None,
    nodes: Sequence[Node] = (),
) -> FoundComments:
    """The comments in the page's markup, else in its JSON-LD (`nodes`).

    `pieces` are the page's; among them are the heading and the line that closes the comments.
    """
    elements = _elements(root)
    stated = _stated(pieces, frozenset(elements))
    comments = _read(elements, base, language) or _from_nodes(nodes)
    if stated is not None and len(comments) != stated:
        # Some sites count pingbacks, some do not: the heading's number tells.
        people = _read([part for part in elements if not _is_ping(part)], base, language)
        comments = people if len(people) == stated else comments
    return FoundComments(
        comments=comments,
        stated=stated,
        closed=any(says_closed(text_of_block(piece.block)) for piece in _short(pieces)),
        elsewhere=None if comments else system_of(root),
    )


def _elements(root: HtmlElement) -> list[HtmlElement]:
    """The element of each comment, the outermost where several are wrapped around one."""
    numbers: dict[HtmlElement, str | None] = {}
    for element in find(root, _CANDIDATES):
        if not _is_one(element):
            continue
        number = _number(element)
        around = next((outer for outer in ancestors(element) if outer in numbers), None)
        if around is not None and _is_same(element, number, around, numbers[around]):
            numbers[around] = numbers[around] or number
        else:
            numbers[element] = number
    return list(numbers)


def _is_one(element: HtmlElement) -> bool:
    kind = element.get("itemtype") or ""
    if "schema.org/Comment" in kind or "UserComments" in kind:
        return True
    classes = set((element.get("class") or "").lower().split())
    marked = bool(classes & _CLASSES)
    numbered = _number(element) is not None
    if tag_of(element) == "dt":
        return numbered and (marked or "comment-author" in classes)
    deep = _DEPTH.search(names_of(element).replace(" ", "  ")) is not None
    return numbered or (marked and (deep or _has_parts(element)))


def _number(element: HtmlElement) -> str | None:
    """The number in its id; Blogger's bare *c123* counts only where the class says comment."""
    name = (element.get("id") or "").lower()
    match = _NUMBERED.fullmatch(name)
    if match is None and "comment" in (element.get("class") or "").lower():
        match = _BLOGGER.fullmatch(name)
    return match[1] if match else None


def _has_parts(element: HtmlElement) -> bool:
    """A comment without a number has somebody who wrote it and a text."""
    names = " ".join(
        (part.get("class") or "").lower() for part in find(element, ".//*[@class]")[:60]
    )
    has_author = re.search(r"author|user|\bname\b|vcard|\bfn\b|cite|h-card", names) is not None
    has_text = re.search(r"content|text|body|message|e-content|entry", names) is not None or bool(
        find(element, ".//p")
    )
    return has_author and has_text


def _is_same(
    element: HtmlElement, number: str | None, around: HtmlElement, around_number: str | None
) -> bool:
    """Whether an element inside another is that same comment and not a reply to it."""
    if number is not None and around_number is not None:
        return number == around_number
    lists = ("ol", "ul", "dl")
    for between in ancestors(element):
        if between is around:
            return True
        if tag_of(between) in lists or re.search(
            r"\s(?:children|replies|indented|wpd-replies)\s", names_of(between)
        ):
            return False
    return True


def _is_ping(element: HtmlElement) -> bool:
    return bool(set((element.get("class") or "").lower().split()) & {"pingback", "trackback"})


def _read(
    elements: Sequence[HtmlElement], base: str | None, language: str | None
) -> tuple[PageComment, ...]:
    owners = frozenset(elements)
    parents = _parents(elements)
    read: list[PageComment] = []
    places: dict[int, int] = {}
    for number, element in enumerate(elements):
        parent = parents[number]
        answered = None if parent is None else places.get(parent)
        comment = Comment(element, owners).read(base, language, answered)
        if comment is not None:
            places[number] = len(read)
            read.append(comment)
    return tuple(read)


def _parents(elements: Sequence[HtmlElement]) -> list[int | None]:
    """What each answers: the comment around it, else the last one that stands less deep."""
    places = {element: number for number, element in enumerate(elements)}
    depths = [_depth(element) for element in elements]
    parents: list[int | None] = []
    for number, element in enumerate(elements):
        around = next((places[outer] for outer in ancestors(element) if outer in places), None)
        earlier = (other for other in range(number - 1, -1, -1) if depths[other] < depths[number])
        parents.append(around if around is not None else next(earlier, None))
    return parents


def _depth(element: HtmlElement) -> int:
    """How deep a comment says that it stands; Drupal sets replies in with a wrapper."""
    match = _DEPTH.search(names_of(element).replace(" ", "  "))
    if match:
        return int(match[1])
    return 1 + sum("indented" in names_of(around).split() for around in ancestors(element))


def _from_nodes(nodes: Sequence[Node]) -> tuple[PageComment, ...]:
    """Comments that only the page's data holds, without what they answer."""
    found = [node for node in nodes if "comment" in types_of(node)]
    return tuple(
        PageComment(
            text_markdown=escape(lines_kept(text)),
            author=text_in(node.get("author")),
            published=machine_date(text_in(node.get("dateCreated") or node.get("datePublished"))),
        )
        for node in found
        if (text := text_in(node.get("text") or node.get("description")))
    )


def _stated(pieces: Sequence[Piece], comments: frozenset[HtmlElement]) -> int | None:
    """The number in the heading nearest above the first comment, or in any where there is none."""
    above: int | None = None
    for piece in _short(pieces):
        inside = any(around in comments for around in (piece.element, *ancestors(piece.element)))
        if inside and above is not None:
            return above
        heading = None if inside else comment_heading(text_of_block(piece.block))
        if heading and heading.count is not None and _is_over_comments(piece.element):
            above = heading.count
    return above


def _is_over_comments(part: HtmlElement) -> bool:
    """A heading, or a line in the part of the page that is for comments; not a link in a list."""
    around = [part, *ancestors(part)]
    if any(tag_of(element) in ("nav", "aside") for element in around):
        return False
    return tag_of(part) in HEADINGS or any(
        _FOR_COMMENTS.search(names_of(near)) for near in around[:4]
    )


def _short(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces of one short line, which may speak of the comments."""
    return (piece for piece in pieces if 0 < len(piece.key) <= _LONGEST_LINE)
