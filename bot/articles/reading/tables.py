"""Tables: laid out in columns where they are narrow enough, else one list item a row.

Discord has no tables. Columns of fixed width read well up to about sixty characters, which is
what a phone shows without breaking lines in a code block twice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

from lxml.html import HtmlElement

from bot.articles.markdown import escape
from bot.articles.model import Block, Code, ListItem, Paragraph
from bot.articles.reading.characters import one_line
from bot.articles.reading.dom import BLOCKS, ancestors, tag_of, text_of

_WIDEST = 60
_MOST_CELLS = 2000
_LAYOUT = BLOCKS - {"p", "div", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"}


def is_data(table: HtmlElement) -> bool:
    """Whether a table holds data; many old pages use tables to place their columns."""
    if table.get("role") in ("presentation", "none"):
        return False
    rows = _rows(table)
    columns = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or columns < 2 or sum(len(row) for row in rows) > _MOST_CELLS:
        return False
    cells = [cell for row in rows for cell in row]
    if any(tag_of(part) in _LAYOUT for cell in cells for part in cell.iter()):
        return False
    return max(len(one_line(text_of(cell))) for cell in cells) <= 400


def table_blocks(table: HtmlElement) -> list[Block]:
    """The table as blocks; its caption, if any, as a paragraph before it."""
    rows = [[one_line(text_of(cell)) for cell in row] for row in _rows(table)]
    filled = [row for row in rows if any(row)]
    caption = next((one_line(text_of(part)) for part in table.iter("caption")), "")
    title: list[Block] = [Paragraph(escape(caption))] if caption else []
    widths = [max(map(_width, column)) for column in zip_longest(*filled, fillvalue="")]
    if sum(widths) + 2 * (len(widths) - 1) <= _WIDEST and not any(
        "```" in cell for row in filled for cell in row
    ):
        return [*title, Code("\n".join(_in_columns(row, widths) for row in filled))]
    return [*title, *_as_items(filled)]


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row of this table, not of one inside it."""
    return [
        [cell for cell in row if tag_of(cell) in ("td", "th")]
        for row in table.iter("tr")
        if next((around for around in ancestors(row) if tag_of(around) == "table"), None) is table
    ]


def _in_columns(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = zip_longest(row, widths, fillvalue="")
    return "  ".join(
        f"{cell}{' ' * (int(width) - _width(str(cell)))}" for cell, width in cells
    ).rstrip()


def _width(text: str) -> int:
    """Columns that a text takes in a font of fixed width."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _as_items(rows: Sequence[Sequence[str]]) -> list[Block]:
    return [ListItem(0, None, _row_markdown(row)) for row in rows]


def _row_markdown(row: Sequence[str]) -> str:
    """*First cell · second · …*, the first in bold."""
    first, *rest = row
    parts = [f"**{escape(first)}**"] if first else []
    return " · ".join([*parts, *(escape(cell) for cell in rest if cell)])
