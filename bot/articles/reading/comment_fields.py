"""Author, time and text of one comment on a page, whichever system printed it.

The names are those of WordPress and its themes (classic and block), wpDiscuz, schema.org, h-cite,
Blogger and Drupal, the commonest first. Whatever belongs to a reply inside a comment is not its
own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime

from lxml.html import HtmlElement

from bot.articles.markdown import body_markdown
from bot.articles.model import Picture, Rule
from bot.articles.reading.blocks import pieces_of
from bot.articles.reading.characters import is_word, one_line
from bot.articles.reading.dates import machine_date, written_date
from bot.articles.reading.dom import find, tag_of, text_of
from bot.articles.reading.phrases import any_of, is_line

_AUTHORS = (
    "comment-author-name", "fn", "p-author", "comment-name", "comment_author", "wpd-comment-author",
    "wp-block-comment-author-name", "comment-author-link", "comment__author", "commentauthor",
    "comment-user", "username", "user", "author-name", "comment-author", "commenter", "author", "name",
)  # fmt: skip
_DATES = (
    "comment-date", "comment_date", "wpd-comment-date", "comment-metadata", "comment-meta",
    "commentmetadata", "dt-published", "published", "comment__time", "comment-time", "datetime",
    "comment-timestamp", "wp-block-comment-date", "submitted", "date", "time", "timestamp", "comment-footer",
)  # fmt: skip
_TEXTS = (
    "comment-content", "comment-text", "comment_text", "wpd-comment-text", "wp-block-comment-content",
    "e-content", "p-content", "comment__content", "comment-body-text", "commenttext", "comment-entry",
    "comment__body", "comment_content", "comment__text", "field--name-comment-body", "comment-message",
)  # fmt: skip
_BODIES = (
    "comment-body",
    "comment-block",
    "comment-inner",
    "comment-wrap",
    "comment-container",
    "commentbody",
    "content",
)
# Inside a comment's body, but not its text.
_OTHER = re.compile(
    r"\s(?:comment-?(?:author|meta|metadata|footer|header|head|actions?|controls|reply|edit|date|time|avatar|awaiting)"
    r"[\w-]*|commentmetadata|vcard|reply|replies|comment-reply-link|avatar|says|children|edit-link|gravatar|"
    r"wpd-(?:comment-(?:header|footer|left|right-label|label)|reply-button)|screen-reader-text|"
    r"comment-awaiting-moderation|sharedaddy|jp-relatedposts|like|likes|vote|votes|rating)\s"
)

Own = Callable[[HtmlElement], bool]


def author_of(comment: HtmlElement, own: Own) -> str | None:
    """Who wrote it; `own` tells elements of the comment from those of replies inside it."""
    for part in _named(
        comment, _AUTHORS, own, "//*[@itemprop='author' or @itemprop='creator']", "//cite"
    ):
        inner = find(part, ".//*[contains(concat(' ', @class, ' '), ' fn ') or @itemprop='name']")
        name = _clean_name(text_of(inner[0] if inner else part))
        if name:
            return name
    return None


def _clean_name(text: str) -> str | None:
    """A name without *says:*, a date behind it, or a bullet."""
    line = next(
        (
            stripped
            for part in text.split("\n")
            if is_word(stripped := one_line(part)) and not is_line("controls", stripped)
        ),
        "",
    )
    name = re.sub(rf"[\s,]*\b{any_of('says')}\W*$", "", line, flags=re.IGNORECASE)
    name = re.sub(rf"^(?:{any_of('by')})[:\s]\s*", "", name, flags=re.IGNORECASE).strip(
        " :,;|•·–—-"
    )
    return name if 0 < len(name) <= 100 and is_word(name) else None


def date_of(comment: HtmlElement, own: Own, language: str | None) -> datetime | None:
    """When it was written (UTC), as an attribute or as text states it."""
    for part in find(
        comment,
        ".//time[@datetime] | .//*[@itemprop='dateCreated' or @itemprop='datePublished' or @itemprop='commentTime']",
    ):
        if own(part) and (
            date := machine_date(part.get("datetime") or part.get("content") or text_of(part))
        ):
            return date
    for part in _named(comment, _DATES, own, "//abbr[@title]", "//a[contains(@href, '#comment')]"):
        stated = [part.get("title"), part.get("datetime"), one_line(text_of(part))]
        date = next(
            (date for text in stated if text and (date := written_date(text, language))), None
        )
        if date:
            return date
    return None


def text_markdown_of(comment: HtmlElement, own: Own, base: str | None) -> str:
    """Its text as Markdown; empty where it has none."""
    for part in _named(comment, _TEXTS, own, "//*[@itemprop='text' or @itemprop='commentText']"):
        if markdown := _markdown(part, base, own):
            return markdown
    for part in [*_named(comment, _BODIES, own), comment]:
        if markdown := _markdown(part, base, own):
            return markdown
    return ""


def _markdown(part: HtmlElement, base: str | None, own: Own) -> str:
    pieces = pieces_of(_own_copy(part, own), base)
    blocks = [piece.block for piece in pieces if not isinstance(piece.block, (Picture, Rule))]
    return body_markdown(blocks)


def _own_copy(part: HtmlElement, own: Own) -> HtmlElement:
    """A copy without replies, names, dates and buttons."""
    doomed = [
        number
        for number, inner in enumerate(part.iter())
        if number and (not own(inner) or _is_other(inner))
    ]
    copied = deepcopy(part)
    copied.tail = None
    inside = list(copied.iter())
    for number in reversed(doomed):
        inside[number].drop_tree()
    return copied


def _is_other(element: HtmlElement) -> bool:
    if tag_of(element) == "form":
        return True
    classes = f" {element.get('class') or ''} ".lower().replace(" ", "  ")
    return _OTHER.search(classes) is not None


def _named(
    comment: HtmlElement, classes: tuple[str, ...], own: Own, *paths: str
) -> Iterator[HtmlElement]:
    """Own elements with these classes, in the order of the classes, then by path."""
    for name in classes:
        for part in find(
            comment, f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        ):
            if own(part):
                yield part
    for path in paths:
        yield from (part for part in find(comment, f".{path}") if own(part))
