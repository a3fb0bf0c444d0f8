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
# Each option begins with a class or a letter, so that what begins none is passed over quickly.
_PIECE = re.compile(
    r"[^\W_]+(?:'[^\W_]+)*"  # words
    r"|<@[!&]?\d{1,20}>|@[^\W_][\w.-]*"  # mentions
    r"|[*#@$%&!?](?<![^\s\"'(].)(?:(?<=[*#@$%&])|(?=[!?]{0,8}[*#@$%&]))"  # grawlixes
    r"[*#@$%&!?+^]{2,19}(?![^\s\"'.,;:!?)])"
    rf"|[.!?;\n]+|[,:()]+|[{_EMOJI}]"  # emoji one by one
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
