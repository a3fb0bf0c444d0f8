"""What hides letters is taken away or read, each character staying in its place.

Marks inside a word become `NOTHING`; what stands for one letter (an entity, a percent-encoded byte,
a fancy or enclosed letter) becomes that letter, padded with `NOTHING` to its written length.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from bot.civility.text.folding import FOLDED, NOTHING, Translation, without_accent


def unveiled(text: str) -> str:
    """The folded view of a text with everything unveiled; as long as the text."""
    if "](" in text:
        text = _GLUED.sub(NOTHING, _LINKED.sub(_unlinked, text))
    if "\u0303" in text:
        text = _TILDE.sub(f"ñ{NOTHING}", text)
    if "¡" in text:
        text = _INNER_MARK.sub("!", text)
    if "I" in text:
        text = _TALL_I.sub(lambda found: "1" * len(found[0]), text)
    plain = text.lower() if text.isascii() else _UNVEILING.of(text)
    return _WRAPPED.sub(_unwrapped, plain) if _MAYBE_WRAPPED.search(plain) else plain


def _unlinked(found: re.Match[str]) -> str:
    return _padded(found["shown"], found[0], 1)


def _unwrapped(found: re.Match[str]) -> str:
    written = found[0]
    if found.lastgroup in {"emoji", "indicator"}:
        shown = found.lastgroup
        return _padded(found[shown], written, found.start(shown) - found.start())
    if found.lastgroup == "tag":
        return NOTHING * len(written)
    meant = _MEANT[found.lastgroup or ""](written)
    return _padded(meant.translate(_LETTERS), written) if len(meant) <= len(written) else written


def _padded(meant: str, written: str, before: int = 0) -> str:
    return NOTHING * before + meant + NOTHING * (len(written) - before - len(meant))


def _decoded(percent: str) -> str:
    return bytes.fromhex(percent.replace("%", "")).decode("utf-8", "replace").replace("�", NOTHING)


def _escaped(written: str) -> str:
    """A character that careless copying left as its escape in program text (`\\u2019`)."""
    code = written[2:]
    return chr(int(code, 16)) if code else "\n"


_MEANT = {"entity": html.unescape, "percent": _decoded, "escape": _escaped}


# A capital I after small letters, where no new word begins: kiII, giIipoIIas. As a 1, it may be
# read as either letter.
_TALL_I = re.compile(r"(?<=[a-z])I+(?=[li]|[^a-zA-Z]|$)")
_INNER_MARK = re.compile(r"(?<=\w)¡(?=\w)|(?<!\S)¡(?=\w{1,9}¡\w)")
# The text of a link, where a word goes on beside it. Where it leads is blank (`surfaces`).
_LINKED = re.compile(
    r"(?:(?<=[^\W_)])|(?=\[[^\[\]\n]{1,40}\]\([ <>]+\)(?:[^\W_]|\[)))"
    r"\[(?P<shown>[^\[\]\n]{1,40})\]\([ <>]{8,}\)"
)
_GLUED = re.compile(rf"(?<={NOTHING})\[(?=[^\W_])")  # what follows may be a link, too
_TILDE = re.compile("[nN]\u0303")
# Each begins with the sign that it was found by: looking for that first is several times quicker.
_MAYBE_WRAPPED = re.compile(r"[&%<\\]|:regional")
_WRAPPED = re.compile(
    r"[&%<\\:](?:"
    r"(?P<entity>(?<=&)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});)"
    r"|(?P<percent>(?<=%)[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*)"
    r"|(?P<escape>(?<=\\)(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|(?<![^\W_]\\)n(?!\w)))"
    r"|(?<=<)a?:(?P<emoji>\w{2,32}):\d{1,20}>|(?<=:)regional_indicator_(?P<indicator>[a-z]):"
    r"|(?P<tag>(?<=<)/?[a-zA-Z][^<>\n]{0,60}>|(?<=<)!--[^>\n]{0,60}-->|(?<=\\)(?=\w)))"
)


def _letter_named(character: str) -> str | None:
    """The letter in the Unicode name of a letter that has no decomposition: 🅰, 🇦, ᴀ, ɓ.

    An open O is a C turned as well: what it shows is left to the look-alikes.
    """
    name = unicodedata.name(character, "").partition(" WITH ")[0]
    stem, _, letter = name.rpartition(" ")
    shaped = "TURNED" in stem or "OPEN" in stem
    usable = not shaped and ("LATIN" in stem or "REGIONAL" in stem)
    return letter.lower() if usable and len(letter) == 1 and letter.isalpha() else None


def _bare(character: str) -> str:
    """The one letter or digit a fancy character stands for; itself where there is none."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return NOTHING
    apart = unicodedata.normalize("NFKD", character)
    kept = [each for each in apart if each.isascii() and each.isalnum()]
    if len(kept) == 1:
        return kept[0].lower()
    return _letter_named(character) or _letter_named(apart[0]) or character


def _each(ranges: Iterable[tuple[int, int]]) -> Iterable[int]:
    return (code for first, last in ranges for code in range(first, last + 1))


# Blocks of letters in fancy dress, and of marks that can hide inside Latin words. Marks that other
# scripts need (Hebrew and Arabic vowels, Indic signs) stand in other blocks and stay.
_FANCY = [
    (0x00AD, 0x00AD), (0x0180, 0x036F), (0x061C, 0x061C), (0x0483, 0x0489), (0x1AB0, 0x1AFF),
    (0x1D00, 0x1DFF),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2070, 0x209F), (0x20D0, 0x218F),
    (0x2460, 0x24FF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F), (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0xFF01, 0xFF5E), (0x1D400, 0x1D7FF), (0x1F100, 0x1F1FF),
    (0x1DF00, 0x1DFFF), (0xE0000, 0xE01EF), (0x115F, 0x1160), (0x3164, 0x3164), (0xFFA0, 0xFFA0),
    (0x180B, 0x180F), (0x2800, 0x2800), (0x034F, 0x034F), (0xFFF9, 0xFFFB),
]  # fmt: skip
_INVISIBLE = {0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800}
_LETTERS = {
    **FOLDED,
    **{code: bare for code in _each(_FANCY) if (bare := _bare(chr(code))) != chr(code)},
    **dict.fromkeys(_INVISIBLE, NOTHING),
    **{code: without_accent(chr(code)) for code in range(0x1E00, 0x1F00)},
}
_UNVEILING = Translation(_LETTERS)
