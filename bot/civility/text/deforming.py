"""The usual deformations of a word, computed beforehand so that reading them costs a look-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from string import ascii_lowercase

SHORTEST = 5
"""Shorter words are left alone: too many other words are one letter away."""

# Other spellings of the same sound, as they are seen in comments (English and Spanish).
_SOUNDS = [
    ("c", "k"), ("ck", "k"), ("c", "ck"), ("qu", "k"), ("que", "ke"), ("ph", "f"), ("f", "ph"),
    ("s", "z"), ("z", "s"), ("s", "ç"), ("ll", "i"), ("c", "s"), ("ce", "se"), ("ci", "si"),
    ("ce", "ze"), ("ci", "zi"), ("ss", "zz"), ("sh", "ch"), ("x", "ks"), ("v", "b"), ("b", "v"),
    ("ll", "y"), ("y", "ll"), ("g", "j"), ("j", "g"), ("ge", "gue"), ("gi", "gui"), ("j", "x"),
    ("h", ""), ("gu", "w"), ("i", "y"), ("y", "i"), ("u", "oo"), ("i", "ee"), ("er", "a"),
    ("or", "a"), ("er", "ah"), ("er", "ur"), ("er", "uh"), ("ss", "s"), ("ll", "l"), ("tt", "t"),
    ("cc", "c"), ("o", "oo"), ("u", "ew"), ("ea", "e"), ("ai", "ay"), ("ps", "s"), ("z", "x"),
    ("ado", "ao"), ("ca", "k"), ("que", "k"), ("do", "2"), ("dos", "2"),
    ("e", "ee"), ("or", "er"), ("or", "ur"), ("mb", "nb"), ("mp", "np"),
]  # fmt: skip
_VOWELS = "aeiou"
_SIMILAR = ["ou", "uo", "ae", "ea", "ie", "ei", "oa"]  # one vowel for another
_BY_EYE = [("l", "i"), ("i", "l"), ("m", "rn"), ("w", "vv"), ("u", "v")]  # ldiot, rnoron
_VOWELLESS = re.compile("[^aeiouy]+")
_LONG = 7  # letters of a word that is known when a vowel and a consonant are changed
_NEAR = 3  # places between two letters that are swapped

Change = tuple[int, int, str]
"""From where to where (exclusive) a word is changed, and what is written there."""


def misspellings(word: str) -> Iterator[str]:
    """One letter inside left out, added or swapped with its neighbour; the spellings by ear."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        for letter in ascii_lowercase:
            yield word[:at] + letter + word[at:]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for heard, written in (*_SOUNDS, *_SIMILAR, *_BY_EYE):
        if heard in word:
            yield word.replace(heard, written)
    for change in _changes(word, (*_SOUNDS, *_SIMILAR, *_BY_EYE)):
        yield _changed(word, change)


def by_ear(word: str) -> Iterator[str]:
    """One sound or shape of a short word written otherwise, or no vowel."""
    yield from (_changed(word, change) for change in _changes(word, (*_SOUNDS, *_BY_EYE)))
    yield re.sub("[aeiou]", "", word)


def disguises(word: str) -> Iterator[str]:
    """What still reads as the word, but is no slip of the hand.

    Two letters doubled, or swapped over some distance; no vowels; two sounds written otherwise.
    """
    for first, second in combinations(range(len(word)), 2):
        one, other = word[first], word[second]
        yield _changed(word, (first, first, one), (second, second, other))
        if second - first <= _NEAR:
            yield _changed(word, (first, first + 1, other), (second, second + 1, one))
    yield from _without_vowels(word)
    sounds = [*_changes(word, _SOUNDS), *_at_its_ends(word)]
    vowels = [*_changes(word, _SIMILAR)] if len(word) >= _LONG else []
    for pair in chain(combinations(sounds, 2), product(sounds, vowels)):
        first_change, second_change = sorted(pair)
        if first_change[1] <= second_change[0]:
            yield _changed(word, first_change, second_change)
    yield from (_changed(word, sound) for sound in sounds)


def _at_its_ends(word: str) -> Iterator[Change]:
    """What is not heard: an h before a vowel, an e that ends the word."""
    if word[0] in _VOWELS:
        yield 0, 0, "h"
    if word.endswith("e"):
        yield len(word) - 1, len(word), ""


