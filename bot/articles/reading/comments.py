"""Readers' comments on a page, in its order, with what each answers.

`comment_elements` finds them, `comment_fields` reads each from the pieces of the page that stand in
it. Systems that load comments by script are named instead (`comment_systems`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.articles.markdown import escape
from bot.articles.model import PageComment
from bot.articles.reading.blocks import Piece
from bot.articles.reading.characters import lines_kept
from bot.articles.reading.comment_elements import (
    comment_elements,
    depth_of,
    is_ping,
    says_comment,
)
from bot.articles.reading.comment_fields import Comment
from bot.articles.reading.comment_heading import comment_heading, says_closed
from bot.articles.reading.comment_parts import Elements
from bot.articles.reading.comment_systems import system_of
from bot.articles.reading.dates import machine_date, with_order
from bot.articles.reading.dom import HEADINGS, absolute, ancestors, names_of, tag_of
from bot.articles.reading.linked_data import Node, text_in, types_of

_FOR_COMMENTS = re.compile(
    r"comments|comment-title|commentlist|responses|respond|reacties|kommentare|comentarios"
)
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class FoundComments:
    """The comments of a page, the number that it states, and whether it takes no more.

    `elements` are those in which they stand.
    """

    comments: tuple[PageComment, ...] = ()
    stated: int | None = None
    closed: bool = False
    elsewhere: str | None = None
    elements: Container[HtmlElement] = frozenset()


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
    found = comment_elements(root)
    owners = _owners(root, found)
    first = next((at for at, piece in enumerate(pieces) if piece.element in owners), len(pieces))
    outside = [piece for piece in pieces if piece.element not in owners]
    stated = _stated(outside[:first], outside[first:], base)
    short = (piece.text for piece in _short(pieces) if piece.element in owners)
    read = _read(found, owners, pieces, base, with_order(language, short))
    if not any(map(says_comment, found)) and len(read) != stated and not _are_dated(read):
        read = {}  # other things have numbered anchors, too, as TYPO3's parts of a page
    if stated is not None and len(read) > stated:
        read = _counted(read, [number for number, one in enumerate(found) if is_ping(one)], stated)
    comments = _renumbered(read) or _from_nodes(nodes)
    return FoundComments(
        comments=comments,
        stated=stated,
        closed=any(says_closed(piece.text) for piece in _short(outside)),
        elsewhere=None if comments else system_of(root),
        elements=owners if read else frozenset(),
    )


def _owners(root: HtmlElement, found: Sequence[Elements]) -> dict[HtmlElement, int]:
    """For each element of and in a comment its number; a reply inside has its own."""
    owners = {part: number for number, elements in enumerate(found) for part in elements}
    for element in root.iter() if found else ():
        around = element.getparent()
        if element not in owners and around in owners:
            owners[element] = owners[around]
    return owners


def _read(
    found: Sequence[Elements],
    owners: Mapping[HtmlElement, int],
    pieces: Sequence[Piece],
    base: str | None,
    language: str | None,
) -> dict[int, PageComment]:
    """The comments that have a text, by number; `in_reply_to` is such a number, too."""
    own_parts, own_pieces = _own_parts(found, owners), _own_pieces(pieces, owners)
    parents = _parents(found, owners)
    read = {
        number: Comment(elements, own_parts[number], own_pieces[number]).read(
            base, language, parents[number]
        )
        for number, elements in enumerate(found)
    }
    return {number: comment for number, comment in read.items() if comment is not None}


def _are_dated(read: Mapping[int, PageComment]) -> bool:
    """Whether most say when they were written, as hardly anything but comments does."""
    return 2 * sum(one.published is not None for one in read.values()) > len(read)


def _counted(
    read: dict[int, PageComment], pings: Container[int], stated: int
) -> dict[int, PageComment]:
    """The comments that the heading counts, where leaving out other sites' links meets its number.

    Some themes count pingbacks, some do not; some print them without saying what they are.
    """
    people = {number: one for number, one in read.items() if number not in pings}
    signed = {number: one for number, one in people.items() if one.author or one.published}
    dated = {number: one for number, one in people.items() if one.published}
    return next((kept for kept in (people, signed, dated) if len(kept) == stated), read)


def _renumbered(read: Mapping[int, PageComment]) -> tuple[PageComment, ...]:
    """The comments, each naming the one that it answers by its place among them."""
    places = {number: place for place, number in enumerate(read)}
    return tuple(
        replace(one, in_reply_to=None if one.in_reply_to is None else places.get(one.in_reply_to))
        for one in read.values()
    )


def _own_parts(
    found: Sequence[Elements], owners: Mapping[HtmlElement, int]
) -> list[list[HtmlElement]]:
    """For each comment the elements of and in it, without the first and those of replies."""
    parts = [list(elements[1:]) for elements in found]
    heads = {part for elements in found for part in elements}
    for element, owner in owners.items():
        if element not in heads:
            parts[owner].append(element)
    return parts


def _own_pieces(
    pieces: Sequence[Piece], owners: Mapping[HtmlElement, int]
) -> Mapping[int, list[Piece]]:
    own: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if (owner := owners.get(piece.element)) is not None:
            own[owner].append(piece)
    return own


def _parents(found: Sequence[Elements], owners: Mapping[HtmlElement, int]) -> list[int | None]:
    """What each answers: the comment around it, else the last one that stands less deep."""
    depths = [depth_of(elements) for elements in found]
    parents: list[int | None] = []
    shallower: list[int] = []
    for number, elements in enumerate(found):
        while shallower and depths[shallower[-1]] >= depths[number]:
            shallower.pop()
        around = next((owners[outer] for outer in ancestors(elements[0]) if outer in owners), None)
        parents.append(around if around is not None else next(iter(shallower[-1:]), None))
        shallower.append(number)
    return parents


def _from_nodes(nodes: Sequence[Node]) -> tuple[PageComment, ...]:
    """Comments that only the page's data holds; one inside another answers it."""
    found = [node for node in nodes if "comment" in types_of(node) and _text_in(node)]
    places = {id(node): place for place, node in enumerate(found)}
    parents = {
        id(inner): places[id(node)]
        for node in found
        for inner in _listed(node.get("comment"))
        if id(inner) in places
    }
    return tuple(
        PageComment(
            text_markdown=escape(lines_kept(_text_in(node) or "")),
            author=text_in(node.get("author")),
            published=machine_date(text_in(node.get("dateCreated") or node.get("datePublished"))),
            in_reply_to=parents.get(id(node)),
        )
        for node in found
    )


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _text_in(node: Node) -> str | None:
    return text_in(node.get("text") or node.get("description"))


def _stated(above: Sequence[Piece], below: Sequence[Piece], base: str | None) -> int | None:
    """The number in the heading nearest above the first comment, else in the last one below."""
    for pieces in (above, below):
        for piece in reversed(list(_short(pieces))):
            heading = comment_heading(piece.text)
            if heading is None or heading.count is None or _is_of_other(piece, base):
                continue
            if _is_over_comments(piece.element):
                return heading.count
    return None


def _is_of_other(piece: Piece, base: str | None) -> bool:
    """Whether a count of comments is a link to those of another page, as in a list of stories."""
    if base is None or piece.linked <= 0.5:
        return False
    around = (piece.element, *islice(ancestors(piece.element), 3))
    links = [part for part in (*around, *piece.element.iter("a")) if part.get("href")]
    targets = (urlsplit(absolute(link.get("href"), base) or "") for link in links)
    here = urlsplit(base).path.rstrip("/")
    return any(
        _FOR_COMMENTS.search(target.fragment) and target.path.rstrip("/") != here
        for target in targets
    )


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
