"""From a text as written to its words: the plain way, or with everything odd about it read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from bot.civility.text.deciphering import Decipherer
from bot.civility.text.folding import NOTHING, folded
from bot.civility.text.reading import Piece, Reading, Veil
from bot.civility.text.spelling import upright_letters
from bot.civility.text.tokens import END, Place, places, spoken, spoken_plainly
from bot.civility.text.vocabulary import Vocabulary


def plain(text: str, *, rough: bool = True) -> Reading:
    """The words of a text that hides nothing; False where it is known to show no such sign."""
    words = spoken(folded(text)) if rough else spoken_plainly(text)

    @cache
    def found() -> list[Place]:
        return places(folded(text))

    return Reading(text, words, lambda at: Piece(words[at], *found()[at]))


def odd(text: str, view: str, decipherer: Decipherer) -> Reading:
    """The words of a text about which something is odd; `view`: that text, unveiled."""
    overridden = [found.span() for found in _OVERRIDDEN.finditer(text)] if _RLO in text else []
    shown = _mirrored(view, overridden) if overridden else view
    reading = decipherer.read(_mended(shown, decipherer.vocabulary))
    if overridden:
        reading.mirror(overridden)
    _read_digits(reading)
    for start, end in _upside_down(view):
        reading.add([Piece(END, end, end), *_turned(view, start, end, decipherer)])
    reading = respelled(_one_by_one(reading), decipherer.vocabulary)
    reading.veil = Veil(text, view)
    return reading


def _turned(view: str, start: int, end: int, decipherer: Decipherer) -> Iterator[Piece]:
    """What is said from end to start, upside down."""
    reading = decipherer.read(view[start:end][::-1].translate(upright_letters()))
    for at, word in enumerate(reading.words):
        first, last = reading.place(at)
        yield Piece(word, end - last, end - first, disguised=True)


def _read_digits(reading: Reading) -> None:
    """Read a digit that stands by itself beside a disguised word as a word (*4 m0r0n*)."""
    words = reading.words
    for at in [at for at, word in enumerate(words) if word in _DIGITS]:
        if reading.is_disguised(max(at - 1, 0), at + 2):
            reading.put(at, _DIGITS[words[at]])


_DIGITS = {"4": "a", "1": "i", "0": "o"}


def _mended(view: str, vocabulary: Vocabulary) -> str:
    """The view with what parts a word that was cut at a line's end (*mo- ron*) as nothing."""
    if not _MAYBE_CUT.search(view):
        return view

    def mend(found: re.Match[str]) -> str:
        first, cut, second = found.groups()
        whole = first + second in vocabulary.deformable
        return f"{first}{NOTHING * len(cut)}" if whole else found[0]

    return _CUT.sub(mend, view)


_MAYBE_CUT = re.compile(r"[-\v](?:(?<=\v)|[ \n\v])")
_CUT = re.compile(r"(?<![^\W_])([a-zñç]{1,12})(-[ \n\v]{1,3}|\v)(?=([a-zñç]{1,12})(?![^\W_]))")


def respelled(reading: Reading, vocabulary: Vocabulary) -> Reading:
    """Misspelt words and words cut in two or three by spaces, as the words they stand for."""
    words = reading.words
    deformed = vocabulary.deformed.intersection(words)
    dropped: list[int] = []
    for at in [at for at, word in enumerate(words) if word in deformed] if deformed else ():
        word = words[at]
        if at and (whole := vocabulary.halved.get((words[at - 1], word))):
            reading.merge(at, whole)
            dropped.append(at - 1)
        elif at + 1 < len(words) and (whole := vocabulary.halved.get((word, words[at + 1]))):
            reading.merge(at + 1, whole)
            dropped.append(at)
        elif (first := _in_three(words, at, vocabulary)) is not None:
            whole = "".join(words[first : first + 3])
            for second in (first + 1, first + 2):
                reading.merge(second, whole)
                dropped.append(second - 1)
        elif meant := vocabulary.misspelt.get(word):
            words[at] = meant
        elif meant := vocabulary.reversed.get(word):
            reading.put(at, meant)
    return reading.without(dropped)


