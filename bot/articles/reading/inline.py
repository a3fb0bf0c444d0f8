"""Text with emphasis and links, from HTML to Markdown as Discord shows it.

An element becomes runs: stretches of text of one style and one link. Runs alike are merged,
white space is moved out of the marks, and only then is Markdown written, so that no mark is left
open, empty or touching another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from lxml.html import HtmlElement

from bot.articles.markdown import code_span, escape, link
from bot.articles.reading.characters import is_word, seen, shown
from bot.articles.reading.dom import UNSEEN, absolute, has_class, is_hidden, tag_of
from bot.articles.reading.formulas import FORMULAS, formula_of

_STYLES = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "dfn", "var", "cite"), "*"),
    **dict.fromkeys(("s", "del", "strike"), "~~"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "`"),
}
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
# A note's number as some print it: [2]
_NOTE = re.compile(r"^\[(\d+)\]$")
_BACK = frozenset({"↩", "↩\ufe0e", "^", "↑", "⤴"})
_LINES = re.compile(r"(\n+)")
# As in :mrgreen:, or a family of four with its joiners and colours of skin.
_LONGEST_SMILEY = 30


class Run(NamedTuple):
    """Text of one style. A line break is a run of its own, `"\\n"`."""

    text: str
    styles: frozenset[str] = frozenset()
    href: str | None = None


_PLAIN = Run("")


def runs_of(element: HtmlElement, base: str | None) -> list[Run]:
    """The runs of an element's content."""
    runs: list[Run] = []
    add_runs(element, base, runs)
    return runs


def add_runs(element: HtmlElement, base: str | None, runs: list[Run]) -> None:
    """Adds the runs of an element's content to those before it in its line."""
    _collect(element, base, _PLAIN, runs)


def text_run(text: str, style: Run = _PLAIN) -> Run:
    """Source text as a run: its white space, line ends included, is single spaces."""
    return Run(shown(text), style.styles, style.href)


def _collect(element: HtmlElement, base: str | None, outer: Run, runs: list[Run]) -> None:
    """Adds the runs of an element that stands in text of the style of `outer`."""
    tag = tag_of(element)
    if not tag or is_hidden(element) or (tag == "a" and _leads_back(element)):
        return
    style = _styled(element, tag, base, outer)
    if tag in FORMULAS and (formula := formula_of(element)):
        runs.append(Run(formula, frozenset({"`"}), style.href))
    elif tag not in UNSEEN:
        if special := _special(element, tag, style):
            runs += special
            return
        if element.text:
            runs.append(text_run(element.text, style))
        for child in element:
            _collect(child, base, style, runs)
            if child.tail:
                runs.append(text_run(child.tail, style))


def _leads_back(link: HtmlElement) -> bool:
    """Whether a link leads from a note to the place that it is about."""
    text = link.text
    return text is not None and text.strip() in _BACK and (link.get("href") or "").startswith("#")


def _special(element: HtmlElement, tag: str, style: Run) -> list[Run]:
    """The runs of elements that are not simply their content; empty for others."""
    if tag == "br":
        return [Run("\n")]
    if tag == "img":
        symbol = symbol_of(element)
        return [style._replace(text=symbol)] if symbol else []
    if tag not in ("sup", "sub", "q"):
        return []
    text = "".join(element.itertext()).strip()
    if tag != "q":
        text = _NOTE.sub(r"\1", text)
        table = _RAISED if tag == "sup" else _LOWERED
        if text and all(ord(character) in table for character in text):
            return [style._replace(text=text.translate(table))]
    elif text and text[0] not in '"“„«‘':
        return [style._replace(text=f"“{shown(text)}”")]
    return []


def symbol_of(picture: HtmlElement) -> str | None:
    """The text that a picture stands for: emoji and smileys come with theirs as `alt`."""
    alt = seen(picture.get("alt") or "").strip()
    named = has_class(picture, "emoji", "wp-smiley", "smiley") and len(alt) <= _LONGEST_SMILEY
    return alt if alt and (named or (len(alt) <= 4 and not is_word(alt))) else None


def _styled(element: HtmlElement, tag: str, base: str | None, style: Run) -> Run:
    if mark := _STYLES.get(tag):
        return style._replace(styles=style.styles | {mark})
    if tag == "a" and (href := absolute(element.get("href"), base)):
        return style._replace(href=href)
    return style


def inline_markdown(runs: Sequence[Run]) -> str:
    """The runs as inline Markdown: single spaces, line breaks kept, nothing open or empty."""
    merged = _merged(runs)
    if len(merged) == 1:
        return _of_one(merged[0])
    parts: list[str] = []
    for href, group in groupby(merged, key=attrgetter("href")):
        label, lead, trail = _label(list(group))
        linked = link(label, href) if href and is_word(label) else label
        parts += [lead, linked, trail]
    return "".join(parts).strip()


def _of_one(run: Run) -> str:
    """The Markdown of a line of one style, as most are."""
    if not run.styles and not run.href:
        return escape(run.text).strip()
    if "\n" in run.text:
        label, _, _ = _label([run])
    else:
        label = _marked(run.text, run.styles, touching=False).strip(" ")
    return link(label, run.href) if run.href and is_word(label) else label


def plain_runs(runs: Iterable[Run]) -> list[Run]:
    """The runs without emphasis, for headings; links stay."""
    return [Run(text, styles - {"**", "*"}, href) for text, styles, href in runs]


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Runs alike as one, with one space at most between words, none behind line breaks."""
    if len(runs) == 1 and runs[0].text[:1] != " ":
        return [runs[0]] if runs[0].text else []
    last = "\n"
    styles: frozenset[str] | None = None
    href: str | None = None
    texts: list[str] = []
    alike: list[tuple[list[str], frozenset[str], str | None]] = []
    for run in runs:
        text = run.text
        if last in " \n" and text != "\n":
            text = text.lstrip(" ")
        if not text:
            continue
        last = text[-1]
        if run.styles != styles or run.href != href:
            texts, styles, href = [], run.styles, run.href
            alike.append((texts, styles, href))
        texts.append(text)
    return [Run("".join(parts), styles, href) for parts, styles, href in alike]


def _label(runs: list[Run]) -> tuple[str, str, str]:
    """The Markdown of runs with one link, and the white space that was at its ends."""
    text = ""
    for run in runs:
        parts = _LINES.split(run.text) if "\n" in run.text else [run.text]
        for part in parts:
            text += _marked(part, run.styles, touching=text[-1:] in ("*", "~", "`"))
    core = text.strip(" \n")
    if not core:
        return "", text, ""
    start = text.index(core)
    return core, text[:start], text[start + len(core) :]


def _marked(text: str, styles: frozenset[str], *, touching: bool) -> str:
    """`text` inside its marks; without them where they would touch other marks or hold no word."""
    if not styles or touching:
        return escape(text)
    core = text.strip()
    if not core or not is_word(core):
        return escape(text)
    start = text.index(core)
    marked = code_span(core) if "`" in styles else escape(core)
    for mark in ("*", "**", "~~"):
        if mark in styles:
            marked = f"{mark}{marked}{mark}"
    return f"{text[:start]}{marked}{text[start + len(core) :]}"
