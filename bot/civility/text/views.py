"""From a text as written to its words: the plain way, or with everything odd about it read."""

from __future__ import annotations

import itertools
import re

from bot.civility.text.deciphering import deciphered, upright
from bot.civility.text.folding import folded
from bot.civility.text.tokens import END, Token, tokens, without_soft_breaks
from bot.civility.text.unveiling import unveiled
from bot.civility.text.vocabulary import Vocabulary


def plain(text: str, vocabulary: Vocabulary) -> list[Token]:
    """The words of a text that hides nothing; misspellings are read as the words they stand for."""
    return respelled(without_soft_breaks(tokens(folded(text)), text), vocabulary)


def odd(text: str, vocabulary: Vocabulary) -> list[Token]:
    """The words of a text about which something is odd, with spans of the text as written."""
    view = unveiled(text)
    backwards = _backwards(text, view)
    for start, end in backwards:
        view = f"{view[:start]}{_turned(view[start:end])}{view[end:]}"
    cut = without_soft_breaks(deciphered(view, vocabulary), text)
    found = respelled(cut, vocabulary)
    return _one_by_one([_mirrored(token, backwards) for token in found] if backwards else found)


def respelled(found: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Misspelt words and words cut in two by a space, as the words they stand for."""
    misspelt, turned, halved = vocabulary.misspelt, vocabulary.reversed, vocabulary.halved
    read: list[Token] = []
    for token in found:
        word = token.word
        if read and (whole := halved.get((read[-1].word, word))):
            read[-1] = Token(whole, read[-1].start, token.end, True)
        elif word in misspelt:
            read.append(token._replace(word=misspelt[word]))
        elif word in turned:
            read.append(token._replace(word=turned[word], disguised=True))
        else:
            read.append(token)
    return read


def _backwards(text: str, view: str) -> list[tuple[int, int]]:
    """The stretches to be read from their end: after an override, or turned upside down."""
    if "\u202e" in text:
        return [found.span() for found in _OVERRIDDEN.finditer(text)]
    if _TURNED.search(view):
        return [found.span() for found in _LINE.finditer(view) if _TURNED.search(found[0])]
    return []


_OVERRIDDEN = re.compile("(?<=\u202e)[^\u202c\n]+")
_LINE = re.compile("[^\n]+")
# Two words turned upside down; one alone is read by itself.
_TURNED = re.compile("[ʇɹʎɥʞɯʍǝɐ][^ ]* .*[ʇɹʎɥʞɯʍǝɐ]", re.DOTALL)


def _turned(stretch: str) -> str:
    return stretch[::-1].translate(upright())


def _mirrored(token: Token, stretches: list[tuple[int, int]]) -> Token:
    for start, end in stretches:
        if start <= token.start and token.end <= end:
            mirrored = start + end - token.end, start + end - token.start
            return Token(token.word, *mirrored, True)
    return token


def _one_by_one(found: list[Token]) -> list[Token]:
    """`You. Are. An. Idiot.` as one sentence: ends between four single words are none."""
    ends = [at for at, token in enumerate(found) if token.word == END]
    pairs = itertools.pairwise(ends)
    single = [first for first, second in pairs if second - first == _WORD_AND_END]
    if len(single) < _SINGLE_WORDS:
        return found
    dropped = set(single)
    return [token for at, token in enumerate(found) if at not in dropped]


_WORD_AND_END = 2
_SINGLE_WORDS = 3
