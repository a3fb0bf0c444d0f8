"""What a rule of form is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from bot.civility.model import Context, Span


class Looked(NamedTuple):
    """What a detector sees.

    `view`: the text without its quotes and links; `text`: with them; `bare`: that, unveiled where
    something about it was odd. All are equally long.
    """

    view: str
    text: str
    bare: str
    context: Context
    limits: Mapping[str, int]


Detector = Callable[[Looked], Iterable[Span]]
"""Finds the stretches of a text that a rule is about; they are spans of the text as written."""
