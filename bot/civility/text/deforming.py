"""The usual deformations of a word, computed beforehand so that reading them costs a look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase

SHORTEST = 5
"""Shorter words are left alone: too many other words are one letter away."""

# Spellings by ear, and by eye, as they are seen in comments (English and Spanish).
_BY_EAR = [
    ("ck", "k"), ("c", "k"), ("qu", "k"), ("que", "ke"), ("ph", "f"), ("s", "z"), ("i", "y"),
    ("y", "i"), ("o", "u"), ("u", "oo"), ("u", "o"), ("a", "e"), ("e", "a"), ("i", "e"),
    ("e", "i"), ("o", "a"), ("i", "ee"), ("v", "b"), ("b", "v"), ("z", "s"), ("ll", "y"),
    ("g", "j"), ("j", "g"), ("h", ""), ("c", "s"), ("er", "a"), ("or", "a"), ("er", "ah"),
    ("y", "ll"), ("j", "x"), ("do", "2"), ("dos", "2"),
    ("l", "i"), ("i", "l"), ("m", "rn"), ("w", "vv"),  # by eye: ldiot, rnoron
]  # fmt: skip


def misspellings(word: str) -> Iterator[str]:
    """One letter inside left out, added or swapped with its neighbour; the spellings by ear."""
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        for letter in ascii_lowercase:
            yield word[:at] + letter + word[at:]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for heard, written in _BY_EAR:
        yield word.replace(heard, written)
        for at in range(len(word)):
            if word.startswith(heard, at):
                yield word[:at] + written + word[at + len(heard) :]


def table(words: Iterable[str], real: frozenset[str]) -> Mapping[str, str]:
    """Each misspelling of the words of at least `SHORTEST` letters, with the word it stands for.

    What is itself one of the `words` or a `real` word never stands for another.
    """
    chosen = sorted(word for word in words if len(word) >= SHORTEST and word.isalpha())
    taken = real.union(words)
    found: dict[str, str] = {}
    for word in chosen:
        for misspelt in misspellings(word):
            if len(misspelt) >= SHORTEST - 1 and misspelt not in taken:
                found.setdefault(misspelt, word)
    return found


def backwards(words: Iterable[str], real: frozenset[str]) -> Mapping[str, str]:
    """Each long word written backwards, with the word."""
    turned = {word[::-1]: word for word in words if len(word) >= SHORTEST and word.isalpha()}
    return {key: word for key, word in turned.items() if key not in real and key != word}


def halves(words: Iterable[str], real: frozenset[str]) -> Mapping[tuple[str, str], str]:
    """Each long word cut in two, with the word; never where the cut leaves two real words."""
    found: dict[tuple[str, str], str] = {}
    for word in sorted(words):
        if len(word) < SHORTEST or not word.isalpha():
            continue
        for at in range(2, len(word) - 1):
            cut = (word[:at], word[at:])
            if not (cut[0] in real and cut[1] in real):
                found.setdefault(cut, word)
    return found
