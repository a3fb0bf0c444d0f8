"""What about a text's characters calls for a closer look: two RE2 sets, asked once for each text.

RE2 takes time linear in the text whatever the patterns are. Its automaton is made as it goes: each
text that is unlike those before takes it to states where it never was, and more so the more the
patterns of a set remember of what they have seen. What has most to remember is a set of its own,
and no pattern here counts beyond some characters: in one set they took ten times as long with new
texts.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import cast

import re2

from bot.civility.text.tokens import ROUGH
from bot.civility.text.views import SOFT


class Sign(Enum):
    """Something that plain reading would miss, or that a rule of form looks at."""

    ODD = "odd"
    HELD = "held"
    STRETCHED = "stretched"
    CAPITALS = "capitals"
    MENTION = "mention"
    LINK = "link"
    INVITE = "invite"
    MARKS = "marks"
    CONTACT = "contact"
    WHOSE = "whose"
    QUOTE = "quote"
    EMOJI = "emoji"
    ROUGH = "rough"
    SOFT = "soft"

    # Each is one object. That of Enum is written in Python, and asked for at every turn.
    __hash__ = object.__hash__


# Characters that ordinary English and Spanish comments are written with, emoji included.
_ORDINARY = (
    r"\x00-\x7f\x{a0}-\x{ac}\x{ae}-\x{17f}\x{2010}-\x{2027}\x{2030}-\x{205e}\x{20a0}-\x{20bf}"
    r"\x{2190}-\x{23ff}\x{2500}-\x{27bf}\x{2b00}-\x{2bff}\x{1f300}-\x{1faff}\x{200d}\x{fe0f}"
)
_LETTER = r"[a-zA-Z\x{c0}-\x{17f}]"
_GAPS = r"\s.\-_*~|,/+=()\[\]·•\x{a0}\x{2000}-\x{200a}\x{202f}\x{2190}-\x{21ff}\x{1f300}-\x{1faff}"
_NEXT = rf"[{_GAPS}']{{1,4}}{_LETTER}"
_CAPITAL = r"[A-ZÁÉÍÓÚÜÑ]"
_PATTERNS: dict[Sign, tuple[str, ...]] = {
    Sign.ODD: (
        rf"[^{_ORDINARY}]|[a-zA-Z][ßøæ\x{{100}}-\x{{17f}}]|[ßøæ\x{{100}}-\x{{17f}}][a-zA-Z]",
        rf"{_LETTER}[\x{{200d}}\x{{fe0f}}]",
        # digits and signs for letters
        rf"{_LETTER}[0-9@$!¡|+€£¥]+{_LETTER}",
        r"(?:^|[^\w$@])(?:[$!|][a-zA-Z]{3}|@(?i:ss|\$\$|rse|hole)|[013-9][a-zA-Z][\w!@$|]{2}|[013-9][!@$|][a-zA-Z]{2}|[013457]{2}[a-zA-Z]{3}|¡\w{1,9}¡\w)",
        rf"{_LETTER}{{2}}(?:[013457]\b|[@€](?:\W|$))",
        r"[a-z]I(?:[Ili]|[^a-zA-Z]|$)",  # kiII
        # masks, separators and markup inside a word
        rf"{_LETTER}[*#_~|^=`\\%&<>+\"·•]+{_LETTER}|<!--",
        rf"{_LETTER}[°\x{{2200}}-\x{{22ff}}\x{{25cb}}\x{{25cf}}\x{{25ef}}\x{{2b24}}\x{{2b55}}]{_LETTER}",
        rf"{_LETTER}\.[a-z]{{2}}|{_LETTER}'[a-zA-Z]{{3}}|{_LETTER}{{2}}\({_LETTER}{{2,}}\)",
        rf"{_LETTER}[*#_$@]{{2}}",
        # letters one by one, but not I'm a
        rf"(?:^|[^\w'])'?{_LETTER}(?:[{_GAPS}]['{_GAPS}]{{0,3}}{_LETTER}{_NEXT}|'{_LETTER}'{_LETTER})"
        rf"(?:{_NEXT})*(?:[^\w']|$)",
        rf"\b{_LETTER}-(?:[0-9]-)?{_LETTER}|{_LETTER}-{_LETTER}\b|\b[fF]-{{2}}",
        rf"{_LETTER}-[ \n]{{1,3}}[a-z\x{{df}}-\x{{ff}}]",  # a word cut as at a line's end
        rf"{_LETTER}[\x{{1f300}}-\x{{1faff}}]{_LETTER}|:regional",
        r"[a-zA-Z](?:\(\)|\[\]|\|[)<_]|\\/|/\\)|(?:^|\s)(?:\|[)<]|\\/|/\\)",
        r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|n)|&(?:#|\w{2,10};)|%[0-9a-fA-F]{2}|<a?:\w+:\d",
        # sentences of one word, words written together
        r"(?:\b\w+[.…]\s*){3}|\b\w+\.[a-z]+\.[a-z]",
        r"#[a-zA-Z]{7}|\b(?i:(?:you(?:[a-mo-qsv-z]|r[ae][a-z])|ur[a-z]{3}|eres|tueres|ihate|iwill|kill[ahmy]|hijo|vete[a-qs-z]|dumb|fucking|put[ao]|maldit[ao]|tevo|tuput|mecag|callat)[a-z]{3})|[a-zA-Z]{18}",
        r"\b(?i:stupid(?:[a-hj-z][a-z]{2}|i[a-su-z][a-z]|it[a-xz]))",  # but not stupidity
        rf"\b(?i:fuck(?:y|of|u|th)|go(?:fuck|kill)|shutup)|{_LETTER}[a-záéíóúñ]{{2}}{_CAPITAL}[a-záéíóú]{{2}}",
        rf"\b[vV]{{2}}[a-z]|\]\(<? {{8,}}>?\)(?:{_LETTER}|\[)|{_LETTER}\[{_LETTER}+\]\(",
        # words cut in syllables
        rf"\b{_LETTER}{{1,4}}-{_LETTER}{{1,4}}-{_LETTER}{{1,4}}\b",
    ),
    Sign.HELD: (
        *tuple(f"(?i:{each}{{3}})" for each in f"{string.ascii_lowercase}áéíóúñ"),
        f"(?i:(?:{'|'.join(each * 2 for each in string.ascii_lowercase)}){{3}})",
        "[!?]{6}",
    ),
    Sign.STRETCHED: (
        *tuple(f"(?i:{each}{{6}})" for each in f"{string.ascii_lowercase}áéíóúñ"),
        "[!?]{8}",
    ),
    Sign.CAPITALS: (rf"(?:{_CAPITAL}{{2,}}[^a-záéíóúñ]{{1,4}}){{3}}",),
    Sign.MENTION: (r"<@[!&]?\d", r"@(?:everyone|here)\b"),
    Sign.LINK: (r"(?i)https?:|www\.",),
    Sign.INVITE: (r"(?i)discord|dsc|t\W{0,3}me\b|whatsapp|telegram",),
    Sign.MARKS: (r"[\x{300}-\x{36f}]{3}",),
    Sign.CONTACT: (r"\w@[\w-]+\.[a-zA-Z]", r"(?:\d[\s().-]{0,3}){7}"),
    Sign.WHOSE: (
        r"(?i)\b(?:number|phone|cell|mobile|e-?mail|address|whatsapp|tel[eé]fono|n[uú]mero|m[oó]vil"
        r"|celular|correo|direcci[oó]n|domicilio|lives?\b|vive[ns]?\b|residen?\b)[^\n]*[\p{Nd}@]",
    ),
    Sign.QUOTE: (r"(?:^|\n)\s*>",),
    Sign.ROUGH: (ROUGH,),
    Sign.SOFT: (SOFT,),
}


class Signs:
    """The sets, compiled. They are warm after some hundred texts: whoever makes them shows some."""

    def __init__(self, emoji: str = "", halves: Iterable[tuple[str, str]] = ()) -> None:
        """`emoji`: the characters that the packs' lexicons name; `halves`: real words that make a
        word they look for together, where a hyphen or a line's end parts them.
        """
        patterns = dict(_PATTERNS)
        if emoji:
            patterns[Sign.EMOJI] = (f"[{emoji}]",)
        if parted := "|".join(
            f"{_any_accent(first)}[-/\n]{_any_accent(second)}" for first, second in halves
        ):
            patterns[Sign.ODD] = (*patterns[Sign.ODD], rf"\b(?i:{parted})\b")
        self._odd = _Set({Sign.ODD: patterns.pop(Sign.ODD)})
        self._others = _Set(patterns)

    def of(self, text: str) -> frozenset[Sign]:
        """The signs that a text shows."""
        return self._odd.of(text) | self._others.of(text)


def _any_accent(word: str) -> str:
    return "".join(_ACCENTED.get(letter, letter) for letter in word)


_ACCENTED = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]"}


class _Set:
    """Patterns that are looked for in one go."""

    def __init__(self, patterns: Mapping[Sign, tuple[str, ...]]) -> None:
        options = re2.Options()
        options.max_mem = _MEMORY
        self._members = list(patterns)
        self._set = re2.Set.SearchSet(options)
        for each in patterns.values():
            self._set.Add("|".join(f"(?:{pattern})" for pattern in each))
        self._set.Compile()
        self._known: dict[tuple[int, ...], frozenset[Sign]] = {}

    def of(self, text: str) -> frozenset[Sign]:
        # The stubs know only the answer of a set that was asked for no ids.
        found = cast("list[int] | None", self._set.Match(text))
        if not found:
            return _NONE
        if (signs := self._known.get(key := tuple(found))) is None:
            signs = self._known[key] = frozenset(self._members[index] for index in found)
        return signs


_MEMORY = 64 << 20  # bytes that RE2 may use for an automaton, which it builds as it goes
_NONE: frozenset[Sign] = frozenset()
