"""What word an odd spelling stands for: digits for letters, separators, masks, other scripts.

A reading counts only where it gives a word that the packs know, so whatever is written oddly for
other reasons stays what it is. The readings, in this order:

1. the letters alone, without what counts for nothing, look-alikes of other scripts as Latin;
2. without separators;
3. digits and signs as letters;
4. masked letters, where at least half of the word is visible.

Each of them with held letters shortened and with the usual misspellings.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product

from bot.civility.text.folding import NOTHING
from bot.civility.text.vocabulary import Vocabulary

HELD = re.compile(r"(.)\1+")
INITIAL = re.compile(r"[a-z][*#@%&$•]{3,}")
"""A word of which only the first letter is left to be seen."""
_EMOJI = "".join(map(chr, range(0x1F300, 0x1FB00)))
_SEPARATORS = str.maketrans("", "", "._-*~|^/\\=+#,`'\"·•()" + _EMOJI)
_TURNED = re.compile("[ɐɔǝəƃɓɥᴉıɾʞןɯɹʇʌʍʎ]")
_ASCII_LETTER = re.compile("[a-z]")
_MASKED = re.compile(r"[^\W\d_]+(?:[*#@%&$!?+•._-][^\W\d_]*)+")
_INITIALS = re.compile(r"[^\W_](?:[._-][^\W_])+")


class Speller:
    """Reads odd spellings. `among_latin`: in a text that has Latin letters."""

    def __init__(self, vocabulary: Vocabulary, *, among_latin: bool) -> None:
        self._vocabulary = vocabulary
        self._among_latin = among_latin

    def letters(self, run: str) -> Iterator[str]:
        """What letters that stood one by one may say, each read by itself, the likeliest first."""
        latin = run if run.isascii() else run.translate(lookalikes())
        if not _ASCII_LETTER.search(latin):
            yield latin
            return
        yield latin.translate(_leet()[0])
        yield from _mixed(latin)

    def word(self, spelling: str) -> str | None:
        """The known word that a spelling stands for, if there is one."""
        bare = spelling.replace(NOTHING, "")
        if bare.isascii():
            return self._ascii_reading(bare)
        if not _ASCII_LETTER.search(bare):
            return self._foreign_reading(bare)
        for latin in _in_latin(bare):
            if word := self._ascii_reading(latin):
                return word
        return None

    def masked(self, spelling: str) -> str | None:
        """The word that hides behind signs for letters, perhaps the first or the last, too.

        A deformable one, where less than two thirds are visible, or only its first letter or both
        ends.
        """
        letters = {at: each for at, each in enumerate(spelling) if each.isalpha()}
        if INITIAL.fullmatch(spelling):
            return self._vocabulary.masked_often(len(spelling), {0: spelling[0]})
        if _ENDS_ONLY.fullmatch(spelling):
            ends = {0: spelling[0], len(spelling) - 1: spelling[-1]}
            return self._vocabulary.masked_often(len(spelling), ends)
        if len(letters) < max(_VISIBLE_AT_LEAST, len(spelling) / 2):
            return None
        word = self._vocabulary.masked(len(spelling), letters)
        most = len(letters) >= len(spelling) * 2 / 3
        return word if most or word in self._vocabulary.deformable else None

    def _ascii_reading(self, bare: str) -> str | None:
        if bare.isalpha():
            word = self._known(bare)
            return self._known(bare.replace("vv", "w")) if word is None and "vv" in bare else word
        if _F_WORD.fullmatch(bare):
            return "fuck"
        if _ENDS_ONLY.fullmatch(bare):
            return None  # what is left would be another word: m****a is no ma
        if self._is_parted(bare):
            return self._known(bare.translate(_SEPARATORS))
        if word := self._likeliest(_spellings(bare)):
            return word
        shown = bare.translate(_digits())
        if not _MASKED.fullmatch(shown) or _INITIALS.fullmatch(shown):
            return None
        # Whose signs are letters of another word hides none: P!nk is no punk.
        if not self._vocabulary.ordinary.isdisjoint(map(bare.translate, _leet())):
            return None
        return self._unmasked(shown)

    def _is_parted(self, bare: str) -> bool:
        """Whether signs part words, several of them, and so stand for no letters."""
        parts = _SEPARATOR.split(bare)
        return (
            len(parts) > _TWO
            and min(map(len, parts)) >= _TWO
            and self._vocabulary.ordinary.issuperset(parts)
        )

    def _likeliest(self, spellings: Iterable[str]) -> str | None:
        """Of several readings the one for which the signs were put: |d|ot is no dot."""
        found: str | None = None
        for word in filter(None, map(self._known, spellings)):
            hidden = self._hidden(word)
            if all(hidden):
                return word
            if found is None or hidden > self._hidden(found):
                found = word
        return found

    def _hidden(self, word: str) -> tuple[bool, bool]:
        """How likely somebody hides a word."""
        return word in self._vocabulary.deformable, word in self._vocabulary.telling

    def _foreign_reading(self, bare: str) -> str | None:
        for spelling in _in_latin(bare) if self._among_latin else ():
            if (word := self._known(spelling)) and word in self._vocabulary.telling:
                return word
        return None

    def _known(self, spelling: str) -> str | None:
        find = self._vocabulary.word
        if word := find(spelling):
            return word
        if not HELD.search(spelling):
            return None
        held = (HELD.sub(_twice, spelling), HELD.sub(_once, spelling))
        known = (each for each in held if each in self._vocabulary.known)
        return next(known, None) or find(held[0]) or find(held[1])

    def _unmasked(self, bare: str) -> str | None:
        letters = {at: each for at, each in enumerate(bare) if each.isalpha()}
        visible = len(letters) >= max(2, len(bare) - len(letters))
        return self._vocabulary.masked(len(bare), letters) if visible else None


def _once(held: re.Match[str]) -> str:
    return held[1]


def _twice(held: re.Match[str]) -> str:
    return held[1] * 2


def _in_latin(bare: str) -> Iterator[str]:
    yield bare.translate(lookalikes())
    if _TURNED.search(bare):
        turned = bare.translate(upright_letters())
        yield turned
        yield turned[::-1]


def _spellings(bare: str) -> Iterator[str]:
    if len(bare) < _TWO or not _ASCII_LETTER.search(bare):
        return
    if _DRAWN.search(bare):
        for signs, letter in _drawn():
            bare = bare.replace(signs, letter)
        yield bare
    ways = [bare]
    if _SEPARATOR.search(bare):
        ways = [bare.translate(_SEPARATORS), bare]
        yield ways[0]
    if _LEET.search(bare):
        first, second = _leet()
        yield ways[0].translate(first)
        if _AMBIGUOUS.search(bare):
            yield ways[0].translate(second)
            for way in ways[1:]:
                yield way.translate(first)
                yield way.translate(second)
            yield from _mixed(bare)


def _mixed(bare: str) -> Iterator[str]:
    """The readings of signs that stand for one letter here and for another there (k1l1)."""
    letters = _ambiguous()
    if 1 < sum(map(letters.__contains__, bare)) <= _MIXED_AT_MOST:
        first = _leet()[0]
        for choice in product(*(letters.get(each, each) for each in bare)):
            yield "".join(choice).translate(first)


_MIXED_AT_MOST = 4
_VISIBLE_AT_LEAST = 3
_TWO = 2
_ENDS_ONLY = re.compile(r"[a-zñç][*#@%&$•_]{3,}[a-zñç]")
_F_WORD = re.compile(r"f[*#_.-]{2,4}k?")
_DRAWN = re.compile(r"[()\[\]|\\]|vv")
_SEPARATOR = re.compile(r"[._\-*~|^/\\=+#,`'\"·•()\U0001f300-\U0001faff]")
_LEET = re.compile(r"[0-9@$!|+€£¥¢§°(^]")
_AMBIGUOUS = re.compile(r"[16!|+^@]")


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files("bot.civility.packs").joinpath("lookalikes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def lookalikes() -> Mapping[int, str]:
    """The Latin letter that each letter of another script looks like."""
    pairs = _tables()["lookalikes"].items()
    return {ord(alike): letter for letter, alikes in pairs for alike in alikes}


@cache
def upright_letters() -> Mapping[int, str | int]:
    """What letters turned upside down show, and what the others show when they are turned."""
    pairs = _tables()["turned"].items()
    turned: dict[int, str | int] = {ord(each): letter for letter, every in pairs for each in every}
    return turned | str.maketrans("nupdbq", "undpqb")


@cache
def _drawn() -> list[tuple[str, str]]:
    """Letters drawn with several signs, the longest first."""
    return sorted(_tables()["drawn"].items(), key=lambda drawn: -len(drawn[0]))


@cache
def _leet() -> tuple[Mapping[int, str], Mapping[int, str]]:
    """The usual reading of each sign, and the second where it has one (1 as i, then as l)."""
    signs = _tables()["leet"].items()
    first = {ord(sign): letters[0] for sign, letters in signs}
    return first, {ord(sign): letters[-1] for sign, letters in signs}


@cache
def _ambiguous() -> Mapping[str, str]:
    """The letters that a sign may stand for, where there are two."""
    return {sign: letters for sign, letters in _tables()["leet"].items() if len(letters) > 1}


@cache
def _digits() -> Mapping[int, str]:
    """The usual letter for each digit, but not for the signs that may also mask a letter."""
    return {code: letter for code, letter in _leet()[0].items() if chr(code).isdigit()}
