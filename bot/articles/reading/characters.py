"""Cleaning of text that comes from outside: what a reader cannot see, and stray spaces."""

from __future__ import annotations

import re
import unicodedata

# Joiners (U+200C, U+200D) stay: Persian, Hindi and emoji need them. Left-to-right marks stay too;
# embeddings, overrides and isolates go, as they could reorder the text around them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u202a-\u202e"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")
_WORD, _NO_WORD = re.compile(r"[^\W_]"), re.compile(r"[\W_]+")
_NO_LETTER_OR_DIGIT = {code: None for code in range(128) if not chr(code).isalnum()}


def seen(text: str) -> str:
    """`text` in composed form, without invisible and control characters, line ends as \\n."""
    if text.isascii() and text.isprintable():  # most texts are, and every text passes here often
        return text
    ended = _LINE_ENDS.sub("\n", text.replace("\r\n", "\n"))
    return unicodedata.normalize("NFC", _UNSEEN.sub("", ended))


def one_line(text: str) -> str:
    """`text` with every run of white space as one space, none at the ends."""
    words = " ".join(text.split())
    return words if _is_clean(words) else " ".join(seen(text).split())


def shown(text: str) -> str:
    """As `one_line`, with one space at an end where white space is."""
    words = " ".join(text.split())
    if not _is_clean(words):
        text = seen(text)
        words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"


def _is_clean(words: str) -> bool:
    """Whether `seen` would leave text with spaces alone for white space as it is."""
    return words.isprintable() and (words.isascii() or unicodedata.is_normalized("NFC", words))


def lines_kept(text: str) -> str:
    """`text` with single spaces and its line breaks, without spaces around those."""
    lines = (_SPACES.sub(" ", line).strip() for line in seen(text).split("\n"))
    return "\n".join(lines).strip("\n")


def is_word(text: str) -> bool:
    """Whether there is a letter or digit in it."""
    return _WORD.search(text) is not None


def comparable(text: str) -> str:
    """A key for comparing texts: letters and digits alone, case folded, raised ones as plain."""
    if text.isascii():  # much quicker
        return text.lower().translate(_NO_LETTER_OR_DIGIT)
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    words = "".join(plain.casefold().split())  # spaces are most of what goes, and this is quickest
    return _NO_WORD.sub("", words)
