"""Inline Markdown read as runs, in one pass whose work grows with the length of the text only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.articles.layout.escaping import clean, harmless, target
from bot.articles.layout.runs import (
    BOLD,
    CODE,
    ITALIC,
    STRUCK,
    UNDERLINED,
    Mark,
    Run,
    address_mark,
    link_mark,
)
from bot.articles.layout.settling import settled

_SIGNS = {"**": BOLD, "*": ITALIC, "_": ITALIC, "__": UNDERLINED, "~~": STRUCK}
_TOKEN = re.compile(
    r"\\(?P<escaped>[^\w\s]|_)"
    r"|(?P<fence>`{1,3})(?!`)(?P<code>.{1,2000}?)(?<!`)(?P=fence)(?!`)"
    r"|`+"
    r"|<(?P<address>https?://[^\s<>]{1,1000})>"
    r"|\]\(\s{0,9}<?(?P<target>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?"
    r"(?:\s{1,9}\"[^\"]{0,300}\")?\s{0,9}\)"
    r"|(?P<bracket>[\[\]])"
    r"|(?P<sign>\*{1,3}|__?|~~)",
    re.DOTALL,
)
_DEEPEST = 4
"""More brackets than these are never open at once: it bounds the work on `[[[[[…`."""


def read(markdown: str) -> tuple[Run, ...]:
    """Inline Markdown as runs. Never fails: signs that mark nothing are text."""
    return settled(_Reader(clean(markdown)).runs())


@dataclass(frozen=True, slots=True)
class _Item:
    """Some text, and the openers before it by their index among the items."""

    text: str
    openers: tuple[int, ...]
    inner: tuple[Mark, ...] = ()


@dataclass(slots=True)
class _Reader:
    """An opener is an item too: it remains text unless what closes it is found.

    `marks` holds those that were closed; None for a link that leads nowhere, of which only the
    label is kept.
    """

    text: str
    items: list[_Item] = field(default_factory=list)
    open_signs: dict[str, int] = field(default_factory=dict)
    open_brackets: list[int] = field(default_factory=list)
    marks: dict[int, Mark | None] = field(default_factory=dict)

    def runs(self) -> Iterator[Run]:
        done = 0
        for token in _TOKEN.finditer(self.text):
            self._add(self.text[done : token.start()])
            self._take(token)
            done = token.end()
        self._add(self.text[done:])
        for index, item in enumerate(self.items):
            if index not in self.marks:
                yield Run(item.text, self._marks_of(item))

    def _marks_of(self, item: _Item) -> tuple[Mark, ...]:
        found = [mark for each in item.openers if (mark := self.marks.get(each))]
        return (*dict.fromkeys(found), *item.inner)

    def _add(self, text: str, *inner: Mark) -> None:
        if text:
            openers = sorted([*self.open_signs.values(), *self.open_brackets])
            self.items.append(_Item(text, tuple(openers), inner))

    def _take(self, token: re.Match[str]) -> None:
        if token["code"]:
            self._add(token["code"], CODE)
        elif token["address"]:
            url = harmless(token["address"])
            self._add(url, address_mark(url))
        elif token["sign"]:
            for sign in ("**", "*") if token["sign"] == "***" else (token["sign"],):
                self._sign(sign, token)
        elif token["target"] is not None:
            self._link(token)
        elif token["bracket"]:
            self._bracket(token["bracket"])
        else:
            self._add(token["escaped"] or token[0])

    def _sign(self, sign: str, token: re.Match[str]) -> None:
        start, end = token.span()
        before, after = self.text[max(start - 1, 0) : start], self.text[end : end + 1]
        in_word = sign == "_" and before.isalnum() and after.isalnum()  # snake_case
        closes = sign in self.open_signs and not before.isspace() and not in_word
        opens = sign not in self.open_signs and bool(after.strip()) and not in_word
        if closes:
            self.marks[self.open_signs.pop(sign)] = _SIGNS[sign]
            return
        self._add(sign)
        if opens:
            self.open_signs[sign] = len(self.items) - 1

    def _bracket(self, bracket: str) -> None:
        self._add(bracket)
        if bracket == "[":
            self.open_brackets = [*self.open_brackets, len(self.items) - 1][-_DEEPEST:]
        elif self.open_brackets:
            self.open_brackets.pop()

    def _link(self, token: re.Match[str]) -> None:
        if not self.open_brackets:
            self._add(token[0])
            return
        url = target(token["target"])
        self.marks[self.open_brackets[-1]] = link_mark(url) if url else None
        self.open_brackets.clear()  # a link holds no link
