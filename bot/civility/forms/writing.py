"""Shouting, held letters and stacked marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.civility.forms.model import Looked
from bot.civility.model import Span

_CAPITALS = "A-ZÀ-ÖØ-Þ"
_LOUD = re.compile(rf"[{_CAPITALS}][{_CAPITALS}'’]+(?![a-zß-öø-ÿ])")
_QUIET = re.compile("[a-zß-öø-ÿ]{2,}")
_RUN = re.compile(
    rf"(?<!\w)[{_CAPITALS}][{_CAPITALS}'’]+(?:\W+[{_CAPITALS}][{_CAPITALS}'’]*)+(?!\w)"
)
_QUIETER = 9  # loud words for each quiet one that a shouted comment may have


def shouted_whole(looked: Looked) -> Iterator[Span]:
    """A comment that is all in capitals."""
    if len(_LOUD.findall(looked.view)) < _QUIETER * len(_QUIET.findall(looked.view)):
        return
    loud = list(_LOUD.finditer(looked.view))
    enough = len(loud) >= looked.limits["shouted_words"]
    if enough and not _is_table(loud, looked.view) and not _from_the_article(loud, looked):
        yield Span(loud[0].start(), loud[-1].end())


def shouted_part(looked: Looked) -> Iterator[Span]:
    """A run of words in capitals, longer than names and titles are; acronyms do not count."""
    for run in _RUN.finditer(looked.view):
        loud = list(_LOUD.finditer(looked.view, *run.span()))
        long = len(loud) >= looked.limits["shouted_run"] and not _listed(loud, looked.view)
        if long and not _from_the_article(loud, looked):
            yield Span(loud[0].start(), loud[-1].end())


def _listed(loud: list[re.Match[str]], view: str) -> bool:
    """Whether the words are names in a row (`NATO, EU, UN and OSCE`), or a quoted headline."""
    commas = view.count(",", loud[0].start(), loud[-1].end())
    return commas * 2 >= len(loud) or view[loud[0].start() - 1 : loud[0].start()] in {'"', "“", "«"}


def _is_table(loud: list[re.Match[str]], view: str) -> bool:
    """Whether figures stand among the words as in lists of prices, results and programmes."""
    return len(re.findall(r"\d[\d.,:]*", view)) * 5 > len(loud)


def _from_the_article(loud: list[re.Match[str]], looked: Looked) -> bool:
    shouted = looked.view[loud[0].start() : loud[-1].end()]
    return shouted.casefold() in looked.context.article.casefold()


_HELD = re.compile(r"(?i)([^\W\d_])\1{2,}|([!?])[!?]{2,}")
_NUMERALS = frozenset("xXiIwW")  # Roman numerals and www


def stretched(looked: Looked) -> Iterator[Span]:
    """The same letter, or `!` and `?`, many times in a row."""
    for found in _HELD.finditer(looked.view):
        limit = looked.limits["held_letters" if found[1] else "held_signs"]
        if len(found[0]) >= limit and found[1] not in _NUMERALS:
            yield Span(*found.span())


_LOADED = re.compile("[^\\W_][\u0300-\u036f\u0489]+")


def stacked(looked: Looked) -> Iterator[Span]:
    """Letters under heaps of combining marks."""
    heaps = [
        found
        for found in _LOADED.finditer(looked.view)
        if len(found[0]) > looked.limits["stacked_marks"]
    ]
    if len(heaps) >= looked.limits["stacked_letters"]:
        yield Span(heaps[0].start(), heaps[-1].end())