def _in_three(words: list[str], at: int, vocabulary: Vocabulary) -> int | None:
    """Where a word begins that is cut in three, one of which stands at an index."""
    for first in range(max(at - 2, 0), min(at, len(words) - 3) + 1):
        if "".join(words[first : first + 3]) in vocabulary.deformable:
            return first
    return None


def unbroken(text: str, view: str) -> str:
    """The view of a text without the ends that are none: what goes on in lower case after them.

    Those are ends of lines and ellipses. Spaces stand for them; between letters a sign that parts
    words or, where they make one, does not (ends of lines only where one is looked for).
    """
    kept, at = [], 0
    for found in _BREAK.finditer(text):
        if found["next"].islower():
            start, end = found.span("sign")
            kept += [view[at:start], _parting(text, start, end) * (end - start)]
            at = end
    return "".join([*kept, view[at:]]) if kept else view


# It begins with what it is found by, and looks before that only then.
_BREAK = re.compile(
    r"(?P<sign>[\n.…](?<![.!?;\n][\n.…])"
    r"(?:(?<=\n)\n*(?:(?:\.{2,4}|…)\n*)?|(?<=\.)\.{1,3}\n*|(?<=…)\n*))(?![.!?;\n])"
    # Spaces, and what makes headings, lists and emphasis.
    r"(?=[ \n#\-*_~`|]{0,19}(?P<next>[^\W\d_A-Z]))"
)


def _parting(text: str, start: int, end: int) -> str:
    """What stands for each character of an end that is none."""
    before = text[start - 1 : start]
    if not before or before.isspace() or before == "…" or text[end].isspace():
        return " "
    sign = text[start:end]
    return _LINE if sign == END else " " if END in sign else "•"


_LINE = "\v"  # a space like others to all but `_mended`
SOFT = r"(?:\n|\.\.|…)[\s\x0b\x1c-\x1f.#*_~`|-]*[^\x00-`{-\x7f]"
"""Shows where a text may have an end that is none (RE2); wider than what is then looked for."""


def _one_by_one(reading: Reading) -> Reading:
    """`You. Are. An. Idiot.` as one sentence: ends between four single words are none."""
    words = reading.words
    if words.count(END) <= _SINGLE_WORDS:
        return reading
    ends = [at for at, word in enumerate(words) if word == END]
    single = [first for first, second in pairwise(ends) if second - first == _WORD_AND_END]
    return reading.without(single) if len(single) >= _SINGLE_WORDS else reading


_WORD_AND_END = 2
_SINGLE_WORDS = 3


def _mirrored(view: str, stretches: list[Place]) -> str:
    """The view as it is shown where some stretches read from their end."""
    kept, at = [], 0
    for start, end in stretches:
        kept += [view[at:start], view[start:end][::-1]]
        at = end
    return "".join([*kept, view[at:]])


def _upside_down(view: str) -> list[Place]:
    """The stretches that are turned upside down, and so read from their end."""
    if _TURNED_LETTER.search(view):
        return [found.span() for found in _TURNED.finditer(view)]
    return []


_RLO = "\u202e"
_OVERRIDDEN = re.compile(f"(?<={_RLO})[^\u202c\n]+")
# Two words turned upside down and what is between; one alone is read by itself.
_TURNED_LETTERS = "ʇɹʎɥʞɯʍǝɐ"
_TURNED_LETTER = re.compile(f"[{_TURNED_LETTERS}]")
_TURNED_WORD = rf"(?<!\S)[^\s{_TURNED_LETTERS}]*+[{_TURNED_LETTERS}]\S*+"
_TURNED = re.compile(rf"{_TURNED_WORD}(?: \S++){{0,3}}(?: {_TURNED_WORD})+")
