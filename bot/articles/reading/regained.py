"""What extraction left out of a text, brought back: paragraphs, quotations, whole chunks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from bot.articles.model import Heading, ListItem, Paragraph, Quote
from bot.articles.reading.blocks import Piece
from bot.articles.reading.dom import ancestors, names_of, tag_of
from bot.articles.reading.furniture import frames_of, is_aside

# Letters and digits of a paragraph that is surely prose.
_PROSE = 60
# Pieces between the first heading and the text under it, such as a time and a name.
_REACH = 3
_NOTE_DEPTH, _LIST_DEPTH = 4, 8
_CALLOUT = re.compile(r"\s(?:[\w-]+-)?(?:callout|admonition)(?:-card|-block)?\s")
_NOTES = re.compile(
    r"\sfootnotes?(?:[-_](?:list|section|area))?\s|\swp-block-footnotes\s|\sendnotes\s"
)


def with_regained(pieces: Sequence[Piece], chosen: Sequence[Piece]) -> list[Piece]:
    """The chosen pieces, and what was left out between them that is of their kind.

    Measured on public corpora: between the first and the last chosen piece, quotations and those
    paragraphs and headings without links that stand beside chosen paragraphs are the article's
    four times in five.
    """
    kept = {id(piece) for piece in chosen}
    places = [place for place, piece in enumerate(pieces) if id(piece) in kept]
    if not places:
        return list(chosen)
    keys = {piece.key for piece in chosen}
    frames = frames_of(chosen)
    parents = {piece.element.getparent() for piece in chosen if len(piece.key) > _PROSE}
    further = [*_chunks(pieces, places, parents), *_notes(pieces, places[-1])]
    last = max([places[-1], *further])
    first = _first(pieces, places[0], last)
    parents |= {pieces[place].element.getparent() for place in further}
    return [
        piece
        for piece in pieces[first : last + 1]
        if id(piece) in kept
        or _is_note(piece)
        or (piece.key not in keys and _is_of_their_kind(piece, parents, frames))
    ]


def _chunks(
    pieces: Sequence[Piece], places: Sequence[int], parents: set[HtmlElement | None]
) -> list[int]:
    """The places of prose below the chosen text in elements just like those that hold it.

    Some sites part a text into several elements, with an advertisement between; trafilatura
    takes the first. The next article on the page begins with a heading of its own.
    """
    alike = {_signature(parent) for parent in parents} - {None}
    found: list[int] = []
    for place in range(places[-1] + 1, len(pieces) if alike else 0):
        piece = pieces[place]
        if tag_of(piece.element) == "h1":
            break
        is_prose = isinstance(piece.block, Paragraph) and len(piece.key) > _PROSE
        if is_prose and piece.linked <= 0.5 and _signature(piece.element.getparent()) in alike:
            found.append(place)
    return found


def _first(pieces: Sequence[Piece], first: int, last: int) -> int:
    """The place of a heading close above the text where its other parts have such headings, too."""
    kinds = {
        (tag_of(piece.element), _signature(piece.element.getparent()))
        for piece in pieces[first : last + 1]
        if isinstance(piece.block, Heading) and piece.linked <= 0.5
    }
    for place in range(first - 1, max(-1, first - _REACH - 1), -1):
        element = pieces[place].element
        if (tag_of(element), _signature(element.getparent())) in kinds:
            return place
    return first


def _notes(pieces: Sequence[Piece], last: int) -> list[int]:
    """The places of the notes at the foot of the text."""
    return [place for place in range(last + 1, len(pieces)) if _is_note(pieces[place])]


def _is_note(piece: Piece) -> bool:
    around = (piece.element, *islice(ancestors(piece.element), _NOTE_DEPTH))
    return any(_NOTES.search(names_of(part)) for part in around)


def _signature(element: HtmlElement | None) -> tuple[str, ...] | None:
    """What elements of one kind share: names and classes, their own and around; None without."""
    if element is None or not element.get("class"):
        return None
    around = [element, *islice(ancestors(element), 2)]
    return tuple(f"{tag_of(part)} {part.get('class') or ''}" for part in around)


def _holder(piece: Piece) -> HtmlElement:
    """What stands among paragraphs: the piece's element, of an item the outermost list or table.

    A box for a remark, as editors of Ghost, Notion or Obsidian set in, stands for what is in it.
    """
    holder = piece.element
    for around in (holder, *islice(ancestors(holder), _REACH)):
        if _CALLOUT.search(names_of(around)):
            return around
    if isinstance(piece.block, ListItem):
        for around in islice(ancestors(piece.element), _LIST_DEPTH):
            if tag_of(around) in ("ul", "ol", "table"):
                holder = around
    return holder


def _is_of_their_kind(
    piece: Piece, parents: set[HtmlElement | None], frames: frozenset[HtmlElement]
) -> bool:
    match piece.block:
        case Quote():
            return bool(piece.key)
        case Paragraph(markdown):
            is_formula = markdown[:1] == markdown[-1:] == "`"
            is_long = len(piece.key) > _PROSE - 20 or _CALLOUT.search(names_of(_holder(piece)))
            is_prose = is_formula or (bool(is_long) and not piece.embedded)
        case Heading() | ListItem():
            is_prose = True
        case _:
            return False
    beside = _holder(piece).getparent() in parents
    return is_prose and beside and piece.linked <= 0.5 and not is_aside(piece.element, frames)
