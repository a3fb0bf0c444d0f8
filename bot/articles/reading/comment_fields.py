"""Author, time and text of one comment on a page, whichever system printed it.

The names are those of WordPress and its themes (classic and block), wpDiscuz, schema.org, h-cite,
Blogger and Drupal, the commonest first. Whatever belongs to a reply inside a comment is not its
own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from itertools import chain

from lxml.html import HtmlElement

from bot.articles.markdown import body_markdown, plain
from bot.articles.model import Block, PageComment, Paragraph, Picture, Rule
from bot.articles.reading.blocks import pieces_of, text_of_block
from bot.articles.reading.bylines import lead_in
from bot.articles.reading.characters import comparable, is_word, one_line
from bot.articles.reading.dates import find_date, machine_date, written_date
from bot.articles.reading.dom import tag_of, text_of
from bot.articles.reading.phrases import any_of, is_line

_AUTHORS = (
    *("comment-author-name", "fn", "p-author", "comment-name", "comment_author"),
    *("wpd-comment-author", "wc-comment-author", "wp-block-comment-author-name"),
    *("comment-author-link", "comment__author", "commentauthor", "comment-user", "username"),
    *("user", "author-name", "commenter", "comment-author", "author", "name"),
)
_DATES = (
    *("comment-date", "comment_date", "comment_time", "wpd-comment-date", "wc-comment-date"),
    *("comment-metadata", "comment-meta", "commentmetadata", "dt-published", "published"),
    *("comment__time", "comment-time", "datetime", "comment-timestamp", "wp-block-comment-date"),
    *("submitted", "date", "time", "timestamp", "comment-footer", "comment-author"),
    *("comment_author", "meta"),
)
_TEXTS = (
    *("comment-content", "comment-text", "comment_text", "wpd-comment-text", "wc-comment-text"),
    *(
        "wp-block-comment-content",
        "e-content",
        "p-content",
        "comment__content",
        "comment-body-text",
    ),
    *("commenttext", "comment-entry", "comment__body", "comment_content", "comment__text"),
    *("field--name-comment-body", "comment-message", "format_text"),
)
_BODIES = (
    *("comment-body", "comment-block", "comment-inner", "comment-wrap", "comment-container"),
    *("commentbody", "content"),
)
_AUTHOR_ITEMS, _DATE_ITEMS = ("author", "creator"), ("datecreated", "datepublished", "commenttime")
_TEXT_ITEMS = ("text", "commenttext")
# Inside a comment's body, but not its text.
_META = re.compile(
    r"\s(?:comment-?(?:meta|metadata|footer|header|head|actions?|controls|reply|edit|date|time|avatar)"
    r"[\w-]*|commentmetadata|reply|replies|comment-reply-link|avatar|says|children|edit-link|gravatar|"
    r"wpd-(?:comment-(?:header|footer|left|right-label|label)|reply-button)|screen-reader-text|"
    r"wc-(?:comment-(?:header|footer|left|label)|reply-button)|comment-awaiting-moderation|sharedaddy|"
    r"jp-relatedposts|comment-likes?|likes?|votes?|rating|comment_time|admin-btn)\s"
)
_NAMES = re.compile(r"\s(?:comment-?author[\w-]*|comment_author|vcard|fn|username)\s")
_AUTHOR_END = re.compile(r"(?:author|commenter|user-?name|comment-?name|display-?name)$")
_DATE_END = re.compile(r"(?:date|time|timestamp|published)$")
_TEXT_END = re.compile(r"comments?[a-z_-]*(?:text|content|body|message)$")
_PLAIN_NAMES = ("cite", "strong", "b", "h4", "h5", "h6")
_LONGEST_LINE = 200
_LONGEST_ABOUT = 120


class Comment:
    """An element that is a comment, and the elements in it that belong to no other."""

    def __init__(self, element: HtmlElement, owners: frozenset[HtmlElement]) -> None:
        self.element = element
        self._parts = list(_own_parts(element, owners))
        self._own = frozenset(self._parts)
        self._classes = [(part, _classes(part)) for part in self._parts if part.get("class")]
        self._by_class = _by_class(self._classes)

    def read(
        self, base: str | None, language: str | None, answered: int | None
    ) -> PageComment | None:
        """The comment; None where it has no text. `answered` is the index of its parent."""
        author, date = self._author(), self._date(language)
        blocks = self._text(base)
        head, own = _without_lines_about(blocks, author)
        if not own:
            return None
        date = date or next(
            (found for line in head if (found := written_date(line, language))), None
        )
        return PageComment(body_markdown(own), author, date, answered)

    def _author(self) -> str | None:
        named = chain(self._named(_AUTHORS), self._items(_AUTHOR_ITEMS), self._ending(_AUTHOR_END))
        plain = (part for part in self._parts if tag_of(part) in _PLAIN_NAMES)
        names = chain(
            (self._name(part, sure=True) for part in named),
            (self._name(part, sure=False) for part in plain),
        )
        return next(filter(None, names), None)

    def _name(self, part: HtmlElement, *, sure: bool) -> str | None:
        inner = next((own for own in part.iter() if _is_name(own)), part)
        text = text_of(inner)
        if not sure and (len(text) > 80 or _is_in_text(part)):
            return None
        return _clean_name(text)

    def _date(self, language: str | None) -> datetime | None:
        """When it was written (UTC), as an attribute or as text states it."""
        for part in self._parts:
            item = (part.get("itemprop") or part.get("property") or "").lower().rpartition(":")[2]
            if (tag_of(part) == "time" and part.get("datetime")) or item in _DATE_ITEMS:
                stated = part.get("datetime") or part.get("content") or text_of(part)
                if date := machine_date(stated):
                    return date
        return self._written(language)

    def _written(self, language: str | None) -> datetime | None:
        permalinks = (part for part in self._parts if "#c" in (part.get("href") or ""))
        titled = (part for part in self._parts if tag_of(part) in ("abbr", "cite", "small"))
        for part in [*self._named(_DATES), *self._ending(_DATE_END), *permalinks, *titled]:
            for text in (part.get("title"), part.get("datetime"), one_line(text_of(part))):
                if text and len(text) <= _LONGEST_LINE and (date := written_date(text, language)):
                    return date
        return None

    def _text(self, base: str | None) -> list[Block]:
        """Its blocks, from the element that holds its text, else from all of it."""
        holders = chain(self._named(_TEXTS), self._items(_TEXT_ITEMS), self._ending(_TEXT_END))
        for part in chain(holders, self._named(_BODIES), [self.element]):
            if blocks := self._blocks(part, base, _META, _NAMES):
                return blocks
        return self._blocks(self.element, base, _META) or self._blocks(self.element, base)

    def _blocks(self, part: HtmlElement, base: str | None, *others: re.Pattern[str]) -> list[Block]:
        parts = [part]
        if part is self.element and tag_of(part) == "dt":
            parts = [own for own in self._parts if tag_of(own) == "dd"]
        pieces = [piece for own in parts for piece in pieces_of(self._own_copy(own, others), base)]
        return [piece.block for piece in pieces if not isinstance(piece.block, (Picture, Rule))]

    def _own_copy(self, part: HtmlElement, others: Sequence[re.Pattern[str]]) -> HtmlElement:
        """A copy without replies, names, dates and buttons."""
        doomed = [
            number
            for number, inner in enumerate(part.iter())
            if number and (inner not in self._own or _is_other(inner, others))
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
        for part in self._parts:
            item = (part.get("itemprop") or part.get("property") or "").lower()
            if item.rpartition(":")[2] in items:
                yield part

    def _ending(self, pattern: re.Pattern[str]) -> Iterator[HtmlElement]:
        """Own elements of which a class ends so, as in `w-comments-item-author`."""
        return (part for part, names in self._classes if any(map(pattern.search, names)))


def _by_class(parts: Iterable[tuple[HtmlElement, list[str]]]) -> dict[str, list[HtmlElement]]:
    by_class: dict[str, list[HtmlElement]] = {}
    for part, names in parts:
        for name in names:
            by_class.setdefault(name, []).append(part)
    return by_class


def _is_name(element: HtmlElement) -> bool:
    classes = _classes(element)
    return "fn" in classes or "url" in classes or element.get("itemprop") == "name"


def _is_in_text(part: HtmlElement) -> bool:
    """Whether an emphasised word stands in a paragraph and not above it."""
    parent = part.getparent()
    return tag_of(part) in ("strong", "b") and parent is not None and tag_of(parent) == "p"


def _without_lines_about(
    blocks: Sequence[Block], author: str | None
) -> tuple[list[str], list[Block]]:
    """The lines at either end that only say who wrote it and when, and the blocks without them."""
    about = [_is_about(one_line(text_of_block(block)), author) for block in blocks]
    start = next((place for place, is_about in enumerate(about) if not is_about), 0)
    end = next(
        (place for place in range(len(blocks), start, -1) if not about[place - 1]), len(blocks)
    )
    outside = [*blocks[:start], *blocks[end:]]
    first, lines = _without_first_lines(blocks[start:end], author)
    return [*map(text_of_block, outside), *lines], first


def _without_first_lines(
    blocks: Sequence[Block], author: str | None
) -> tuple[list[Block], list[str]]:
    """As above for lines at the beginning of the first paragraph."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return list(blocks), []
    lines = blocks[0].markdown.split("\n")
    count = next(
        (n for n, line in enumerate(lines) if not _is_about(one_line(plain(line)), author)), 0
    )
    rest = Paragraph("\n".join(lines[count:]).strip())
    return [*([rest] if rest.markdown else []), *blocks[1:]], [
        plain(line) for line in lines[:count]
    ]


