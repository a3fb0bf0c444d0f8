"""A view full of oddities cut into words: plain words, spaced letters, and chunks to be read.

A chunk is a run without white space. Signs at its edges part sentences; what is left is read by
`spelling`, else as words written together (`youareanidiot`), else as it stands.
"""

from __future__ import annotations

import re

from bot.civility.text.folding import NOTHING
from bot.civility.text.reading import Reading
from bot.civility.text.spelling import Speller
from bot.civility.text.tokens import COMMA, END, MENTION, places, spoken
from bot.civility.text.vocabulary import Vocabulary

_SIGNS = {"mention": MENTION, "end": END, "comma": COMMA}
_LETTER = rf"{NOTHING}*[^\W_]{NOTHING}*"
_GAP = r"[ \n.\-_*~|,/+='()\[\]\U0001f300-\U0001faff]{1,4}"
# A plain word stands free, but for the signs after it. Longer ones may be several words.
_FREE = r"(?:'[a-z]{1,2})?(?=[,.;:!?)]*(?!\S))"
_PIECE = re.compile(
    rf"(?P<plain>(?<!\S)[a-z]{{2,11}}{_FREE})"
    rf"|(?P<spaced>(?<![^\W_])[(\[]?(?:{_LETTER}{_GAP}){{2,}}{_LETTER}(?![^\W_]))"
    rf"|(?P<single>(?<!\S)[a-z]{_FREE})"
    r"|(?P<end>[.!?;]+(?!\S)|\n+)|(?P<comma>[,:)]+(?!\S))|(?P<mention><@[!&]?\d{1,20}>)"
    r"|(?P<chunk>\S+)"
)
_PLAIN = frozenset({"plain", "single"})
_HELD = re.compile(r"([a-z])\1\1|(?:([a-z])\2){3}")

# A sign that may stand for a letter (@, $) is no edge in front of a word.
_EDGES = NOTHING + "\n\"'`*_~|.,:;?()[]{}<>#-=/\\…"
_END_SIGNS = _EDGES + "!@$+"
_ENDS, _COMMAS = frozenset(".!?;\n"), frozenset(",:()")
_WORD_AT_LEAST = 4
_TOGETHER_AT_LEAST = 9
_WORDS_PER_LETTER = 0.4


Piece = tuple[str, int, int, bool]
"""A word, where it stands in its chunk, and whether it was deciphered."""


def decipher(view: str, vocabulary: Vocabulary, speller: Speller) -> Reading:
    """The words and signs of an unveiled view, odd spellings read as known words."""
    reading = Reading([], [])
    words, places_ = reading.words, reading.places
    held = _HELD.search(view) is not None
    read: dict[str, list[Piece]] = {}
    for found in _PIECE.finditer(view):
        kind, text = found.lastgroup, found[0]
        if kind in _PLAIN and not (held and _HELD.search(text)):
            words.append(text)
            places_.append(found.span())
        elif kind in _SIGNS:
            reading.add(_SIGNS[kind], *found.span())
        else:
            if text not in read:
                cut = _letter_by_letter if kind == "spaced" else _chunk
                read[text] = cut(text, vocabulary, speller)
            start = found.start()
            for word, first, last, disguised in read[text]:
                reading.add(word, start + first, start + last, disguised=disguised)
    return reading


def _chunk(chunk: str, vocabulary: Vocabulary, speller: Speller) -> list[Piece]:
    """The words of a run without white space."""
    core = chunk.strip(_EDGES).rstrip(_END_SIGNS)
    before = chunk.index(core)
    whole = chunk.rstrip(".,;:!?\"')")
    drawn = chunk[0] in _DRAWING or core == "f" or (core.isalpha() and whole.endswith("$"))
    if drawn and (word := speller.word(whole)):
        return [(word, 0, len(whole), True), *_edge(chunk, len(whole), len(chunk))]
    if core and (word := speller.word(core)):
        after = before + len(core)
        plain = core.isascii() and core.isalpha() and core not in vocabulary.reversed
        inside = [(word, before, after, not plain)]
        return [*_edge(chunk, 0, before), *inside, *_edge(chunk, after, len(chunk))]
    if _CHAIN.fullmatch(core):
        return _as_it_stands(chunk.replace(".", " "))
    if _PARTED.search(core):
        return _in_parts(chunk, vocabulary, speller)
    return _together(core, before, vocabulary) or _as_it_stands(chunk)


def _in_parts(chunk: str, vocabulary: Vocabulary, speller: Speller) -> list[Piece]:
    """The words of a chunk with signs in it that part sentences."""
    found: list[Piece] = []
    for part in _PART.finditer(chunk):
        for word, first, last, disguised in _chunk(part[0], vocabulary, speller):
            found.append((word, part.start() + first, part.start() + last, disguised))
    return found


# Signs that may draw a letter at the beginning of a word, and signs inside a chunk that part words.
_DRAWING = frozenset("|!(/\\[")
_CHAIN = re.compile(r"[a-z]+(?:\.[a-z]+){2,}")
_PARTED = re.compile(r"[^\W_][.,;:!?/]+[^\W_]")
_PART = re.compile(r"[^.,;:!?/]+[.,;:!?/]*|[.,;:!?/]+")


def _letter_by_letter(run: str, vocabulary: Vocabulary, speller: Speller) -> list[Piece]:
    """The words of letters that stand one by one."""
    at = [place for place, each in enumerate(run) if each.isalnum()]
    found = vocabulary.cut(speller.letters("".join(run[place] for place in at)))
    covered = sum(len(word) for word, _ in found) == len(at)
    longest = max((len(word) for word, _ in found), default=0)
    if longest < (_WORD_AT_LEAST - 1 if covered else _WORD_AT_LEAST):
        return _as_it_stands(run)
    return [(word, at[first], at[first + len(word) - 1] + 1, True) for word, first in found]


def _together(core: str, start: int, vocabulary: Vocabulary) -> list[Piece]:
    """Words written together; none where something of the core would be left over."""
    if len(core) < _TOGETHER_AT_LEAST or not core.isalpha():
        return []
    found = vocabulary.cut(core)
    covered = sum(len(word) for word, _ in found) == len(core)
    long = [word for word, _ in found if len(word) > _WORD_AT_LEAST]
    told = not vocabulary.telling.isdisjoint(long)
    if not (covered and told and 2 < len(found) <= len(core) * _WORDS_PER_LETTER):
        return []
    return [(word, start + at, start + at + len(word), True) for word, at in found]


def _as_it_stands(text: str) -> list[Piece]:
    shown = text.replace(NOTHING, "_")
    each = zip(spoken(shown), places(shown), strict=True)
    return [(word, first, last, False) for word, (first, last) in each]


def _edge(chunk: str, first: int, last: int) -> list[Piece]:
    """What the signs before or after a word mean for the sentence."""
    signs = chunk[first:last]
    if not signs:
        return []
    if not _ENDS.isdisjoint(signs):
        return [(END, first, last, False)]
    return [] if _COMMAS.isdisjoint(signs) else [(COMMA, first, last, False)]
