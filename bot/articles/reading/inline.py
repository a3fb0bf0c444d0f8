"""Text with emphasis and links, from HTML to Markdown as Discord shows it.

An element becomes runs: stretches of text of one style and one link. Runs alike are merged,
white space is moved out of the marks, and only then is Markdown written, so that no mark is left
open, empty or touching another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from lxml.html import HtmlElement

from bot.articles.markdown import code_span, escape, link
from bot.articles.reading.characters import is_word, seen, single_spaced
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
_LINES = re.compile(r"(\n+)")
# As in :mrgreen:, or a family of four with its joiners and colours of skin.
_LONGEST_SMILEY = 30


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style. A line break is a run of its own, `"\\n"`."""

    text: str
    styles: frozenset[str] = frozenset()
    href: str | None = None


def runs_of(
    element: HtmlElement, base: str | None, style: Run | None = None, *, tail: bool = False
) -> Iterator[Run]:
    """The runs of an element's content; with `tail`, of the text behind it too."""
    inner = _styled(element, base, style or Run(""))
    tag = tag_of(element)
    if is_hidden(element):
        pass
    elif tag in FORMULAS and (formula := formula_of(element)):
        yield Run(formula, frozenset({"`"}), inner.href)
    elif tag and tag not in UNSEEN:
        yield from _special(element, tag, inner) or _content(element, base, inner)
    if tail and element.tail:
        yield text_run(element.tail, style)


def text_run(text: str, style: Run | None = None) -> Run:
    """Source text as a run: its white space, line ends included, is single spaces."""
    shown = single_spaced(seen(text))
    return Run(shown, style.styles, style.href) if style else Run(shown)


def _content(element: HtmlElement, base: str | None, style: Run) -> Iterator[Run]:
    if element.text:
        yield text_run(element.text, style)
    for child in element:
        yield from runs_of(child, base, style, tail=True)


def _special(element: HtmlElement, tag: str, style: Run) -> list[Run]:
    """The runs of elements that are not simply their content; empty for others."""
    if tag == "br":
        return [Run("\n")]
    if tag == "img":
        symbol = symbol_of(element)
        return [replace(style, text=symbol)] if symbol else []
    if tag not in ("sup", "sub", "q"):
        return []
    text = "".join(element.itertext()).strip()
    if tag != "q":
        table = _RAISED if tag == "sup" else _LOWERED
        if text and all(ord(character) in table for character in text):
            return [replace(style, text=text.translate(table))]
    elif text and text[0] not in '"“„«‘':
        return [replace(style, text=f"“{single_spaced(seen(text))}”")]
    return []


def symbol_of(picture: HtmlElement) -> str | None:
    """The text that a picture stands for: emoji and smileys come with theirs as `alt`."""
    alt = seen(picture.get("alt") or "").strip()
    named = has_class(picture, "emoji", "wp-smiley", "smiley") and len(alt) <= _LONGEST_SMILEY
    return alt if alt and (named or (len(alt) <= 4 and not is_word(alt))) else None


def _styled(element: HtmlElement, base: str | None, style: Run) -> Run:
    tag = tag_of(element)
    if mark := _STYLES.get(tag):
        return replace(style, styles=style.styles | {mark})
    if tag == "a" and (href := absolute(element.get("href"), base)):
        return replace(style, href=href)
    return style


def inline_markdown(runs: Iterable[Run]) -> str:
    """The runs as inline Markdown: single spaces, line breaks kept, nothing open or empty."""
    parts: list[str] = []
    for href, group in groupby(_merged(_trimmed(runs)), key=lambda run: run.href):
        label, lead, trail = _label(list(group))
        linked = link(label, href) if href and is_word(label) else label
        parts += [lead, linked, trail]
    return "".join(parts).strip()


def plain_runs(runs: Iterable[Run]) -> list[Run]:
    """The runs without emphasis, for headings; links stay."""
    return [replace(run, styles=run.styles - {"**", "*"}) for run in runs]


def _trimmed(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with one space at most between words, none around line breaks, no empty ones."""
    last = "\n"
    for run in runs:
        text = run.text.lstrip(" ") if last in " \n" and run.text != "\n" else run.text
        if text:
            last = text[-1]
            yield run if text == run.text else replace(run, text=text)


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    for (styles, href), group in groupby(runs, key=lambda run: (run.styles, run.href)):
        yield Run("".join(run.text for run in group), styles, href)


def _label(runs: list[Run]) -> tuple[str, str, str]:
    """The Markdown of runs with one link, and the white space that was at its ends."""
    text = ""
    for run in runs:
        for part in _LINES.split(run.text):
            text += _marked(part, run.styles, touching=text[-1:] in ("*", "~", "`"))
    core = text.strip(" \n")
    if not core:
        return "", text, ""
    start = text.index(core)
    return core, text[:start], text[start + len(core) :]


def _marked(text: str, styles: frozenset[str], *, touching: bool) -> str:
    """`text` inside its marks; without them where they would touch other marks or hold no word."""
    core = text.strip()
    if not core or not styles or touching or not is_word(core):
        return escape(text)
    start = text.index(core)
    marked = code_span(core) if "`" in styles else escape(core)
    for mark in ("*", "**", "~~"):
        if mark in styles:
            marked = f"{mark}{marked}{mark}"
    return f"{text[:start]}{marked}{text[start + len(core) :]}"