def _without_vowels(word: str) -> Iterator[str]:
    """Without those after the first letter, or all of them but the last where much is left."""
    at = [place for place, letter in enumerate(word) if place and letter in _VOWELS]
    if len(at) > 1:
        for gone in (at, at[:-1]) if len(word) > SHORTEST else (at,):
            yield "".join(letter for place, letter in enumerate(word) if place not in gone)


def _changes(word: str, sounds: Iterable[Sequence[str]]) -> Iterator[Change]:
    for heard, written in sounds:
        at = word.find(heard)
        while at >= 0:
            yield at, at + len(heard), written
            at = word.find(heard, at + 1)


def _changed(word: str, first: Change, second: Change = (-1, -1, "")) -> str:
    """The word after one change, or two that come in order and do not overlap."""
    start, end, written = first
    again, last, also = second
    if again < 0:
        return f"{word[:start]}{written}{word[end:]}"
    return f"{word[:start]}{written}{word[end:again]}{also}{word[last:]}"


def table(words: Iterable[str], real: frozenset[str]) -> Mapping[str, str]:
    """Each misspelling of the words of at least `SHORTEST` letters, with the word it stands for.

    Of those that are one letter shorter only what sounds the same, and what is left without vowels.
    What is itself one of the `words` or a `real` word never stands for another, and what may be a
    slip never for what it could only be by intent.
    """
    letters = sorted(word for word in words if word.isalpha())
    chosen = [word for word in letters if len(word) >= SHORTEST]
    taken = real.union(words)
    found: dict[str, str] = {}
    # What comes later counts: slips rather than intent, and the first of the words.
    for ways in (disguises, misspellings):
        for word in reversed(chosen):
            found.update(dict.fromkeys({*ways(word)} - taken, word))
    for word in letters:
        if len(word) == SHORTEST - 1:
            found.update(dict.fromkeys({*by_ear(word)} - taken, word))
    return {written: word for written, word in found.items() if len(written) >= SHORTEST - 2}


def backwards(words: Iterable[str], real: frozenset[str]) -> Mapping[str, str]:
    """Each long word written backwards, with the word."""
    turned = {word[::-1]: word for word in words if len(word) >= SHORTEST and word.isalpha()}
    return {key: word for key, word in turned.items() if key not in real and key != word}


def halves(words: Iterable[str], real: frozenset[str]) -> Mapping[tuple[str, str], str]:
    """Each word cut in two, with the word; never where the cut leaves two real words.

    What has no vowel is no word, even if people abbreviate so (*bit ch*). Beside a single letter
    the other part must tell (*m ierda*).
    """
    found: dict[tuple[str, str], str] = {}
    for word, *cut in _cuts(words, least=1):
        piece = piece_of(cut, real)
        if piece and (len(min(cut, key=len)) > 1 or len(piece) >= _TELLS_ALONE):
            found.setdefault((cut[0], cut[1]), word)
    return found


_TELLS_ALONE = 4  # letters


def piece_of(cut: Iterable[str], real: frozenset[str]) -> str:
    """The longer half that is no real word; nothing where both are."""
    pieces = (half for half in cut if half not in real or _VOWELLESS.fullmatch(half))
    return max(pieces, key=len, default="")


def real_halves(words: Iterable[str], real: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The cuts of words that leave two real ones (*mo-ron*)."""
    return (
        (first, second) for _, first, second in _cuts(words) if real.issuperset((first, second))
    )


def syllables(words: Iterable[str], real: frozenset[str]) -> Iterator[str]:
    """Of each word cut in three, the longest part that is no real word (*ba su ra*)."""
    for _, first, rest in _cuts(words, least=1):
        for at in range(1, len(rest)):
            cut = (first, rest[:at], rest[at:])
            if max(map(len, cut)) <= _SYLLABLE and len(piece := piece_of(cut, real)) > 1:
                yield piece


_SYLLABLE = 4  # letters


def _cuts(words: Iterable[str], least: int = 2) -> Iterator[tuple[str, str, str]]:
    """Each word of some length with its two parts, of at least so many letters."""
    for word in sorted(words):
        if len(word) >= SHORTEST - 1 and word.isalpha():
            for at in range(least, len(word) - least + 1):
                yield word, word[:at], word[at:]