def _is_about(line: str, author: str | None) -> bool:
    """Whether a line is a name, a date, both, or a button."""
    if len(line) > _LONGEST_ABOUT:
        return False
    if is_line("controls", line):
        return True
    if author and comparable(author) in (comparable(line), comparable(_clean_name(line) or "")):
        return True
    date = find_date(line)
    rest = comparable(line[: date.start] + line[date.end :]) if date else comparable(line)
    name = comparable(author or "")
    without_name = rest.replace(name, "") if name else rest
    has_clue = date is not None or (
        bool(name) and name in rest and re.search(r"\d", line) is not None
    )
    return has_clue and len(without_name) <= 24


def _own_parts(element: HtmlElement, owners: frozenset[HtmlElement]) -> Iterator[HtmlElement]:
    """The elements under a comment, those of replies left out; a `<dt>` has its `<dd>` too."""
    for child in element:
        if child not in owners and tag_of(child):
            yield child
            yield from _own_parts(child, owners)
    following = element.getnext()
    while tag_of(element) == "dt" and following is not None and tag_of(following) == "dd":
        yield following
        yield from _own_parts(following, owners)
        following = following.getnext()


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").lower().split()


def _is_other(element: HtmlElement, patterns: Sequence[re.Pattern[str]]) -> bool:
    if tag_of(element) in ("form", "time"):
        return True
    classes = f" {'  '.join(_classes(element))} "
    return any(pattern.search(classes) for pattern in patterns)


def _clean_name(text: str) -> str | None:
    """A name without *says:*, a date behind it, or a bullet."""
    lines = (one_line(part) for part in text.split("\n"))
    line = next((found for found in lines if is_word(found) and not is_line("controls", found)), "")
    line = re.split(r"\s[—–@|]\s", line)[0]
    if date := find_date(line):
        line = lead_in().sub("", line[: date.start])
    name = re.sub(rf"[\s,]*\b{any_of('says')}\W*$", "", line, flags=re.IGNORECASE)
    name = re.sub(rf"^(?:{any_of('by')})[:\s]\s*", "", name, flags=re.IGNORECASE).strip(
        " :,;|•·–—-"
    )
    return name if 0 < len(name) <= 150 and is_word(name) else None
