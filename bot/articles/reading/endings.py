"""What sites put right under a text: its author's introduction, an agency's sign, ways on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.articles.model import Heading, ListItem, Paragraph, Picture, Quote, Rule
from bot.articles.reading.blocks import Piece, text_of_block
from bot.articles.reading.characters import one_line

# As in: (dpa/fme) AFP RIRM
_SIGN = re.compile(r"\W{0,2}(?:[A-Z]{2,8}|[A-Za-z]{2,8}(?:\s?[/,]\s?[A-Za-z]{2,8}){1,3})\W{0,2}")
# How many pieces from the end such things may reach.
_REACH = 4
_PROSE = 120


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
    text = one_line(text_of_block(piece.block))
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
