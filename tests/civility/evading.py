"""Ways to hide a word from a reader that is no person: each is a function of one word."""

from __future__ import annotations

from collections.abc import Callable, Mapping

CYRILLIC = str.maketrans("aceopxyiskmtvu", "асеорхуіѕкмтѵս")
GREEK = str.maketrans("aeiotunkpvx", "αειοτυηκρνχ")
FULLWIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
LEET = str.maketrans("aeiostgbz", "4310$7982")
SIGNS = str.maketrans("aeisoc", "@€!$0(")
STYLES = {
    "bold": 0x1D41A,
    "script": 0x1D4EA,
    "double-struck": 0x1D552,
    "fraktur": 0x1D586,
    "monospace": 0x1D68A,
    "circled": 0x24D0,
    "parenthesized": 0x249C,
    "indicators": 0x1F1E6,
    "squared": 0x1F130,
    "negative squared": 0x1F170,
    "negative circled": 0x1F150,
}


def styled(first: int) -> Callable[[str], str]:
    """The letters of a Unicode block that begins with an a at `first`."""
    return lambda word: "".join(chr(first + ord(each) - ord("a")) for each in word)


def between(sign: str) -> Callable[[str], str]:
    return sign.join


def once(sign: str) -> Callable[[str], str]:
    """The sign in the middle of the word."""
    return lambda word: f"{word[: len(word) // 2]}{sign}{word[len(word) // 2 :]}"


def around(before: str, after: str) -> Callable[[str], str]:
    return lambda word: f"{before}{word}{after}"


def marked(*marks: int) -> Callable[[str], str]:
    return lambda word: "".join(each + "".join(map(chr, marks)) for each in word)


def masked(sign: str) -> Callable[[str], str]:
    """The first inner vowel under a sign."""

    def mask(word: str) -> str:
        at = next(at for at, each in enumerate(word) if at and each in "aeiou")
        return word[:at] + sign + word[at + 1 :]

    return mask


def masked_vowels(word: str) -> str:
    """Each vowel after the first letter under a star."""
    return word[0] + "".join("*" if each in "aeiou" else each for each in word[1:])


def doubled_twice(word: str) -> str:
    return word[:1] + word[1] * 2 + word[2:-1] + word[-1] * 2


def swapped_far(word: str) -> str:
    return word[0] + word[3] + word[2] + word[1] + word[4:]


def held(word: str) -> str:
    at = next(at for at, each in enumerate(word) if at and each in "aeiou")
    return word[:at] + word[at] * 6 + word[at + 1 :]


def doubled(word: str) -> str:
    return word[:2] + word[2] + word[2:]


def swapped(word: str) -> str:
    at = len(word) // 2
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def left_out(word: str) -> str:
    at = len(word) // 2
    return word[:at] + word[at + 1 :]


def translated(table: Mapping[int, object]) -> Callable[[str], str]:
    return lambda word: word.translate(table)


def emoji_letters(word: str) -> str:
    signs = {"a": "🅰️", "b": "🅱️", "o": "🅾️", "p": "🅿️", "i": "ℹ️", "m": "Ⓜ️"}
    return "".join(signs.get(each, each) for each in word)


def capitals_by_turns(word: str) -> str:
    return "".join(each.upper() if at % 2 else each for at, each in enumerate(word))


