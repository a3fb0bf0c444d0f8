"""Letters without their dress: lower case, no accents (ñ and ç stay), one for one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

NOTHING = "\x00"
"""Stands where a view has no character: it belongs to a word and counts for nothing."""

_KEPT = "ñç"
_TO_TRANSLATE = re.compile(r"[^\x00-@\[-\x7f]+")


def folded(text: str) -> str:
    """The text in lower case and without accents, each character in its place."""
    return text.lower() if text.isascii() else translated(text, FOLDED)


def translated(text: str, table: Mapping[int, str]) -> str:
    """As `str.translate`, in a fraction of the time where most of the text is ASCII lower case."""
    return _TO_TRANSLATE.sub(lambda found: found[0].translate(table), text)


def without_accent(character: str) -> str:
    """The bare lower-case letter under a character; the character itself where there is none."""
    lowered = character.lower()
    if lowered in _KEPT:
        return lowered
    base = unicodedata.normalize("NFD", character)[0].lower()
    if len(base) == 1 and base.isascii() and base.isalpha():
        return base
    return lowered if len(lowered) == 1 else character


_SPACES = "\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# The typographic marks that writing programs put in by themselves.
_MARKS = {"’‘ʼ´": "'", "“”„«»‹›": '"', "–—―": ",", "…": ".", _SPACES: " ", "¡¿": " "}
FOLDED = {
    **{code: without_accent(chr(code)) for code in (*range(0x180), *range(0x1E00, 0x1F00))},
    **{ord(mark): plain for marks, plain in _MARKS.items() for mark in marks},
}
"""What `folded` makes of each character, by code point."""
