"""A view cut into words and the signs that part sentences."""

from __future__ import annotations

import re

END = "\n"
COMMA = ","
MENTION = "#"
GRAWLIX = "****"

Place = tuple[int, int]
"""Where a word stands: from (inclusive) and to (exclusive) in the text as written."""

_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf"
_PIECE = re.compile(
    rf"[^\W_]+(?:'[^\W_]+)*|[{_EMOJI}]"  # words, and emoji one by one
    r"|<@[!&]?\d{1,20}>|@[^\W_][\w.-]*"  # mentions
    r"|(?<![^\s\"'(])(?=[!?]{0,9}[*#@$%&])[*#@$%&!?+^]{3,20}(?![^\s\"'.,;:!?)])"  # grawlixes
    r"|[.!?;\n]+|[,:()]+"
)


def spoken(view: str) -> list[str]:
    """The words of a folded view that hides nothing, with `END`, `COMMA`, `MENTION`, `GRAWLIX`."""
    return [piece if piece[0].isalnum() else _meant(piece) for piece in _PIECE.findall(view)]


def places(view: str) -> list[Place]:
    """Where those words and signs stand."""
    return [found.span() for found in _PIECE.finditer(view)]


def _meant(piece: str) -> str:
    if piece[0] in ".!?;\n":
        return END if not piece.strip(".!?;\n") else GRAWLIX
    if piece[0] in ",:()":
        return COMMA
    if piece[0] == "<" or (piece[0] == "@" and piece[1].isalnum()):
        return MENTION
    return GRAWLIX if piece[0] in "*#@$%&+^" else piece
