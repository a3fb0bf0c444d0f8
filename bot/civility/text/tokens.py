"""A view cut into words and the signs that part sentences.

`spoken` reads any folded view. Most texts are plain: of those `spoken_plainly` makes the same, by
bytes where it can, and so does what is compiled of `calling`; `words` are the words alone.
"""

from __future__ import annotations

import re

from bot.civility.text.folding import FOLDED, folded

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


def spoken_plainly(text: str) -> list[str]:
    """`spoken` of a text, not yet folded, that does not match `ROUGH`: of most by bytes."""
    if _NOT_BY_BYTES.search(text):
        return spoken(folded(text))
    parted = _unquoted(_once(_plain(text), END).replace(END, f" {END} "))
    return list(filter(None, parted.split(" ")))


def words(text: str) -> list[str]:
    """The words of any text without the signs, quickly; what cp1252 lacks parts words."""
    coded = text.encode() if text.isascii() else text.encode("cp1252", "replace")
    return _unquoted(coded.translate(_WORDS).decode("latin-1")).split()


def _plain(text: str) -> str:
    coded = text.encode() if text.isascii() else text.encode("cp1252")
    return _once(coded.translate(_PLAIN).decode("latin-1"), COMMA).replace(COMMA, f" {COMMA} ")


def _unquoted(plain: str) -> str:
    """Without apostrophes around words, which are quotation marks; inside of one they stay."""
    if "'" not in plain:
        return plain
    edged = f" {plain} "
    if " '" in edged or "' " in edged:
        return edged.replace(" '", "  ").replace("' ", "  ")
    return edged


def _once(text: str, sign: str) -> str:
    while sign * 2 in text:
        text = text.replace(sign * 2, sign)
    return text


def _code(code: int) -> int:
    """What stands in a plain view for a byte of cp1252."""
    character = bytes([code]).decode("cp1252", "replace")
    plain = FOLDED.get(ord(character), character)
    if plain in _ENDS:
        return ord(END)
    if plain in _COMMAS:
        return ord(COMMA)
    stays = ord(plain) <= _LATIN_1 and (plain.isalnum() or plain == "'")
    return ord(plain if stays else " ")


_LATIN_1 = 0xFF
_ENDS, _COMMAS = ".!?;\n", ",:()"
# What may be a mention, what cp1252 lacks, and its few letters that Latin-1 lacks.
_NOT_BY_BYTES = re.compile(r"[^\x00-?A-\x7f\xa0-\xff€‚„…†‡‰Š‹Ž‘’“”•–—˜™š›žŸ]")
_TELLING = r"*#$%&^+@"  # of what is neither word nor punctuation
ROUGH = rf"['’‘´ʼ]{{2}}|[{_TELLING}][{_TELLING}!?]|[!?][{_TELLING}]"
"""Shows where a text may have what `spoken_plainly` cannot read (RE2): a grawlix."""


def places(view: str) -> list[Place]:
    """Where those words and signs stand."""
    return [found.span() for found in _PIECE.finditer(view)]


def _meant(piece: str) -> str:
    if piece[0] in _ENDS:
        return END if not piece.strip(_ENDS) else GRAWLIX
    if piece[0] in _COMMAS:
        return COMMA
    if piece[0] == "<" or (piece[0] == "@" and piece[1].isalnum()):
        return MENTION
    return GRAWLIX if piece[0] in "*#@$%&+^" else piece


_PLAIN = bytes(map(_code, range(256)))
_WORDS = _PLAIN.translate(bytes.maketrans(f"{END}{COMMA}".encode(), b"  "))


LETTER, EMOJI = "\xff", "\x01"
"""Any letter beyond Latin-1, and any emoji, in `PLAIN`."""


def _at_point(point: int) -> str:
    """What a character is to `spoken`, by its code point, in one character of Latin-1."""
    if _IS_EMOJI.match(chr(point)):
        return EMOJI
    plain = FOLDED.get(point, chr(point))
    for sign, signs in ((END, _ENDS), (COMMA, _COMMAS), ("'", "'")):
        if plain in signs:
            return sign
    if not plain.isalnum():
        return " "
    return plain if ord(plain) <= _LATIN_1 else LETTER


_IS_EMOJI = re.compile(f"[{_EMOJI}]")
_LAST = 0x2BFF  # what is beyond are letters of other scripts and emoji
PLAIN = "".join(map(_at_point, range(_LAST + 1))).encode("latin-1")
"""What a character is to `spoken`, by its code point: a letter, `END`, `COMMA`, `'`, `LETTER`,
`EMOJI` or a space. Beyond, whatever is alphanumeric is a letter."""
