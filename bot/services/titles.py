"""Titles of articles in sentences of ours."""

from __future__ import annotations

from bot.articles.layout import escape, shortened

LONGEST_QUOTED = 200
"""Characters. A message holds 2000 (docs: resources/message), escaping may double a title, and a
page may call itself whatever it likes."""


def quoted(title: str) -> str:
    """A title as it may stand in a sentence: shortened, and without Markdown of its own."""
    return escape(shortened(title, LONGEST_QUOTED))
