"""The line over the comments: *11 thoughts on “Title”*, *3 comentarios*, *One response to …*.

The grammar follows WordPress's `comments_popup` and `comments_title` strings in its translations,
and what other systems print: a number or a word for one or none, what is counted, and perhaps the
title; or what is counted, and the number after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.articles.reading.characters import one_line
from bot.articles.reading.phrases import any_of, is_line

_LONGEST = 300
_NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f ’']\d{3})+|\d{1,7}"
_QUOTES = "“”„«»‹›\"'‘’「『《"


_THIS = re.compile(
    r"(?:this|est[ea]|cet(?:te)?|ce|diese[nmr]|dit|deze?|quest[oa]|est[ea])\s+[\w-]{3,20}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CommentHeading:
    """A heading of comments; `count` is None where it states no number."""

    count: int | None


def comment_heading(line: str, *, title: str | None = None) -> CommentHeading | None:
    """What `line` says as a heading of comments; None where it is no such heading.

    `title` is the article's: *2 responses to TITLE* is then known without quotation marks.
    """
    text = one_line(line).strip("#*=-–— :{}()[]|•·»«!")
    if not text or len(text) > _LONGEST:
        return None
    for pattern in _patterns():
        match = pattern.fullmatch(text)
        if match and _ends_well(match.groupdict().get("about"), title):
            return CommentHeading(_count(match))
    return CommentHeading(None) if is_line("comments_alone", text) else None


def title_of_heading(line: str) -> str | None:
    """The article's title as a heading such as *2 thoughts on “Title”* quotes it."""
    text = one_line(line).strip("#*=-–— :")
    if len(text) > _LONGEST or not any(quote in text for quote in _QUOTES):
        return None
    for pattern in _patterns():
        if match := pattern.fullmatch(text):
            groups = match.groupdict()
            quoted = groups.get("about") or groups.get("quoted") or ""
            return quoted.strip(_QUOTES + " ") or None if quoted[:1] in _QUOTES else None
    return None


def says_closed(line: str) -> bool:
    """Whether `line` says that commenting is over."""
    return is_line("closed", one_line(line))


def _ends_well(about: str | None, title: str | None) -> bool:
    """A heading ends after the count, or with the title, nearly always in quotation marks."""
    if not about or about[0] in _QUOTES or _THIS.fullmatch(about):
        return True
    return title is not None and one_line(title).casefold().startswith(
        about.rstrip(_QUOTES).casefold()
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    what, about, more = any_of("comments"), any_of("about"), any_of("more")
    tail = (
        rf"(?:\s*[:.]|\s+{about}\s*:?\s*(?P<about>.*)|\s*(?P<quoted>[{_QUOTES}].*)"
        rf"|\s*[|•·,:;»…–—-]*\s*{more}|\s*\([^()]{{0,60}})?"
    )
    count = rf"(?:(?P<number>{_NUMBER})|(?P<none>{any_of('none')})|(?P<one>{any_of('one')}))"
    forms = (
        rf"(?:(?:there (?:are|is)|hay|view|show|see|read|(?:showing|viewing) [\d–-]{{1,9}} of)\s+)?"
        rf"(?:all\s+|the\s+)?{count}\s*{what}{tail}",
        rf"{what}\s*[:(\[|•·]*\s*(?P<number>{_NUMBER})\s*[)\]]?",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _count(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("number"):
        return int(re.sub(r"\D", "", groups["number"]))
    return 0 if groups.get("none") else 1
