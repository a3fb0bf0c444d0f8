"""A few places of a text by which its near-duplicates are found among many texts.

A text is looked at as the row of its letters and digits, so that case, spaces and punctuation do
not count. Its anchors are how it begins, how it ends, and what stands behind and before its two
rarest letters: places that its content tells, wherever they are (as in content-defined chunking:
Manber 1994). Whoever changes a few words leaves one of them as it was. They cost a fifth of what
comparing words does, and hardly any two texts share one by chance.
"""

from __future__ import annotations

from bot.civility.text.tokens import words

MOST_ANCHORS = 6
_LENGTH, _LENGTH_IN_SHORT = 20, 8
"""Letters of an anchor: four words or two."""
_RAREST_FIRST = b"qxjzkwvyfbghpmcdultnirsoae"  # in English and Spanish together, roughly


def anchors_of(text: str) -> list[int]:
    """The hashes of a text's anchors, the most telling first; `MOST_ANCHORS` at most.

    It has none without a letter that cp1252 knows.
    """
    coded = text.encode() if text.isascii() else text.encode("cp1252", "replace")
    letters = coded.translate(_LETTERS, _OTHERS)
    if not letters:
        return []
    length = _LENGTH if len(letters) > _LENGTH else _LENGTH_IN_SHORT
    end = max(len(letters) - length, 0)
    found = [letters[:length], letters[end:]]
    for sign in _SIGNS:
        behind = letters.find(sign)
        if behind < 0:
            continue
        behind = min(behind, end)
        before = letters.rfind(sign) + 1
        before = max(before, length)
        found += letters[behind : behind + length], letters[before - length : before]
        if len(found) == MOST_ANCHORS:
            break
    return [*map(hash, found)]


def _letter(code: int) -> str:
    """What a byte of cp1252 is in a word; empty for what parts words, and for apostrophes."""
    return "".join(words(bytes([code]).decode("cp1252", "replace")))


_LETTERS = "".join(_letter(code) or " " for code in range(256)).encode("latin-1")
_OTHERS = bytes(code for code in range(256) if not _letter(code))
_SIGNS = tuple(bytes([code]) for code in _RAREST_FIRST)
