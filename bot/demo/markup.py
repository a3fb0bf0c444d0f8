"""Discord's Markdown as text on a terminal.

Shown are escapes, bold, italics, underlining, strike-through, spoilers, code, links, mentions,
times, headings, quotes, lists and small print. Times are in UTC and written out in English.
Source: Discord's help pages on Markdown; DOC/reference, Message Formatting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from rich.text import Text

_INLINE = re.compile(
    r"\\(?P<escaped>[^\w\s])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<bold>(?:\\.|[^\\])+?)\*\*(?!\*)"
    r"|__(?P<underline>(?:\\.|[^\\])+?)__"
    r"|~~(?P<strike>(?:\\.|[^\\])+?)~~"
    r"|\|\|(?P<reverse>(?:\\.|[^\\])+?)\|\|"
    r"|\*(?P<italic>(?:\\.|[^\\*\s])(?:\\.|[^\\*])*)\*"
    r"|(?<!\w)_(?P<italic_>(?:\\.|[^\\_])+)_(?!\w)"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\(<?(?P<url>https?://[^\s>)]+)>?\)"
    r"|<(?P<bare>https?://[^\s>]+)>"
    r"|<t:(?P<time>\d{1,11})(?::(?P<style>[tTdDfFR]))?>"
    r"|<(?P<kind>@[!&]?|#)(?P<id>\d+)>"
)
_STYLED = ("bold", "underline", "strike", "reverse", "italic", "italic_")
_BLOCK = re.compile(
    r"(?P<heading>#{1,3}) +(?P<head>.+)"
    r"|-# +(?P<small>.+)"
    r"|> (?P<quote>.*)"
    r"|(?P<indent> *)(?P<mark>[-*]|\d+\.) +(?P<item>.+)"
)
_TIMES = {
    "t": "{0:%H:%M}",
    "T": "{0:%H:%M:%S}",
    "d": "{0:%d/%m/%Y}",
    "D": "{0.day} {0:%B %Y}",
    "F": "{0:%A}, {0.day} {0:%B %Y %H:%M}",
}
_LONG = "{0.day} {0:%B %Y %H:%M}"  # what `f` and no letter mean; relative times are written out too
# Everything but the line break: a page may hold what a terminal would obey.
_CONTROL = dict.fromkeys((*range(10), *range(11, 32), *range(127, 160)))


@dataclass(frozen=True, slots=True)
class Prefixed:
    """A paragraph with `first` before its first line and `rest`, as long, before the others."""

    first: str
    rest: str
    text: Text
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(options.max_width - len(self.first), 10)
        for number, line in enumerate(self.text.wrap(console, width) or [Text()]):
            yield Text.assemble((self.rest if number else self.first, self.style), line)


def blocks(markdown: str, names: Mapping[int, str]) -> Iterator[Prefixed]:
    """The lines of a message, each laid out; `names` are people's and channels' by id."""
    for line in markdown.split("\n"):
        found = _BLOCK.fullmatch(line)
        yield Prefixed("", "", inline(line, names)) if found is None else _block(found, names)


def _block(found: re.Match[str], names: Mapping[int, str]) -> Prefixed:
    if found["heading"]:
        return Prefixed("", "", inline(found["head"], names, "bold"))
    if found["small"]:
        return Prefixed("", "", inline(found["small"], names, "dim"))
    if found["mark"]:
        bullet = "•" if found["mark"] in "-*" else found["mark"]
        first = f"{found['indent']}{bullet} "
        return Prefixed(first, " " * len(first), inline(found["item"], names))
    return Prefixed("▎ ", "▎ ", inline(found["quote"], names, "italic"), "dim")


def plain(text: str, style: str = "") -> Text:
    """Text that is no Markdown, such as a name or a title."""
    return Text(text.translate(_CONTROL), style)


def inline(markdown: str, names: Mapping[int, str], style: str = "") -> Text:
    """Text with its emphasis, links, mentions and times."""
    text, position = Text(style=style), 0
    markdown = markdown.translate(_CONTROL)
    for found in _INLINE.finditer(markdown):
        text.append(markdown[position : found.start()])
        text.append_text(_span(found, names))
        position = found.end()
    return text.append(markdown[position:])


def _span(found: re.Match[str], names: Mapping[int, str]) -> Text:
    kind = found.lastgroup or ""
    if found["time"]:
        return Text(_time(int(found["time"]), found["style"]))
    if found["id"]:
        sign = "#" if found["kind"] == "#" else "@"
        return Text(f"{sign}{names.get(int(found['id']), 'unknown')}", "cyan")
    if found["label"]:
        label = inline(found["label"], names)
        label.stylize(Style(underline=True, link=found["url"]))
        return label
    if kind in _STYLED:
        return inline(found[kind], names, kind.rstrip("_"))
    return Text(found["escaped"] or found["code"] or found["bare"], "cyan" if found["code"] else "")


def _time(seconds: int, style: str | None) -> str:
    return _TIMES.get(style or "f", _LONG).format(datetime.fromtimestamp(seconds, UTC))