EVASIONS: Mapping[str, Callable[[str], str]] = {
    "Cyrillic": translated(CYRILLIC),
    "Greek": translated(GREEK),
    "full width": translated(FULLWIDTH),
    "leet": translated(LEET),
    "signs for letters": translated(SIGNS),
    **{name: styled(first) for name, first in STYLES.items()},
    "indicators by name": lambda word: " ".join(f":regional_indicator_{each}:" for each in word),
    "indicators apart": lambda word: " ".join(chr(0x1F1E6 + ord(each) - 97) for each in word),
    "emoji letters": emoji_letters,
    "zero-width spaces": between("\u200b"),
    "word joiner": once("\u2060"),
    "zero-width non-joiner": once("\u200c"),
    "soft hyphen": once("\u00ad"),
    "byte order mark": once("\ufeff"),
    "hangul filler": once("\u3164"),
    "invisible times": once("\u2062"),
    "variation selector": once("\ufe0f"),
    "tags": once("\U000e0061"),
    "left-to-right marks": between("\u200e"),
    "embedding": around("\u202a", "\u202c"),
    "isolate": around("\u2066", "\u2069"),
    "override": lambda word: f"\u202e{word[::-1]}\u202c",
    "backwards": lambda word: word[::-1],
    "struck through": marked(0x336),
    "underlined": marked(0x332),
    "acute": marked(0x301),
    "zalgo": marked(0x300, 0x316, 0x489, 0x35C),
    "enclosing": marked(0x20DD),
    "spaces": between(" "),
    "two spaces": between("  "),
    "thin spaces": between("\u2009"),
    "dots": between("."),
    "middle dots": between("·"),
    "hyphens": between("-"),
    "underscores": between("_"),
    "slashes": between("/"),
    "asterisks": between("*"),
    "pipes": between("|"),
    "commas": between(","),
    "line breaks": between("\n"),
    "emoji between": between("🔥"),
    "one dot": once("."),
    "one hyphen": once("-"),
    "one space": once(" "),
    "one apostrophe": once("'"),
    "one line break": once("\n"),
    "held": held,
    "doubled": doubled,
    "every letter twice": lambda word: "".join(each * 2 for each in word),
    "swapped": swapped,
    "left out": left_out,
    "asterisk mask": masked("*"),
    "hash mask": masked("#"),
    "mask of two": masked("**"),
    "grave mask": masked("`"),
    "dot mask": masked("•"),
    "parentheses": lambda word: f"{word[:3]}({word[3:]})",
    "face inside": once("🙂"),
    "macrons": translated(str.maketrans("aeiou", "āēīōū")),
    "hooks": translated(str.maketrans("abdeiot", "ɑɓɗɛɩɵƭ")),
    "no-break spaces": between("\u00a0"),
    "em spaces": between("\u2003"),
    "masked vowels": masked_vowels,
    "doubled twice": doubled_twice,
    "swapped far": swapped_far,
    "cut at a line's end": once("-\n"),
    "arrows": between("→"),
    "bold inside": lambda word: f"{word[:2]}**{word[2:4]}**{word[4:]}",
    "italics inside": lambda word: f"{word[:2]}_{word[2:4]}_{word[4:]}",
    "empty bold": once("****"),
    "spoiler": around("||", "||"),
    "spoiler inside": lambda word: f"{word[:2]}||{word[2:]}||",
    "spoilers for each": lambda word: "".join(f"||{each}||" for each in word),
    "code": around("`", "`"),
    "block of code": around("```\n", "\n```"),
    "struck markup": around("~~", "~~"),
    "heading": around("\n# ", "\n"),
    "small print": around("\n-# ", "\n"),
    "escaped": lambda word: "".join(f"\\{each}" for each in word),
    "text of a link": around("[", "](https://news.example/a)"),
    "address": lambda word: f"https://news.example/{word}",
    "custom emoji": lambda word: f"<:{word}:123456789012345678>",
    "decimal entities": lambda word: "".join(f"&#{ord(each)};" for each in word),
    "hexadecimal entities": lambda word: "".join(f"&#x{ord(each):x};" for each in word),
    "percent": lambda word: "".join(f"%{ord(each):02x}" for each in word),
    "percent, once": lambda word: f"{word[0]}%{ord(word[1]):x}{word[2:]}",
    "program's escapes": lambda word: "".join(f"\\u{ord(each):04x}" for each in word),
    "tag inside": once("<b></b>"),
    "comment inside": once("<!-- -->"),
    "capitals by turns": capitals_by_turns,
}
