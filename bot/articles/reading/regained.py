"""What extraction left out of a text, brought back: paragraphs, quotations, whole chunks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from bot.articles.model import Heading, Paragraph, Quote
from bot.articles.reading.blocks import Piece
from bot.articles.reading.dom import ancestors, tag_of
from bot.articles.reading.furniture import frames_of, is_aside

# Letters and digits of a paragraph that is surely prose.
_PROSE = 60


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
    further = _chunks(pieces, places, parents)
    last = max([places[-1], *further])
    parents |= {pieces[place].element.getparent() for place in further}
    return [
        piece
        for piece in pieces[places[0] : last + 1]
        if id(piece) in kept
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


def _signature(element: HtmlElement | None) -> tuple[str, ...] | None:
    """What elements of one kind share: names and classes, their own and around; None without."""
    if element is None or not element.get("class"):
        return None
    around = [element, *islice(ancestors(element), 2)]
    return tuple(f"{tag_of(part)} {part.get('class') or ''}" for part in around)


def _is_of_their_kind(
    piece: Piece, parents: set[HtmlElement | None], frames: frozenset[HtmlElement]
) -> bool:
    match piece.block:
        case Quote():
            return bool(piece.key)
        case Paragraph(markdown):
            is_formula = markdown[:1] == markdown[-1:] == "`"
            is_prose = is_formula or (len(piece.key) > _PROSE - 20 and not piece.embedded)
        case Heading():
            is_prose = True
        case _:
            return False
    beside = piece.element.getparent() in parents
    return is_prose and beside and piece.linked <= 0.5 and not is_aside(piece.element, frames)
