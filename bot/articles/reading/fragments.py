"""Pieces of markup from feeds: entry texts and titles."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree
from lxml.html import fragment_fromstring

from bot.articles.model import Block, Paragraph, Picture, Rule
from bot.articles.reading.blocks import pieces_of
from bot.articles.reading.characters import is_word, one_line
from bot.articles.reading.companions import once
from bot.articles.reading.dom import PARSER, text_of
from bot.articles.reading.phrases import is_line

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ESCAPED_TAG = re.compile(
    r"&lt;/?(?:p|br|div|a|b|i|em|strong|img|ul|li|blockquote|h\d|span)\b[^&]*?/?&gt;", re.IGNORECASE
)
# What WordPress and others put under the text in a feed.
_FEED_FOOT = re.compile(
    r"^(?:the post .{1,300} (?:appeared first on|first appeared on) .{1,200}|"
    r"continue reading.{0,300}|read more.{0,100}|\[(?:…|\.\.\.)\]|(?:…|\.\.\.)|"
    r"la entrada .{1,300} (?:se publicó primero en|aparece primero en) .{1,200}|"
    r"l’article .{1,300} est apparu en premier sur .{1,200}|"
    r"der beitrag .{1,300} erschien zuerst auf .{1,200})$",
    re.IGNORECASE | re.DOTALL,
)


def blocks_of_markup(markup: str, base: str | None) -> tuple[Block, ...]:
    """The blocks of an entry's text, without the feed's own lines under it."""
    text = _unescaped_once(markup)
    if not text.strip():
        return ()
    if not _TAG.search(text):
        text = "".join(f"<p>{paragraph}</p>" for paragraph in re.split(r"\n\s*\n", text))
    try:
        root = fragment_fromstring(
            text.encode("utf-8", "replace"), create_parent="div", parser=PARSER
        )
    except etree.ParserError:  # nothing but a comment, for example
        return ()
    pieces = [piece for piece in once(pieces_of(root, base)) if not _is_foot(piece.block)]
    while pieces and isinstance(pieces[-1].block, Rule):
        pieces.pop()
    return tuple(piece.block for piece in pieces)


def _is_foot(block: Block) -> bool:
    if isinstance(block, Picture):
        return False
    text = one_line(getattr(block, "markdown", ""))
    return isinstance(block, Paragraph) and bool(
        _FEED_FOOT.match(text) or is_line("furniture", text)
    )


def _unescaped_once(markup: str) -> str:
    """Markup that was escaped twice is unescaped once more; text that shows tags is left alone."""
    if _TAG.search(markup) or not _ESCAPED_TAG.search(markup):
        return markup
    return unescape(markup)


def plain_of_markup(text: str, kind: str = "text/html") -> str:
    """One line of plain text; `kind` is the media type stated for it.

    A title stated as HTML may be escaped twice; one stated as plain text holds entities and tags
    only where it speaks of them.
    """
    if kind == "text/plain" and not re.search(
        r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", text, re.IGNORECASE
    ):
        return one_line(text)
    unescaped = unescape(text)
    if kind != "text/plain" and _TAG.search(unescaped):
        unescaped = _text_of(unescaped)
    once_more = unescape(unescaped)
    return one_line(once_more if is_word(once_more) or not unescaped else unescaped)


def _text_of(markup: str) -> str:
    try:
        root = fragment_fromstring(
            markup.encode("utf-8", "replace"), create_parent="div", parser=PARSER
        )
    except etree.ParserError:  # nothing but a comment, for example
        return ""
    return text_of(root)
