"""The words of a chunk (a run without white space), and of letters that stand one by one.

Signs at a chunk's edges part sentences; what is left is read by `spelling`, else as words written
together (`youareanidiot`), else as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from string import ascii_lowercase

from bot.civility.text.folding import NOTHING
from bot.civility.text.reading import Piece
from bot.civility.text.spelling import INITIAL, Speller
from bot.civility.text.tokens import COMMA, END, MENTION, places, spoken
from bot.civility.text.vocabulary import LONG, Vocabulary

# A plain word or number and the signs around it. Longer words may be several.
_AFTER = ",.;:!?)"
_PLAIN_AT_MOST = 11
_PLAIN = re.compile(
    rf"(?P<word>[a-z]{{1,{_PLAIN_AT_MOST}}}(?:'[a-z]{{1,2}})?|[0-9]{{1,9}})(?P<after>[{_AFTER}]*)"
)
_MARKED = re.compile(
    r"[\"'*_~`]*(?P<word>(?:[a-z]{2,8}|[a-eg-z](?!\*{3}))(?:'[a-z]{1,2})?)"
    r"(?P<after>[\"'*_~`,.;:!?)]*)"
)
_ASCII_LETTER = re.compile("[a-z]")
_HELD = re.compile(r"([a-z])\1\1|(?:([a-z])\2){3}")

# A sign that may stand for a letter (@, $) is no edge in front of a word.
_EDGES = NOTHING + "\n\"'`*_~|•·.,:;?()[]{}<>#-=/\\…"
_END_SIGNS = _EDGES + "!$+"
_ENDS, _COMMAS = frozenset(".!?;\n"), frozenset(",:()")
# Signs that may draw a letter at the beginning of a word, and signs inside a chunk that part words.
_DRAWING = frozenset("|!(/\\[")
_SPOILER, _HASH = "||", "#"
_CHUNK = re.compile(r"\S+")
_CHAIN = re.compile(r"[a-z]+(?:\.[a-z]+){2,}")
_PARTED = re.compile(r"[^\W_][.,;:!?/•_\-]+[^\W_]")
_PART = re.compile(r"[^.,;:!?/•_\-]+[.,;:!?/•_\-]*|[.,;:!?/•_\-]+")
GAPS = r".\-_*~|,/+='()\[\]·•←-⇿" "\U0001f300-\U0001faff"
"""What may part letters that stand one by one, besides spaces; for a class of characters."""
_MASKING = re.compile(rf"[{GAPS}#@%&$]")
_ONE_BY_ONE = re.compile(
    rf"[^\W_]{NOTHING}*(?:[{GAPS}]{{1,4}}[^\W_]{NOTHING}*){{2,}}[{GAPS}]{{0,4}}"
)
_MASKED = re.compile(r"[*#@%&$+•_]?[a-zñç]*(?:[*#@%&$+•_][a-zñç]*){2,}")
_QUOTING = "\"'.,:;?!()[]"
_WORD_AT_LEAST = 4
_PAIR_AT_LEAST = 7
_PAIR_AT_MOST = 40  # letters: no two familiar words are longer together
_PART_AT_LEAST = 3
_TOGETHER_AT_LEAST = 9
_WORDS_PER_LETTER = 0.4
_NO_FIRST_WORD = frozenset(ascii_lowercase) - {*"iu"}
_NO_LATER_WORD = frozenset(ascii_lowercase) - {*"auy"}


def said(pieces: Iterable[Piece]) -> str:
    """Their words, parted by spaces."""
    return " ".join([piece.word for piece in pieces])


def _plain(chunk: str) -> re.Match[str] | None:
    """The parts of a plain word with signs, of which none may stand for a letter."""
    found = _PLAIN.fullmatch(chunk) or _MARKED.fullmatch(chunk)
    return None if found is None or _HELD.search(chunk) else found


def _says_so(word: str) -> bool:
    """Whether a known word is written as it is, and no letter of it is held long."""
    return word.isascii() and word.isalpha() and not _HELD.search(word)


_BESIDE = re.compile(
    "^[\u2600-\u27bf\U0001f300-\U0001faff]+|[\u2600-\u27bf\U0001f300-\U0001faff]+$"
)
"""Emoji that stand at a word without a space."""


class ChunkReader:
    """Reads chunks with one vocabulary. `among_latin`: in a text that has Latin letters."""

    def __init__(self, vocabulary: Vocabulary, *, among_latin: bool) -> None:
        self._vocabulary = vocabulary
        self._speller = Speller(vocabulary, among_latin=among_latin)

    def saying(self, chunk: str) -> str | list[Piece]:
        """What a plain word with signs around it says, quickly; of any other chunk its pieces."""
        bare = chunk.rstrip(_AFTER)
        if bare in self._vocabulary.ordinary and _says_so(bare):
            word, after = bare, chunk[len(bare) :]
        elif plain := _plain(chunk):
            if self._is_strange(plain["word"]):
                return self._strange(chunk, plain)
            word, after = plain.groups()
        else:
            return self._odd(chunk)
        sign = _meant(after)
        return f"{word} {sign}" if sign else word

    def ordinary(self, chunks: AbstractSet[str]) -> Iterable[str]:
        """Those of some chunks that are words, with no letter held long, and say what they say."""
        return filter(_says_so, self._vocabulary.ordinary & chunks)

    def _is_strange(self, word: str) -> bool:
        """Whether a plain word is long enough for two, and not known."""
        return len(word) >= _PAIR_AT_LEAST and word not in self._vocabulary.ordinary

    def pieces(self, chunk: str) -> list[Piece]:
        """The words and signs of a chunk or of ends of lines, with their places."""
        if not (plain := _plain(chunk)):
            return self._odd(chunk)
        if self._is_strange(plain["word"]):
            return self._strange(chunk, plain)
        start, end = plain.span("word")
        return [Piece(plain["word"], start, end), *_edge(chunk, end, len(chunk))]

    def _strange(self, chunk: str, plain: re.Match[str]) -> list[Piece]:
        """Those of a plain word that is not known, and may be several."""
        word = plain["word"]
        start, end = plain.span("word")
        is_slip = word in self._vocabulary.misspelt
        parts = [] if is_slip else self._together(word, start)
        return [*(parts or [Piece(word, start, end)]), *_edge(chunk, end, len(chunk))]

    def _odd(self, chunk: str) -> list[Piece]:
        if chunk[0] == "\n":
            return [Piece(END, 0, len(chunk))]
        if chunk.startswith("<@") and chunk.endswith(">"):
            return [Piece(MENTION, 0, len(chunk))]
        return self._read(chunk)

    def letters(self, run: str) -> list[Piece]:
        """The words of letters that stand one by one, or of the run's chunks."""
        if spelt := self._spelt(run):
            return spelt
        read = {chunk: self.pieces(chunk) for chunk in {*_CHUNK.findall(run)}}
        return [
            piece.moved(chunk.start()) for chunk in _CHUNK.finditer(run) for piece in read[chunk[0]]
        ]

    def _spelt(self, run: str) -> list[Piece]:
        """The words that letters make, standing one by one; none where they make none."""
        at = [place for place, each in enumerate(run) if each.isalnum()]
        letters = "".join([run[place] for place in at])
        at = at[: 2 * _period(letters)]  # in twice what repeats each word is whole
        readings = self._speller.letters(letters[: len(at)])
        cuts = map(self._vocabulary.cut, readings)
        found = max(cuts, key=lambda cut: (sum(len(word) for word, _ in cut), -len(cut)))
        covered = sum(len(word) for word, _ in found) == len(at)
        longest = max((len(word) for word, _ in found), default=0)
        if longest < (_WORD_AT_LEAST - 1 if covered else _WORD_AT_LEAST):
            return []
        return [
            Piece(word, at[first], at[first + len(word) - 1] + 1, True) for word, first in found
        ]

    def _read(self, chunk: str) -> list[Piece]:
        if chunk.isascii() and not _ASCII_LETTER.search(chunk):
            return _as_it_stands(chunk)
        core = chunk.strip(_EDGES).rstrip(_END_SIGNS)
        before = chunk.index(core)
        whole = chunk.rstrip(".,;:!?\"')")
        if _is_drawn(chunk, core, whole) and (word := self._speller.word(whole)) not in {
            None,
            core,
        }:
            return [Piece(word, 0, len(whole), True), *_edge(chunk, len(whole), len(chunk))]
        if core and (word := self._speller.word(core)):
            after = before + len(core)
            inside = Piece(word, before, after, not self._is_spelling(core))
            return [*_edge(chunk, 0, before), inside, *_edge(chunk, after, len(chunk))]
        masked = _MASKING.search(core) or INITIAL.fullmatch(whole)
        if masked and (read := self._apart(chunk, core, before)):
            return read
        if _CHAIN.fullmatch(core):
            return _as_it_stands(chunk.replace(".", " "))
        if _PARTED.search(core):
            return self._in_parts(chunk)
        if together := self._together(core, before):
            after = before + len(core)
            if chunk[0] == _HASH:  # the usual way to write there
                together = [piece._replace(disguised=False) for piece in together]
            return [*_edge(chunk, 0, before), *together, *_edge(chunk, after, len(chunk))]
        return _as_it_stands(chunk)

    def _is_spelling(self, core: str) -> bool:
        """Whether this is a way to spell a word: with a slip, as two (*dumb-ass*), beside emoji."""
        vocabulary = self._vocabulary
        if not core.isascii():
            core = _BESIDE.sub("", core)
        if not core:
            return True  # an emoji that is itself a word
        if core.isalpha():
            return core.isascii() and core not in vocabulary.reversed
        first, hyphen, second = core.partition("-")
        return bool(hyphen) and vocabulary.known.issuperset((first, second))

    def _apart(self, chunk: str, core: str, before: int) -> list[Piece]:
        """Letters one by one without spaces, or masked ones; none where no word hides there."""
        after = before + len(core)
        if _ONE_BY_ONE.fullmatch(core) and (spelt := self._spelt(core)):
            inside = [piece.moved(before) for piece in spelt]
            return [*_edge(chunk, 0, before), *inside, *_edge(chunk, after, len(chunk))]
        masked = chunk.strip(_QUOTING)
        if _MASKED.fullmatch(masked) and (word := self._speller.masked(masked)):
            start = chunk.index(masked)
            end = start + len(masked)
            return [Piece(word, start, end, True), *_edge(chunk, end, len(chunk))]
        return []

    def _in_parts(self, chunk: str) -> list[Piece]:
        """The words of a chunk with signs in it that part sentences."""
        return [
            piece.moved(part.start())
            for part in _PART.finditer(chunk)
            for piece in self._read(part[0])
        ]

    def _together(self, core: str, start: int) -> list[Piece]:
        """Words written together; none where something of the core would be left over.

        Of letters that repeat, perhaps to be cut off within a word, only what is repeated is read.
        """
        vocabulary = self._vocabulary
        if len(core) < _PAIR_AT_LEAST or not core.isalpha() or core in vocabulary.ordinary:
            return []
        once = core[: _period(core)]
        if len(once) < len(core) and once in vocabulary.deformable:
            return _placed([(once, 0)], start)
        if not vocabulary.tells(once):
            return []
        return _placed(self._pair(once) or self._several(once), start)

    def _pair(self, core: str) -> list[tuple[str, int]]:
        """Two familiar words, of which one is often disguised, with their places."""
        vocabulary = self._vocabulary
        if len(core) <= _PAIR_AT_MOST:
            for at in range(_PART_AT_LEAST, len(core) - _PART_AT_LEAST + 1):
                cut = (core[:at], core[at:])
                told = not vocabulary.deformable.isdisjoint(cut)
                if told and vocabulary.familiar.issuperset(cut):
                    return [(cut[0], 0), (cut[1], at)]
        return []

    def _several(self, core: str) -> list[tuple[str, int]]:
        """More than two words that may be a sentence with one that tells, with their places."""
        vocabulary = self._vocabulary
        for language in vocabulary.languages if len(core) >= _TOGETHER_AT_LEAST else ():
            found = vocabulary.cover(core, language)
            if found and self._is_sentence([word for word, _ in found]):
                return found
        return []

    def _is_sentence(self, words: list[str]) -> bool:
        """Whether words may be meant, and are no syllables of a longer one (*a barra can*)."""
        vocabulary = self._vocabulary
        telling = {each for each in words if len(each) >= LONG and each in vocabulary.telling}
        strange = [
            each
            for each in words
            if each not in vocabulary.familiar and not (each in telling and len(each) > LONG)
        ]
        return (
            2 < len(words) <= sum(map(len, words)) * _WORDS_PER_LETTER
            and len({*words}) > 2  # no laughter
            and len(strange) <= len(words) / 2
            and (words[0] in vocabulary.familiar or words[0] in vocabulary.telling)
            and words[0] not in _NO_FIRST_WORD
            and _NO_LATER_WORD.isdisjoint(words[1:])
            and len(words[-1]) >= _PART_AT_LEAST
            and (bool(telling) or not vocabulary.deformable.isdisjoint(words))
        )


