"""Names of authors as pages write them: *By Ana Pérez and Luis Gil | 14 May 2014*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.articles.reading.characters import comparable, is_word, one_line
from bot.articles.reading.dates import find_date
from bot.articles.reading.phrases import any_of, is_line

_LONGEST_NAME = 80
_LONGEST_LINE = 200
# Words of a name that ends in an exclamation mark, as in Yahoo!
_EXCLAIMED = 2
_PARTS = re.compile(r"\s*(?:[|•·●/]|\s[–—-]\s|\n)\s*")
# "Ana Pérez in News"
_SECTION = re.compile(r"\s+(?:in|under|en|bajo|dans|unter)\s+(?=[A-ZÀ-Þ])")
# "Ana Pérez (ap)": what stands behind a name, its bracket lost or not, and Korean's *reporter*.
_BEHIND = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]?\s*$|(?<=[가-힣])\s+(?:기자|특파원|논설위원)$")
_ADDRESSES = re.compile(r"[(<\[]?\b[\w.+-]+@[\w-]+\.[\w.]+\b[)>\]]?|https?://\S+|(?<!\w)@\w+")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(
        rf"\s*{any_of('by')}(?::|\s)\s*(?=\S)|\s*(?:[文作]者?|记者|記者)\s*[／/:：]\s*", re.I
    )


@cache
def _between() -> re.Pattern[str]:
    words = any_of("and")
    return re.compile(rf"\s*[,;、،]\s*(?:{words}\s+)?|\s+{words}\s+|\s*[|•·●]\s*|\s*\n\s*", re.I)


def byline_of(line: str) -> str | None:
    """The authors that a line such as *By Ana Pérez | 14 May 2014* names, else None.

    The line must be a byline as a whole: prose that begins with *By* is none.
    """
    text = one_line(line)
    if not text or len(text) > _LONGEST_LINE:
        return None
    for part in _PARTS.split(text):
        opening = _opening().match(part)
        names = opening and names_in(_SECTION.split(without_date(part[opening.end() :]))[0])
        if names:
            return names
    return _behind_date(text)


def _behind_date(text: str) -> str | None:
    """The authors in *Posted on 14 May 2014 by Ana Pérez*."""
    found = find_date(text)
    if found is None or len(text[: found.start].split()) > 3:
        return None
    behind = _PARTS.split(text[found.end :].lstrip(" ,;|•·–—-"))[0]
    opening = _opening().match(behind)
    if opening is None or behind[opening.end() :][:1].islower():
        return None
    return names_in(_SECTION.split(behind[opening.end() :])[0])


def without_date(text: str) -> str:
    """`text` up to where a date begins, where it holds one, without what leads to it."""
    found = find_date(text)
    return lead_in().sub("", text[: found.start]) if found else text


@cache
def lead_in() -> re.Pattern[str]:
    """What stands between a name and a date: *on*, *says*, *posted*, a weekday, punctuation."""
    words = "|".join(
        (any_of("at"), any_of("says"), any_of("weekday"), "posted", "published", "updated")
    )
    return re.compile(rf"(?:(?:^|[\s,:;|(·•–—-]+)(?:{words}))*[\s,:;|(·•–—-]*$", re.IGNORECASE)


def names_in(text: str) -> str | None:
    """The names in `text`, each once, joined by commas; None where it holds no name."""
    return joined_names(split_names(text))


def joined_names(names: Sequence[str]) -> str | None:
    """The names as one byline, in order; a name given twice counts once."""
    unique = {comparable(name): name for name in reversed(names) if comparable(name)}
    return ", ".join(reversed(unique.values())) or None


def split_names(text: str) -> list[str]:
    """The single names in a byline without its *By*; empty where they are no names."""
    cleaned = one_line(_ADDRESSES.sub(" ", text)).strip(" ,;:|.–—-()/→»·")
    opening = _opening().match(cleaned)
    if opening:
        cleaned = cleaned[opening.end() :]
    parts = [_BEHIND.sub("", part).strip(" ,;:|–—-") for part in _between().split(cleaned)]
    names = [part for part in parts if is_word(part) and not is_line("no_name", part)]
    people = [name for name in names if not is_line("role", name)] or names
    return people if all(looks_like_name(name) for name in people) else []


def looks_like_name(text: str) -> bool:
    """Whether `text` may be a person's or an outlet's name: short, no sentence, no placeholder."""
    return (
        0 < len(text) <= _LONGEST_NAME
        and len(text.split()) <= 8
        and not re.search(r"[.?…:]\s*$(?<!\b\w\.)(?<!r\.)", text)
        and (not text.endswith("!") or len(text.split()) <= _EXCLAIMED)
        and re.search(r"[^\W\d_]", text) is not None
        and re.search(r"\d[.:]\d", text) is None
        and "://" not in text
    )


_PARTICLES = frozenset(
    {
        *("al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "le"),
        *("st", "van", "von", "y", "zu"),
    }
)
_PLATFORMS = re.compile(
    r"twitter|facebook|instagram|linkedin|youtube|e-?mail|website|follow|share", re.IGNORECASE
)


def reads_like_person(name: str) -> bool:
    """Whether `name` is two to five words without a small first letter, or a short one in kanji.

    Where nothing but the place of a line tells that it may name an author.
    """
    words = [word for word in name.split() if word.lower() not in _PARTICLES]
    if _PLATFORMS.search(name) or not words:
        return False
    if len(words) == 1 and re.fullmatch(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+", words[0]):
        return 2 <= len(words[0]) <= 6
    is_capital = all(word[0].isalpha() and not word[0].islower() for word in words)
    return is_capital and 2 <= len(name.split()) <= 5
