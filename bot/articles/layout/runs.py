"""Inline text as runs: what is shown, and the marks that hold on it.

Runs can be cut anywhere; writing them (`writing.write`) closes the marks at the cut and opens them
again after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before and after the text that it marks; `url` where that is a link."""

    opening: str
    closing: str
    url: str | None = None


CODE = Mark("`", "`")
BOLD = Mark("**", "**")
ITALIC = Mark("*", "*")
UNDERLINED = Mark("__", "__")
STRUCK = Mark("~~", "~~")
EMPHASIS = (BOLD, ITALIC, UNDERLINED, STRUCK)


def link_mark(url: str) -> Mark:
    """The mark of a link's label; `url` as `escaping.target` gives it."""
    return Mark("[", f"]({url})", url)


def address_mark(url: str) -> Mark:
    """The mark of a web address that stands for itself."""
    return Mark("<", ">", url)


@dataclass(frozen=True, slots=True)
class Run:
    """Shown text and its marks, the outermost first."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def link(self) -> Mark | None:
        """The link that it is a label of, if any."""
        return next((mark for mark in self.marks if mark.opening == "["), None)

    @property
    def is_verbatim(self) -> bool:
        """Whether Discord acts on nothing in the text: it is code or a web address."""
        return CODE in self.marks or any(mark.opening == "<" for mark in self.marks)

    def without(self, *marks: Mark | None) -> Run:
        """The same text without these marks."""
        return replace(self, marks=tuple(mark for mark in self.marks if mark not in marks))


def plain(runs: Iterable[Run]) -> str:
    """The text as shown."""
    return "".join(run.text for run in runs)


def piece(runs: Iterable[Run], start: int, stop: int | None = None) -> tuple[Run, ...]:
    """The shown characters from `start` to `stop`, with their marks."""
    kept, at = [], 0
    for run in runs:
        if stop is not None and at >= stop:
            break
        text = run.text[max(start - at, 0) : None if stop is None else stop - at]
        if text:
            kept.append(Run(text, run.marks))
        at += len(run.text)
    return tuple(kept)


def stripped(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without white space at both ends."""
    text = plain(runs)
    start = len(text) - len(text.lstrip())
    return piece(runs, start, max(len(text.rstrip()), start))


def merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours with the same marks as one run; empty runs left out."""
    last: Run | None = None
    for run in runs:
        if not run.text:
            continue
        if last is not None and last.marks != run.marks:
            yield last
            last = None
        last = run if last is None else replace(last, text=last.text + run.text)
    if last is not None:
        yield last


def shared(*marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The outer marks that all of them begin with."""
    common = []
    for each in zip(*marks, strict=False):
        if len(set(each)) > 1:
            break
        common.append(each[0])
    return tuple(common)
