"""Runs written as Markdown that Discord reads the same way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.articles.layout.escaping import GAP, escape_run, verbatim
from bot.articles.layout.parsing import read
from bot.articles.layout.runs import CODE, Mark, Run, merged, shared

_SIGNS = "*_~"


def safe_markdown(markdown: str) -> str:
    """Inline Markdown as it may be posted.

    Emphasis, code and links to http(s) addresses are kept. Mentions, timestamps, custom emoji,
    headings, spoilers and whatever else is active are shown as they are written.
    """
    return write(read(markdown))


def write(runs: Iterable[Run]) -> str:
    """The runs as Markdown; a mark that goes on beyond them is closed."""
    writer = _Writer()
    for run in merged(runs):
        writer.turn_to(run.marks)
        writer.add(run)
    writer.turn_to(())
    return "".join(writer.written)


@dataclass(slots=True)
class _Writer:
    written: list[str] = field(default_factory=list)
    opened: tuple[Mark, ...] = ()

    def turn_to(self, marks: tuple[Mark, ...]) -> None:
        """Close and open what lies between the marks so far and these."""
        kept = len(shared(self.opened, marks))
        closing = "".join(mark.closing for mark in reversed(self.opened[kept:]) if mark != CODE)
        opening = "".join(mark.opening for mark in marks[kept:] if mark != CODE)
        # Signs in a row are read as one: `**a***b*` would not be bold and then italic.
        if closing and self._ends_in(closing[0]):
            self.written.append(GAP)
        if closing and opening and closing[-1] in _SIGNS and opening[0] in _SIGNS:
            closing += GAP
        self.written += [closing, opening]
        self.opened = marks

    def add(self, run: Run) -> None:
        if CODE in run.marks:
            self.written.append(_code(run.text))
            return
        if run.is_verbatim:
            self.written.append(run.text)
            return
        at_line_start = self._last in ("", "\n")
        linked = run.link is None
        self.written.append(escape_run(run.text, at_line_start=at_line_start, linked=linked))

    def _ends_in(self, sign: str) -> bool:
        return sign in _SIGNS and self._last == sign

    @property
    def _last(self) -> str:
        return next((text[-1] for text in reversed(self.written) if text), "")


def _code(text: str) -> str:
    text = verbatim(text).replace("``", f"`{GAP}`")
    if "`" not in text:
        return f"`{text}`"
    return f"`` {text} ``"
