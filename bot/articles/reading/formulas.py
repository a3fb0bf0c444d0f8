"""Formulas: what stays of them is their source, TeX where the page has it."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from bot.articles.reading.characters import one_line
from bot.articles.reading.dom import tag_of

FORMULAS = frozenset({"math", "script", "img"})
"""The elements that may be formulas."""
_LONGEST = 500
_WRAPPER = re.compile(r"^\{\\(?:displaystyle|textstyle)\s*(.*)\}$", re.DOTALL)


def formula_of(element: HtmlElement) -> str | None:
    """The formula that an element stands for, None where it stands for none.

    MathML (`<math>`) with its TeX in `alttext` or an annotation, scripts of MathJax, and the
    pictures that MediaWiki and WordPress draw of TeX.
    """
    tag = tag_of(element)
    if tag == "math":
        return _tidy(element.get("alttext") or _annotation(element) or _read(element))
    if tag == "script" and (element.get("type") or "").startswith("math/tex"):
        return _tidy(element.text or "")
    names = (element.get("class") or "").split()
    if tag == "img" and ("latex" in names or any(name.startswith("mwe-math") for name in names)):
        return _tidy(element.get("alt") or "")
    return None


def _annotation(element: HtmlElement) -> str | None:
    parts = (part for part in element.iter() if tag_of(part) == "annotation")
    return next((part.text for part in parts if "tex" in (part.get("encoding") or "")), None)


def _read(element: HtmlElement) -> str:
    return "".join(map(str, element.itertext()))


def _tidy(source: str) -> str | None:
    text = one_line(source)
    if wrapped := _WRAPPER.match(text):
        text = wrapped[1].strip()
    return text if 0 < len(text) <= _LONGEST else None
