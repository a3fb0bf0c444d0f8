"""Letters without their dress: lower case, no accents (ñ and ç stay), one for one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

NOTHING = "\x00"
"""Stands where a view has no character: it belongs to a word and counts for nothing."""

_KEPT = "ñç"


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


class Translation:
    """Does what `str.translate` does, in a fraction of the time.

    Most texts are of cp1252, and are translated by bytes; in others most characters are ASCII in
    lower case, which must stay as they are.
    """

    def __init__(self, table: Mapping[int, str]) -> None:
        """`table`: the character that is put for another, by code point."""
        self._table = table
        self._bytes = bytes(map(self._byte, range(256)))

    def of(self, text: str) -> str:
        """The text, translated."""
        try:
            return text.encode("cp1252").translate(self._bytes).decode("cp1252")
        except UnicodeEncodeError:
            return _NOT_LOWER_ASCII.sub(lambda found: found[0].translate(self._table), text)

    def _byte(self, code: int) -> int:
        character = bytes([code]).decode("cp1252", "replace")
        return self._table.get(ord(character), character).encode("cp1252", "replace")[0]


_NOT_LOWER_ASCII = re.compile(r"[^\x00-@\[-\x7f]+")
_FOLDING = Translation(FOLDED)


def folded(text: str) -> str:
    """The text in lower case and without accents, each character in its place."""
    return text.lower() if text.isascii() else _FOLDING.of(text)
