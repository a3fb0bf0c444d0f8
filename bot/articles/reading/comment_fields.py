"""Author, time and text of one comment on a page, whichever system printed it.

The names are those of WordPress and its themes (classic and block), wpDiscuz, schema.org, h-cite,
Blogger, Drupal, TypePad and others, the commonest first. Whatever belongs to a reply inside a
comment is not its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from itertools import chain, takewhile

from lxml.html import HtmlElement

from bot.articles.markdown import body_markdown
from bot.articles.model import Block, ListItem, PageComment, Paragraph, Picture, Quote, Rule
from bot.articles.reading.blocks import Piece, pieces_of
from bot.articles.reading.characters import is_word, one_line
from bot.articles.reading.comment_lines import Signature, clean_name, without_lines_about
from bot.articles.reading.comment_parts import Elements
from bot.articles.reading.dates import find_date, machine_date, shortened_date, written_date
from bot.articles.reading.dom import ancestors, tag_of, text_of
from bot.articles.reading.inline import inline_markdown, runs_of

_AUTHORS = (
    *("comment-author-name", "fn", "p-author", "comment-name", "comment_author"),
    *("wpd-comment-author", "wc-comment-author", "wp-block-comment-author-name"),
    *("comment-author-link", "comment__author", "commentauthor", "comment-user", "username"),
    *(
        "user",
        "author-name",
        "commenter",
        "commenter-name",
        "hnuser",
        "comment-author",
        "author",
        "url",
        "name",
    ),
)
_DATES = (
    *("comment-date", "comment_date", "comment_time", "wpd-comment-date", "wc-comment-date"),
    *("comment-metadata", "comment-meta", "commentmetadata", "dt-published", "published"),
    *("comment__time", "comment-time", "datetime", "comment-timestamp", "wp-block-comment-date"),
    *("submitted", "date", "time", "timestamp", "age", "comment-footer", "comment-author"),
    *("comment_author", "meta"),
)
_TEXTS = (
    *("comment-content", "comment-text", "comment_text", "wpd-comment-text", "wc-comment-text"),
    *("wp-block-comment-content", "e-content", "p-content", "comment__content"),
    *("comment-body-text", "commenttext", "comment-entry", "comment__body", "comment_content"),
    *("comment__text", "field--name-comment-body", "comment-message", "format_text", "commtext"),
    *("usertext-body",),
)
_BODIES = (
    *("comment-body", "comment-block", "comment-inner", "comment-wrap", "comment-container"),
    *("commentbody", "content", "body"),
)
_AUTHOR_ITEMS, _DATE_ITEMS = ("author", "creator"), ("datecreated", "datepublished", "commenttime")
_TEXT_ITEMS = ("text", "commenttext")
# Inside a comment's body, but not its text.
_META = re.compile(
    r"\s(?:comment-?(?:meta|metadata|footer|header|head|actions?|controls|reply|edit|date|time|avatar|link)"
    r"[\w-]*|commentmetadata|reply|replies|comment-reply-link|avatar|says|children|edit-link|gravatar|"
    r"wpd-(?:comment-(?:header|footer|left|right-label|label)|reply-button)|screen-reader-text|"
    r"wc-(?:comment-(?:header|footer|left|label)|reply-button)|comment-awaiting-moderation|sharedaddy|"
    r"jp-relatedposts|comment-likes?|likes?|votes?|rating|comment_time|admin-btn|"
    r"(?:[\w-]*[-_]|comm?|post)?meta|comment-?(?:number|count|permalink))\s"
)
_NAMES = re.compile(r"\s(?:comment-?author[\w-]*|comment_author|vcard|fn|username)\s")
_AUTHOR_END = re.compile(
    r"(?:author(?:-?name)?|commenter(?:[-_]?name)?|user[-_]?name|comment-?(?:name|user)|display-?name|nick(?:name)?)$"
)
_DATE_END = re.compile(r"(?:date|time|timestamp|published)$")
_TEXT_END = re.compile(r"(?:comments?[a-z_-]*|comm?)(?:text|content|body|message|msg)$")
_PLAIN_NAMES = ("cite", "strong", "b", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "menu")
_LONGEST_LINE = 200


class Comment:
    """One comment: its elements, the `parts` inside that belong to no other, and its `pieces`."""

    def __init__(
        self, elements: Elements, parts: Sequence[HtmlElement], pieces: Sequence[Piece]
    ) -> None:
        self._elements = elements
        self._pieces = pieces
        self._parts = parts
        self._by_class: dict[str, list[HtmlElement]] = {}
        self._by_item: dict[str, list[HtmlElement]] = {}
        for part in parts:
            for name in _classes(part):
                self._by_class.setdefault(name, []).append(part)
            if item := part.get("itemprop") or part.get("property"):
                self._by_item.setdefault(item.lower().rpartition(":")[2], []).append(part)

    def read(
        self, base: str | None, language: str | None, answered: int | None
    ) -> PageComment | None:
        """The comment; None where it has no text. `answered` is the index of its parent."""
        blocks, holder = self._text(base)
        signature = Signature(self._author(), self._date(language))
        if not signature.is_whole:
            outside = [one_line(line) for line in self._lines_about(holder)]
            signature = signature.completed(outside, language)
        if signature.author is None:
            signature = replace(signature, author=self._emphasised())
        own, about = without_lines_about(blocks, signature.author)
        if not own:
            return None
        signature = signature.completed([one_line(line) for line in about], language)
        return PageComment(body_markdown(own), signature.author, signature.published, answered)

    def _author(self) -> str | None:
        named = chain(self._named(_AUTHORS), self._items(_AUTHOR_ITEMS), self._ending(_AUTHOR_END))
        return next(filter(None, map(_name, named)), None)

    def _emphasised(self) -> str | None:
        """A short line of its own that is set off, as old themes print names."""
        plain = (part for part in self._parts if tag_of(part) in _PLAIN_NAMES)
        short = (part for part in plain if len(text_of(part)) <= 80 and not _is_in_text(part))
        return next(filter(None, map(_name, short)), None)

    def _date(self, language: str | None) -> datetime | None:
        """When it was written (UTC), as an attribute or as text states it."""
        timed = (part for part in self._parts if part.tag == "time" and part.get("datetime"))
        for part in chain(timed, self._items(_DATE_ITEMS)):
            stated = part.get("datetime") or part.get("content") or text_of(part)
            if date := machine_date(stated):
                return date
        return self._written(language)

    def _written(self, language: str | None) -> datetime | None:
        permalinks = (part for part in self._parts if "#c" in (part.get("href") or ""))
        titled = (part for part in self._parts if tag_of(part) in ("abbr", "cite", "small", "time"))
        for part in chain(self._named(_DATES), self._ending(_DATE_END), permalinks, titled):
            for text in (part.get("title"), part.get("datetime"), one_line(text_of(part))):
                if date := _date_in(text, language):
                    return date
        return self._behind_look(language)

    def _behind_look(self, language: str | None) -> datetime | None:
        """The date that shows when a pointer rests on its short form: *Jun 2*, *3 days ago*."""
        shown = (part for part in self._parts if part.get("title") and _has_digit(part))
        told = (find_date(part.get("title") or "", language) for part in shown)
        return next((date.instant for date in told if date and date.start == 0), None)

    def _text(self, base: str | None) -> tuple[list[Block], HtmlElement | None]:
        """Its blocks and the element that holds them; None where that is all of the comment."""
        holders = chain(self._named(_TEXTS), self._items(_TEXT_ITEMS), self._ending(_TEXT_END))
        for part in holders:
            if blocks := self._blocks(part, base, (_META, _NAMES)) or _symbols(part, base):
                return blocks, part
        for part in self._named(_BODIES):
            if blocks := self._blocks(part, base, (_META, _NAMES)):
                return blocks, part
        whole = self._elements
        if tag_of(whole[0]) == "dt":
            whole = whole[1:] or whole
        for others in ((_META, _NAMES), (_META,), ()):
            if blocks := [block for part in whole for block in self._blocks(part, base, others)]:
                return blocks, None
        return [], None

    def _lines_about(self, holder: HtmlElement | None) -> list[str]:
        """The lines that may say who wrote it: those outside its text, else the outermost."""
        inside = set(holder.iter()) if holder is not None else set(self._parts)
        chosen = [
            piece
            for piece in self._pieces
            if piece.element not in inside or self._is_about(piece.element)
        ]
        if holder is None:
            chosen += [*self._pieces[:2], *self._pieces[-1:]]
        return [piece.text for piece in chosen]

    def _is_about(self, element: HtmlElement) -> bool:
        """Whether an element stands among what is told about the comment."""
        for part in (element, *ancestors(element)):
            if part in self._elements:
                return tag_of(part) == "dt"
            if _is_other(part, (_META, _NAMES)):
                return True
        return False

    def _blocks(
        self, part: HtmlElement, base: str | None, others: Sequence[re.Pattern[str]]
    ) -> list[Block]:
        """The blocks in `part` without names, dates, buttons and replies."""
        inside = set(part.iterdescendants())
        strange = {own for own in self._parts if own in inside and _is_other(own, others)}
        if self._pieces and not strange:
            inside.add(part)
            own = (piece for piece in self._pieces if piece.element in inside)
            found = [_as_alone(piece, part) for piece in own]
        else:
            found = [piece.block for piece in pieces_of(self._bare(part, strange), base)]
        return [block for block in found if not isinstance(block, (Picture, Rule))]

    def _bare(self, part: HtmlElement, strange: set[HtmlElement]) -> HtmlElement:
        """A copy of `part` without what is strange to the text."""
        own = frozenset(self._parts)
        doomed = [
            number
            for number, inner in enumerate(part.iter())
            if number and (inner not in own or inner in strange)
        ]
        copied = deepcopy(part)
        copied.tail = None
        inside = list(copied.iter())
        for number in reversed(doomed):
            inside[number].drop_tree()
        return copied

    def _named(self, classes: Sequence[str]) -> Iterator[HtmlElement]:
        """Own elements with these classes, in the order of the classes."""
        for name in classes:
            yield from self._by_class.get(name, ())

    def _items(self, items: Sequence[str]) -> Iterator[HtmlElement]:
        """Own elements with these values of `itemprop` or RDFa's `property`."""
        for item in items:
            yield from self._by_item.get(item, ())

    def _ending(self, pattern: re.Pattern[str]) -> Iterator[HtmlElement]:
        """Own elements of which a class ends so, as in `w-comments-item-author`."""
        for name, parts in self._by_class.items():
            if pattern.search(name):
                yield from parts


