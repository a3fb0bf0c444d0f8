"""From a text as written to its words: the plain way, or with everything odd about it read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.civility.text.deciphering import decipher
from bot.civility.text.folding import folded
from bot.civility.text.reading import Reading
from bot.civility.text.spelling import Speller, upright_letters
from bot.civility.text.tokens import END, Place, spoken
from bot.civility.text.unveiling import unveiled
from bot.civility.text.vocabulary import Vocabulary


def plain(text: str, vocabulary: Vocabulary, *, misspelt: bool) -> Reading:
    """The words of a text that hides nothing. `misspelt`: some may stand for others."""
    view = folded(text)
    reading = without_soft_breaks(Reading(spoken(view), view=view), text)
    return respelled(reading, vocabulary) if misspelt else reading


def odd(text: str, vocabulary: Vocabulary) -> Reading:
    """The words of a text about which something is odd, with spans of the text as written."""
    view = unveiled(text)
    speller = Speller(vocabulary, view)
    reading = decipher(view, vocabulary, speller)
    for start, end in _backwards(text, view):
        turned = view[start:end][::-1]
        upright = turned if "\u202e" in text else turned.translate(upright_letters())
        reading.add(END, end, end)
        mirrored = decipher(upright, vocabulary, speller)
        for word, (first, last) in zip(mirrored.words, mirrored.places, strict=True):
            reading.add(word, end - last, end - first, disguised=True)
    reading = respelled(_one_by_one(without_soft_breaks(reading, text)), vocabulary)
    _mark_unveiled(reading, view, folded(text))
    return reading


def _mark_unveiled(reading: Reading, view: str, plain_view: str) -> None:
    """Words that show only in the unveiled view were disguised."""
    if view == plain_view:
        return
    for at, (start, end) in enumerate(reading.places):
        if view[start:end] != plain_view[start:end]:
            reading.disguised.add(at)


def respelled(reading: Reading, vocabulary: Vocabulary) -> Reading:
    """Misspelt words and words cut in two by a space, as the words they stand for."""
    words = reading.words
    if vocabulary.deformed.isdisjoint(words):
        return reading
    dropped = []
    for at, word in enumerate(words):
        if at and (whole := vocabulary.halved.get((words[at - 1], word))):
            words[at] = whole
            reading.places[at] = (reading.places[at - 1][0], reading.places[at][1])
            reading.disguised.add(at)
            dropped.append(at - 1)
        elif meant := vocabulary.misspelt.get(word):
            words[at] = meant
        elif meant := vocabulary.reversed.get(word):
            words[at] = meant
            reading.disguised.add(at)
    return reading.without(dropped)


def without_soft_breaks(reading: Reading, text: str) -> Reading:
    """Without the ends that are none: a line or an ellipsis that goes on in lower case."""
    if "\n" not in text and ".." not in text and "…" not in text:
        return reading
    ends = [at for at, word in enumerate(reading.words) if word == END]
    return reading.without([at for at in ends if _goes_on(reading.places[at], text)])


def _goes_on(end: Place, text: str) -> bool:
    sign = text[end[0] : end[1]].strip()
    return (not sign or sign in _ELLIPSES) and text[end[1] :][:_NEAR].lstrip()[:1].islower()


_ELLIPSES = {"..", "...", "....", "…"}
_NEAR = 20


def _one_by_one(reading: Reading) -> Reading:
    """`You. Are. An. Idiot.` as one sentence: ends between four single words are none."""
    ends = [at for at, word in enumerate(reading.words) if word == END]
    single = [first for first, second in pairwise(ends) if second - first == _WORD_AND_END]
    return reading.without(single) if len(single) >= _SINGLE_WORDS else reading


_WORD_AND_END = 2
_SINGLE_WORDS = 3


def _backwards(text: str, view: str) -> Iterator[Place]:
    """The stretches that read from their end: after an override, or turned upside down."""
    found = _OVERRIDDEN.finditer(text) if "\u202e" in text else _TURNED.finditer(view)
    return (each.span() for each in found)


_OVERRIDDEN = re.compile("(?<=\u202e)[^\u202c\n]+")
# Two words turned upside down and what is between; one alone is read by itself.
_TURNED_WORD = r"[^\s]*[ʇɹʎɥʞɯʍǝɐ][^\s]*"
_TURNED = re.compile(rf"{_TURNED_WORD}(?: [^\s]+){{0,3}}(?: {_TURNED_WORD})+")
