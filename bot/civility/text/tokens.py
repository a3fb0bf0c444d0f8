"""A view cut into words and the signs that part sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

END = "\n"
COMMA = ","
MENTION = "#"


class Token(NamedTuple):
    """One word, `END`, `COMMA`, `MENTION` or `GRAWLIX`, with its `start` and `end` in the text.

    `disguised`: the word was deciphered. A misspelling, an accent left out or a letter held long
    (*stuuupid*) is no disguise. A grawlix is a word written in signs only.
    """

    word: str
    start: int
    end: int
    disguised: bool = False


EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf"
_TOKEN = re.compile(
    rf"(?P<mention><@[!&]?\d{{1,20}}>|@[^\W_][\w.-]*)|(?P<word>[^\W_]+(?:'[^\W_]+)*|[{EMOJI}])"
    r"|(?P<grawlix>(?<![^\s\"'(])(?=[!?]{0,9}[*#@$%&])[*#@$%&!?+^]{3,20}(?![^\s\"'.,;:!?)]))"
    r"|(?P<end>[.!?;\n]+)|(?P<comma>[,:()]+)"
)


def tokens(view: str) -> list[Token]:
    """The words and signs of a folded view that hides nothing."""
    signs = _SIGNS
    return [
        Token(signs.get(found.lastgroup) or found[0], *found.span())
        for found in _TOKEN.finditer(view)
    ]


GRAWLIX = "****"
_SIGNS: dict[str | None, str] = {
    "mention": MENTION,
    "end": END,
    "comma": COMMA,
    "grawlix": GRAWLIX,
}


def without_soft_breaks(found: list[Token], text: str) -> list[Token]:
    """Without the ends that are none: a line or an ellipsis that goes on in lower case."""
    return [token for token in found if token.word != END or not _goes_on(token, text)]


def _goes_on(end: Token, text: str) -> bool:
    sign = text[end.start : end.end].strip()
    return (not sign or sign in _ELLIPSES) and text[end.end :].lstrip()[:1].islower()


_ELLIPSES = {"..", "...", "....", "…"}
