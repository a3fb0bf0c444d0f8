"""An article laid out as Discord messages. Pure.

`lay_out` makes the parts that mirror it, `card` and `thread_name` what its channel shows, `escape`
and `safe_markdown` whatever else comes from outside and goes into Discord's Markdown.

The way of a text: `parsing` reads inline Markdown as `runs`, `settling` puts their marks in order,
`splitting` cuts what is too long, `writing` writes Markdown again, escaping it (`escaping`).
`blocks` makes slices of an article's blocks, `packing` fills messages with them, and `relaying`
fits a corrected article into the messages that are there.
"""

from bot.articles.layout.blocks import Slice
from bot.articles.layout.cards import Card, card, thread_name
from bot.articles.layout.escaping import escape
from bot.articles.layout.measuring import length, shortened
from bot.articles.layout.packing import Sheet, lay_out, part_of, sheets
from bot.articles.layout.parts import Part, Photo, Text, normalised, part_text, text_hash
from bot.articles.layout.relaying import relaid
from bot.articles.layout.writing import safe_markdown

__all__ = [
    "Card",
    "Part",
    "Photo",
    "Sheet",
    "Slice",
    "Text",
    "card",
    "escape",
    "lay_out",
    "length",
    "normalised",
    "part_of",
    "part_text",
    "relaid",
    "safe_markdown",
    "sheets",
    "shortened",
    "text_hash",
    "thread_name",
]
