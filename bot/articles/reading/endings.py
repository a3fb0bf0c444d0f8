"""What sites put right above and under a text.

Above it the section and the title once more, under it the author's introduction, an agency's
sign, ways on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.articles.model import Heading, ListItem, Paragraph, Picture, Quote, Rule
from bot.articles.reading.blocks import Piece
from bot.articles.reading.characters import one_line

# As in: (dpa/fme) AFP RIRM
_SIGN = re.compile(r"\W{0,2}(?:[A-Z]{2,8}|[A-Za-z]{2,8}(?:\s?[/,]\s?[A-Za-z]{2,8}){1,3})\W{0,2}")
# How many pieces from the end such things may reach.
_REACH = 4
_PROSE = 120
# Letters and digits of a section's name, at most, and of a part of the title, at least.
_SECTION = 20
_PART = 12


def without_opening(pieces: Sequence[Piece], title: str) -> list[Piece]:
    """The pieces without a section's name and parts of the `title` (as a key) above the text."""
    start = next((place for place, piece in enumerate(pieces) if _is_prose(piece)), 0)
    head = [piece for piece in pieces[:start] if not _is_opening(piece, title)]
    return [*head, *pieces[start:]]


def _is_prose(piece: Piece) -> bool:
    return len(piece.key) > _PROSE and isinstance(piece.block, (Paragraph, Quote))


def _is_opening(piece: Piece, title: str) -> bool:
    text = piece.text.strip()
    match piece.block:
        case Heading():
            longest = len(title) + _SECTION  # the site's name beside it
            names_site = bool(title) and title in piece.key and len(piece.key) <= longest
            return names_site or (len(piece.key) >= _PART and piece.key in title)
        case Paragraph() | ListItem():
            is_name = len(text.split()) <= 2 and len(piece.key) <= _SECTION
            return is_name and text[-1:].isalnum() and not piece.embedded
        case _:
            return False


def without_ending(pieces: Sequence[Piece], names: frozenset[str]) -> list[Piece]:
    """The pieces without what follows the text; `names` are the authors' as comparable keys."""
    end = len(pieces)
    while end > 1 and _is_ending(pieces[end - 1]):
        end -= 1
    if sum(bool(piece.key) for piece in pieces[end:]) > _REACH:  # a list that is the article's
        end = len(pieces)
    ending = [piece for piece in pieces[end:] if isinstance(piece.block, (Picture, Rule))]
    own = [*pieces[:end], *ending]
    start = max(1, len(own) - _REACH)
    return [*own[:start], *(each for each in own[start:] if not _introduces(each, names))]


def _is_ending(piece: Piece) -> bool:
    text = one_line(piece.text)
    match piece.block:
        case Picture() | Rule():
            return True
        case Paragraph():
            leads_on = piece.linked > 0.3 and len(piece.key) < _PROSE and not piece.embedded
            return leads_on or _SIGN.fullmatch(text) is not None
        case _:
            return False


def _introduces(piece: Piece, names: frozenset[str]) -> bool:
    """Whether a paragraph begins with the name of one of the authors: it is about them."""
    if isinstance(piece.block, (Quote, Heading, ListItem, Picture, Rule)):
        return False
    return any(len(name) > 6 and piece.key.startswith(name) for name in names)
