"""An article laid out as Discord messages. Pure.

`lay_out` makes the parts that mirror it, `card` and `thread_name` what its channel shows, `escape`
and `safe_markdown` whatever else comes from outside and goes into Discord's Markdown.

The way of a text: `parsing` reads inline Markdown as `runs`, `settling` puts their marks in order,
`splitting` cuts what is too long, `writing` writes Markdown again, escaping it (`escaping`).
`blocks` makes slices of an article's blocks, `packing` fills messages with them.
"""

from bot.articles.layout.cards import Card, card, thread_name
from bot.articles.layout.escaping import escape
from bot.articles.layout.measuring import length, shortened
from bot.articles.layout.packing import lay_out
from bot.articles.layout.parts import Part, Photo, Text, normalised, part_text, text_hash
from bot.articles.layout.writing import safe_markdown

__all__ = [
    "Card",
    "Part",
    "Photo",
    "Text",
    "card",
    "escape",
    "lay_out",
    "length",
    "normalised",
    "part_text",
    "safe_markdown",
    "shortened",
    "text_hash",
    "thread_name",
]