def _as_alone(piece: Piece, holder: HtmlElement) -> Block:
    """The piece's block as if `holder` stood alone: lists and quotes around it are not its own."""
    around = list(
        takewhile(lambda part: part is not holder, (piece.element, *ancestors(piece.element)))
    )
    if piece.element is holder:
        around = []
    match piece.block:
        case ListItem(_, number, markdown):
            depth = sum(tag_of(part) in _LISTS for part in around)
            return ListItem(min(depth - 1, 3), number, markdown) if depth else Paragraph(markdown)
        case Quote(markdown):
            quoted = any(tag_of(part) == "blockquote" for part in around)
            return piece.block if quoted else Paragraph(markdown)
        case _:
            return piece.block


def _symbols(part: HtmlElement, base: str | None) -> list[Block]:
    """A text without any letter or digit: a smiley, an exclamation mark."""
    markdown = inline_markdown(runs_of(part, base))
    return [Paragraph(markdown)] if markdown else []


def _name(part: HtmlElement) -> str | None:
    named = next((own for own in part.iter() if _is_name(own)), part)
    if len(named) and named.text and is_word(named.text) and find_date(text_of(named[0])):
        return clean_name(named.text)  # nothing but the look keeps the date from the name
    return clean_name(text_of(named))


def _date_in(text: str | None, language: str | None) -> datetime | None:
    if not text or len(text) > _LONGEST_LINE:
        return None
    return written_date(text, language) or shortened_date(text, language)


def _has_digit(part: HtmlElement) -> bool:
    return any(map(str.isdigit, text_of(part)))


def _is_name(element: HtmlElement) -> bool:
    classes = _classes(element)
    return "fn" in classes or "url" in classes or element.get("itemprop") == "name"


def _is_in_text(part: HtmlElement) -> bool:
    """Whether an emphasised word stands in a paragraph and not above it."""
    parent = part.getparent()
    return tag_of(part) in ("strong", "b") and parent is not None and tag_of(parent) == "p"


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").lower().split()


def _is_other(element: HtmlElement, patterns: Sequence[re.Pattern[str]]) -> bool:
    if tag_of(element) in ("form", "time"):
        return True
    classes = element.get("class")
    if not classes:
        return False
    spaced = f" {'  '.join(classes.lower().split())} "
    return any(pattern.search(spaced) for pattern in patterns)
