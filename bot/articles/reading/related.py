"""Where a page leads its readers on: lists of other stories, and single lines that name one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.articles.model import Heading, ListItem, Paragraph, Picture, Quote
from bot.articles.reading.blocks import Piece
from bot.articles.reading.characters import one_line
from bot.articles.reading.phrases import is_line

# As in: See also: <a link>. PUEDES VER: <a link>
_LABEL = re.compile(r"\W*(?P<label>[^:：]{2,40})[:：]\s*(?P<rest>.+)")
_MOST_WORDS = 6
# Characters of a story's title, at least; a name or an address is shorter.
_TITLE = 20
# Letters and digits: more is prose, and ends a list of stories.
_TEASER = 150
_PROSE = 250


def without_related(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without those that only lead to other stories."""
    return list(_own(pieces))


def _own(pieces: Sequence[Piece]) -> Iterator[Piece]:
    listing = False
    for piece in pieces:
        if len(piece.key) > _PROSE:
            listing = False
            yield piece
            continue
        text = one_line(piece.text)
        if _heads_a_list(piece, text):
            listing = True
        elif listing and _is_teaser(piece, text):
            continue
        elif not _is_pointer(piece, text):
            listing = False
            yield piece


def _heads_a_list(piece: Piece, text: str) -> bool:
    is_line_of_text = isinstance(piece.block, (Heading, Paragraph, ListItem))
    return is_line_of_text and not text.endswith(".") and is_line("related", text)


def _is_teaser(piece: Piece, text: str) -> bool:
    """What a list of other stories is made of: links, titles, pictures; no sentences."""
    match piece.block:
        case Picture():
            return True
        case Heading() | Quote():
            return piece.linked > 0.5
        case Paragraph() | ListItem():
            is_title = len(piece.key) < _TEASER and not text.endswith((".", "。"))
            return not piece.embedded and (piece.linked > 0.5 or is_title)
        case _:
            return False


def _is_pointer(piece: Piece, text: str) -> bool:
    """Whether a line is a short label, a colon and a link."""
    found = _LABEL.fullmatch(text)
    if found is None or not isinstance(piece.block, (Heading, Paragraph)) or piece.embedded:
        return False
    is_short = len(found["label"].split()) <= _MOST_WORDS
    unlinked = (1 - piece.linked) * len(text)
    is_title = len(found["rest"]) >= _TITLE and "://" not in found["rest"]
    return is_short and is_title and piece.linked > 0.3 and unlinked <= len(found["label"]) + 4
