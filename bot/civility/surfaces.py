"""The texts of a message, each judged apart: its words, what it quotes, where its links lead.

What belongs to another surface is blanked out and not cut out, so that spans hold for the text as
written.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.civility.model import Comment, Surface


class Face(NamedTuple):
    """A surface's text as written; the same fit for encoding; the part of it that is judged.

    All are equally long: in `view` what belongs to other surfaces is blank.
    """

    surface: Surface
    text: str
    whole: str
    view: str


def faces(comment: Comment) -> list[Face]:
    """Every text of a comment."""
    found = _faces(Surface.TEXT, comment.text)
    for part in comment.parts:
        found += _faces(part.surface, part.text)
    return found


def _faces(surface: Surface, text: str) -> list[Face]:
    view = whole = text if text.isascii() else _encodable(text)
    found: list[Face] = []
    if ">" in text and (quotes := list(_QUOTED.finditer(view))):
        spans = [quote.span() for quote in quotes]
        view = blanked(view, spans, "\n")
        found.append(Face(Surface.QUOTE, text, whole, _only(whole, spans)))
    if ("://" in text or "www." in text) and (links := list(LINK.finditer(view))):
        view = blanked(view, [_hidden(view, *link.span()) for link in links], " ")
        paths = _paths(whole, [link.span("path") for link in links])
        found.append(Face(Surface.LINK, text, whole, paths))
    if "<t:" in text:
        view = blanked(view, [moment.span() for moment in _MOMENT.finditer(view)], " ")
    found.append(Face(surface, text, whole, view))
    return found


def _hidden(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a link is, with the brackets round it where another text is shown (`[text](link)`).

    They stay where a word goes on beside it, which is then read as one (`unveiling`).
    """
    glued = text[end + 1 : end + 2]
    if (
        text[start - 2 : start] != "]("
        or text[end : end + 1] != ")"
        or glued.isalnum()
        or glued == "["
    ):
        return start, end
    return start - 2, end + 1


def _encodable(text: str) -> str:
    """The text itself, or with a question mark for each half of a broken surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


_QUOTED = re.compile(r"^ {0,3}>>> (?s:.*)|^ {0,3}>[> ][^\n]*", re.MULTILINE)

# https://discord.com/developers/docs/reference#message-formatting: a moment, shown as a date.
_MOMENT = re.compile(r"<t:-?\d{1,16}(?::[a-zA-Z])?>")

LINK = re.compile(
    r"(?i)\b(?:https?://|www\.)(?P<host>[^\s/?#<>()\[\]|]{1,253})(?P<path>[^\s<>()\[\]|]{0,1900})"
)
"""A web address with its `host` and `path` (path, query and fragment)."""


def unquoted(text: str) -> str:
    """The text without the lines that it quotes."""
    return _QUOTED.sub("", text) if ">" in text else text


def blanked(text: str, spans: list[tuple[int, int]], blank: str) -> str:
    """The text with `blank` for each character of the spans."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = blank * (end - start)
    return "".join(characters)


def _only(text: str, spans: list[tuple[int, int]]) -> str:
    kept = ["\n"] * len(text)
    for start, end in spans:
        kept[start:end] = text[start:end].replace(">", " ")
    return "".join(kept)


def _paths(text: str, spans: list[tuple[int, int]]) -> str:
    return re.sub(r"[-_/+.?=&]", " ", _only(text, spans))