def _period(letters: str) -> int:
    """After how many letters they repeat themselves up to their end; their number where never."""
    again = 0
    for _ in range(_BEGINNINGS):
        again = letters.find(letters[:_BEGINNING], again + 1)
        if again < 0:
            break
        if letters.startswith(letters[again:]):
            return again
    return len(letters)


_BEGINNING = 3  # letters by which a repetition is looked for
_BEGINNINGS = 8  # places that are looked at: more would take time that grows with the square


def _placed(words: Iterable[tuple[str, int]], start: int) -> list[Piece]:
    """Deciphered words by their places in what begins there."""
    return [Piece(word, start + at, start + at + len(word), True) for word, at in words]


def _is_drawn(chunk: str, core: str, whole: str) -> bool:
    """Whether a sign at its edge may be a letter: one that draws it, *f---*, *a$$*."""
    drawing = chunk[0] in _DRAWING and not chunk.startswith(_SPOILER)
    return drawing or core == "f" or (core.isalpha() and whole.endswith("$"))


def _as_it_stands(text: str) -> list[Piece]:
    """Its words; what one or two characters stood in without parting it, as accents do, is one."""
    inside = {at for found in _INSIDE.finditer(text) for at in range(*found.span())}
    at = [place for place in range(len(text)) if place not in inside]
    shown = "".join([text[place] for place in at]).replace(NOTHING, "_")
    each = zip(spoken(shown), places(shown), strict=True)
    return [Piece(word, at[first], at[last - 1] + 1) for word, (first, last) in each]


_INSIDE = re.compile(rf"(?<=[^\W_]){NOTHING}{{1,2}}(?=[^\W_])")


def _edge(chunk: str, first: int, last: int) -> list[Piece]:
    """What the signs before or after a word mean for the sentence, where they stand."""
    sign = _meant(chunk[first:last]) if first < last else ""
    return [Piece(sign, first, last)] if sign else []


def _meant(signs: str) -> str:
    if not _ENDS.isdisjoint(signs):
        return END
    return "" if _COMMAS.isdisjoint(signs) else COMMA
