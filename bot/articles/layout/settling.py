"""Runs made such that Discord sees each mark: none is in another's way.

Discord's parser looks for the end of a mark in the raw text, blind to what lies between. So code
that holds a sign stands outside the emphasis of that sign; marks hug their words; labels hold no
emoji.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

import regex

from bot.articles.layout.runs import CODE, EMPHASIS, Mark, Run, address_mark, merged, plain, shared

# An emoji in the label keeps Discord from seeing the link (discord-api-docs#7673).
_EMOJI = regex.compile(
    r"((?:(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[0-9#*]\ufe0f?\u20e3)"
    r"(?:[\p{M}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u200d\p{Extended_Pictographic})*)+)"
)
_SPACE = re.compile(r"(\s+)")


def settled(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs as they can be written; the shown text stays as it is."""
    coded = [_code_aside(run) for run in runs]
    labelled = [run for group in _by_link(coded) for run in _labelled(group)]
    return tuple(merged(_hugging(labelled)))


def _code_aside(run: Run) -> Run:
    """Code takes no mark whose signs it holds; as a label with brackets it is mere text."""
    if CODE not in run.marks:
        return run
    text = " ".join(run.text.split())
    if not text or (run.link and re.search(r"[\[\]]", text)):
        return Run(text or " ", run.without(CODE).marks)
    inside = [mark for mark in EMPHASIS if mark.closing[0] in text]
    return replace(run.without(*inside), text=text)


def _by_link(runs: Iterable[Run]) -> Iterator[list[Run]]:
    for _, group in groupby(runs, key=lambda run: run.link):
        yield list(group)


def _labelled(group: Sequence[Run]) -> Iterable[Run]:
    """One link's runs with a label that Discord takes; an address as its own label needs none."""
    link = group[0].link
    if link is None:
        return group
    url = link.url or ""
    if plain(group).strip() == url:
        return [Run(url, (address_mark(url),))]
    aside = [part for run in group for part in _emoji_aside(_unaddressed(run))]
    if any(part.link and part.text.strip() for part in aside):
        return aside
    return [*aside, Run(" "), Run(url, (address_mark(url),))]


def _unaddressed(run: Run) -> Run:
    """A label holds no link."""
    return run.without(*(mark for mark in run.marks if mark.opening == "<"))


def _emoji_aside(run: Run) -> Iterator[Run]:
    for index, text in enumerate(_EMOJI.split(run.text)):
        yield replace(run.without(run.link) if index % 2 else run, text=text)


def _hugging(runs: Iterable[Run]) -> Iterator[Run]:
    """Space belongs to a mark only if the words on both sides do."""
    words = [word for run in merged(runs) for word in _pieces(run)]
    before: tuple[Mark, ...] = ()
    for word, after in zip_longest(words, words[1:], fillvalue=Run("")):
        marks = word.marks
        if word.text.isspace():
            marks = shared(before, marks, after.marks)
        yield replace(word, marks=marks)
        before = marks


def _pieces(run: Run) -> Iterable[Run]:
    if run.is_verbatim or not run.marks:
        return [run]
    return [Run(text, run.marks) for text in _SPACE.split(run.text) if text]
