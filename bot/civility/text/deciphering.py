"""Odd spellings read: spaced letters, separators, digits for letters, masks, other scripts.

A reading counts only where it gives a word that the packs know, so whatever is written oddly for
other reasons stays what it is. A chunk (a run without white space) is read in this order:

1. the letters alone, without what counts for nothing, look-alikes of other scripts as Latin;
2. without separators;
3. digits and signs as letters;
4. masked letters, where at least half of the word is visible;
5. words written together.

Each of them with held letters shortened and with the usual misspellings.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from bot.civility.text.folding import NOTHING
from bot.civility.text.tokens import MENTION, Token
from bot.civility.text.tokens import tokens as plain_tokens
from bot.civility.text.vocabulary import Vocabulary


def deciphered(view: str, vocabulary: Vocabulary) -> list[Token]:
    """The words and signs of an unveiled view, odd spellings read as known words."""
    read: dict[str, str | None] = {}
    found: list[Token] = []
    for piece in _PIECE.finditer(view):
        text, start = piece[0], piece.start()
        if text.isascii() and text.isalpha() and not _HELD_LONG.search(text):
            found.append(Token(text, start, piece.end()))
        elif piece["mention"]:
            found.append(Token(MENTION, start, piece.end()))
        elif piece["spaced"]:
            found.extend(_spaced(text, start, vocabulary))
        else:
            found.extend(_chunk(text, start, vocabulary, read))
    return found


_LETTER = rf"[^\W_]{NOTHING}*"
_PIECE = re.compile(
    r"(?P<mention><@[!&]?\d{1,20}>)"
    rf"|(?P<spaced>(?<![^\W_])(?:{_LETTER}[ .\-_*~|,/+=]{{1,3}}){{2,}}{_LETTER}(?![^\W_]))"
    r"|[a-z]+(?![^\s])|\n+|\S+"
)


def _chunk(
    chunk: str, start: int, vocabulary: Vocabulary, read: dict[str, str | None]
) -> list[Token]:
    core = chunk.strip(_EDGES).rstrip(_END_SIGNS)
    if not core:
        return _moved(plain_tokens(chunk), start)
    if core not in read:
        read[core] = _reading(core, vocabulary)
    word, before = read[core], chunk.index(core)
    if word is None:
        together = _written_together(core, start + before, vocabulary)
        return together or _moved(plain_tokens(chunk.replace(NOTHING, "_")), start)
    after = before + len(core)
    return [
        *_moved(plain_tokens(chunk[:before]), start),
        Token(word, start + before, start + after, word != core),
        *_moved(plain_tokens(chunk[after:]), start + after),
    ]


# A sign that may stand for a letter (@, $) is no edge in front of a word.
_EDGES = NOTHING + "\n\"'`*_~|.,:;?()[]{}<>#-=/\\…"
_END_SIGNS = _EDGES + "!@$+"


def _moved(found: list[Token], by: int) -> list[Token]:
    return [token._replace(start=token.start + by, end=token.end + by) for token in found]


def _reading(core: str, vocabulary: Vocabulary) -> str | None:
    bare = core.replace(NOTHING, "")
    for spelling in _spellings(bare):
        if word := _known(spelling, vocabulary):
            return word
    return _unmasked(bare, vocabulary)


def _spellings(bare: str) -> Iterator[str]:
    latin = bare if bare.isascii() else bare.translate(_lookalikes())
    yield latin
    if not bare.isascii() and _TURNED.search(bare):
        turned = bare.translate(upright())
        yield turned
        yield turned[::-1]
    if latin.isalpha():
        return
    joined = latin.translate(_SEPARATORS)
    yield joined
    if len(bare) > 1 and _HAS_LETTER.search(joined):
        for table in _leet():
            yield latin.translate(table)
            yield joined.translate(table)


_HAS_LETTER = re.compile("[a-z]")
_SEPARATORS = str.maketrans("", "", "._-*~|^/\\=+#,`'\"·•")
_TURNED = re.compile("[ɐɔǝəƃɓɥᴉıɾʞןɯɹʇʌʍʎ]")
_HELD = re.compile(r"(.)\1+")
# Held letters, and words so long that they may be several.
_HELD_LONG = re.compile(r"(.)\1\1|.{12}")


def _known(spelling: str, vocabulary: Vocabulary) -> str | None:
    if word := vocabulary.word(spelling):
        return word
    if not _HELD.search(spelling):
        return None
    return vocabulary.word(_HELD.sub(r"\1\1", spelling)) or vocabulary.word(
        _HELD.sub(r"\1", spelling)
    )


def _unmasked(bare: str, vocabulary: Vocabulary) -> str | None:
    letters = {at: each for at, each in enumerate(bare) if each.isalpha()}
    masks = len(bare) - len(letters)
    if not masks or len(letters) < max(2, masks) or not _MASKED.fullmatch(bare):
        return None
    return vocabulary.masked(len(bare), letters)


_MASKED = re.compile(r"[^\W\d_]+(?:[*#@%&$!?+•._-]+[^\W\d_]*)+")


def _spaced(run: str, start: int, vocabulary: Vocabulary) -> list[Token]:
    places = [at for at, each in enumerate(run) if each.isalnum()]
    found = vocabulary.cut("".join(run[at] for at in places))
    covered = sum(len(word) for word, _ in found) == len(places)
    longest = max((len(word) for word, _ in found), default=0)
    if longest < (_WORD_AT_LEAST - 1 if covered else _WORD_AT_LEAST):
        return _moved(plain_tokens(run), start)
    return [
        Token(word, start + places[at], start + places[at + len(word) - 1] + 1, True)
        for word, at in found
    ]


_WORD_AT_LEAST = 4
_TOGETHER_AT_LEAST = 9
_WORDS_PER_LETTER = 0.4


def _written_together(core: str, start: int, vocabulary: Vocabulary) -> list[Token]:
    """The known words of `youareanidiot`; none where something is left over."""
    if len(core) < _TOGETHER_AT_LEAST or not core.isalpha():
        return []
    found = vocabulary.cut(core)
    covered = sum(len(word) for word, _ in found) == len(core)
    told = any(word in vocabulary.telling for word, _ in found if len(word) > _WORD_AT_LEAST)
    if not (covered and told and 2 < len(found) <= len(core) * _WORDS_PER_LETTER):
        return []
    return [Token(word, start + at, start + at + len(word), True) for word, at in found]


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files("bot.civility.packs").joinpath("lookalikes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _lookalikes() -> Mapping[int, str]:
    pairs = _tables()["lookalikes"].items()
    return {ord(alike): letter for letter, alikes in pairs for alike in alikes}


@cache
def upright() -> Mapping[int, str | int]:
    """What letters turned upside down show, and what the others show when they are turned."""
    pairs = _tables()["turned"].items()
    turned: dict[int, str | int] = {ord(each): letter for letter, every in pairs for each in every}
    return turned | str.maketrans("nupdbq", "undpqb")


@cache
def _leet() -> tuple[Mapping[int, str], Mapping[int, str]]:
    """The usual reading of each sign, and the second where it has one (1 as i, then as l)."""
    signs = _tables()["leet"].items()
    first = {ord(sign): letters[0] for sign, letters in signs}
    return first, {ord(sign): letters[-1] for sign, letters in signs}
