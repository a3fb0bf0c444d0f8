"""Discord's Markdown as its clients read it, to see what a reader sees.

Written after simple-markdown's patterns, which Discord's parser extends (headings, subtext, lists,
quotes, spoilers, mentions, timestamps, emoji). Independent of the product on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ZERO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class Shown:
    """One shown character and what holds on it: `bold`, `link https://…`, `heading`, `mention` …"""

    character: str
    marks: frozenset[str]


_EM = (
    r"(?a:\b)_((?:__|\\.|[^\\_])+?)_(?a:\b)"
    r"|\*(?=\S)((?:\*\*|\\.|\s+(?:\\.|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"
)
_BY_LENGTH = {
    "bold": re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL),
    "italic": re.compile(_EM, re.DOTALL),
    "underlined": re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL),
}
_IN_ORDER = {
    "escape": re.compile(r"\\([^0-9A-Za-z\s])"),
    "mention": re.compile(r"<(?:@[!&]?|#)\d+>|@(?:everyone|here)|</[^<>:]+:\d+>|<id:\w+>"),
    "emoji": re.compile(r"<a?:\w+:\d+>|:(?!\d\d:)[\w+-]+:"),
    "timestamp": re.compile(r"<t:-?\d+(?::[tTdDfFR])?>"),
    "autolink": re.compile(r"<([^: >]+:/[^ >]+)>"),
    "address": re.compile(r"https?://[^\s<]+[^<.,:;\"')\]\s]"),
    "link": re.compile(
        r"\[((?:\[[^\]]*\]|\\.|[^\[\]\\])*)\]\(\s*<?((?:\([^)]*\)|[^\s\\()]|\\.)*?)>?\)", re.DOTALL
    ),
    "code": re.compile(r"(`+)(.*?[^`])\1(?!`)", re.DOTALL),
    "struck": re.compile(r"~~(.+?)~~(?!_)", re.DOTALL),
    "spoiler": re.compile(r"\|\|(.+?)\|\|", re.DOTALL),
}
_TEXT = re.compile(r".+?(?=[^0-9A-Za-z\s\u00c0-\uffff]|\n|\w+:\S|$)", re.DOTALL)
_BLOCKS = {
    "heading": re.compile(r" *#{1,3}\s+(?=\S)"),
    "subtext": re.compile(r" *-#\s+(?=\S)"),
    "quote": re.compile(r" *> "),
    "item": re.compile(r" *(?:[-*]|\d+\.) +(?=\S)"),
}
_FENCED = re.compile(r"```(?:[\w+#.-]*\n)?(.*?)\n?```", re.DOTALL)


def shown(markdown: str) -> list[Shown]:
    """The characters that a reader sees, in order, white space included."""
    return list(_blocks(markdown))


def ink(markdown: str) -> str:
    """The characters that a reader sees, without white space and zero-width spaces."""
    return "".join(each.character for each in inked(shown(markdown)))


def inked(characters: list[Shown]) -> list[Shown]:
    """Without white space and zero-width spaces."""
    return [
        each
        for each in characters
        if each.character.strip(f" \t\n\xa0{ZERO_WIDTH}") and not each.character.isspace()
    ]


def marks_in(markdown: str) -> set[str]:
    """Every mark that holds on some character."""
    return {mark for each in shown(markdown) for mark in each.marks}


def _blocks(markdown: str) -> Iterator[Shown]:
    done = 0
    for fenced in _FENCED.finditer(markdown):
        yield from _lines(markdown[done : fenced.start()])
        yield from _plainly(fenced[1], frozenset({"code block"}))
        done = fenced.end()
    yield from _lines(markdown[done:])


def _lines(markdown: str) -> Iterator[Shown]:
    """Blocks line by line; plain lines together, as emphasis may go over a line's end."""
    held: list[str] = []
    for line in markdown.split("\n"):
        if (found := _block(line)) is None:
            held.append(line)
            continue
        yield from _inline("\n".join(held), frozenset())
        held = []
        kind, rest = found
        yield from ((Shown(each.character, each.marks | {kind})) for each in _lines(rest))
    yield from _inline("\n".join(held), frozenset())


def _block(line: str) -> tuple[str, str] | None:
    for kind, pattern in _BLOCKS.items():
        if found := pattern.match(line):
            return kind, line[found.end() :]
    return None


def _inline(text: str, marks: frozenset[str]) -> Iterator[Shown]:
    at = 0
    while at < len(text):
        kind, found = _next(text, at)
        yield from _read(kind, found, marks)
        at = found.end()


def _next(text: str, at: int) -> tuple[str, re.Match[str]]:
    for kind, pattern in _IN_ORDER.items():
        if found := pattern.match(text, at):
            return kind, found
    candidates = [
        (kind, found) for kind, pattern in _BY_LENGTH.items() if (found := pattern.match(text, at))
    ]
    if candidates:
        return max(candidates, key=lambda each: len(each[1][0]))
    plain = _TEXT.match(text, at)
    assert plain is not None
    return "text", plain


def _read(kind: str, found: re.Match[str], marks: frozenset[str]) -> Iterator[Shown]:
    match kind:
        case "text":
            yield from _plainly(found[0], marks)
        case "escape":
            yield from _plainly(found[1], marks)
        case "link":
            yield from _inline(found[1], marks | {f"link {found[2]}"})
        case "code":
            inside = re.sub(r"^ (?= *`)|(?<=`) $", "", found[2])
            yield from _plainly(inside, marks | {"code"})
        case "autolink":
            yield from _plainly(found[1], marks | {"address"})
        case "mention" | "emoji" | "timestamp" | "address":
            yield from _plainly(found[0], marks | {kind})
        case _:
            yield from _inline(next(filter(None, found.groups())), marks | {kind})


def _plainly(text: str, marks: frozenset[str]) -> Iterator[Shown]:
    for character in text:
        yield Shown(character, marks)
