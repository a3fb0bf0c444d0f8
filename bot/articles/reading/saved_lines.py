"""The lines of a saved text, without what the program that saved it put in.

Text browsers number the links and list them at the end (lynx), or print a picture's code in
brackets (w3m); reader views name the site, the time that reading takes and a way to the original.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.articles.reading.characters import comparable, one_line, seen
from bot.articles.reading.comment_heading import title_of_heading
from bot.articles.reading.phrases import is_line

_TAB = 4
# lynx: "[12]a link", and at the end "References" over "12. https://…".
_LINK_NUMBER = re.compile(r"\[\d{1,4}\](?=\S)")
_REFERENCES = re.compile(r"\s*(?:References|Referencias|Références|Verweise)\s*")
_REFERENCE = re.compile(r"\s*\d{1,4}\.\s+(?:https?|file|mailto|ftp|javascript):\S*\s*")
# w3m: "[6f2b] " where a picture without alternative text stands.
_PICTURE_CODE = re.compile(r"(?<!\S)\[[0-9a-f]{4,8}\]\s")
_SITE = re.compile(r"\s*(?:https?://\S+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?)\s*", re.IGNORECASE)
_READING_TIME = re.compile(
    r"\s*(?:\d{1,3}\s*[-–]\s*)?\d{1,3}\s*min(?:ut(?:e|es|os|en))?"
    r"(?:\s+(?:read|de .{1,20}))?\s*",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\s*(?:view original|ver original|original ansehen|voir l’original)\s*", re.I
)


def saved_lines(text: str) -> list[str]:
    """The lines of a saved page, the first one its title wherever that can be told."""
    lines = [line.rstrip() for line in seen(text).expandtabs(_TAB).split("\n")]
    lines = [_PICTURE_CODE.sub("", line) for line in _without_references(lines)]
    return _from_title([line for line in lines if not _is_of_reader(line)])


def is_site(line: str) -> bool:
    """Whether a line is nothing but an address or the name of a site."""
    return _SITE.fullmatch(line) is not None


def _is_of_reader(line: str) -> bool:
    return bool(_READING_TIME.fullmatch(line) or _LEADING.fullmatch(line))


def _without_references(lines: Sequence[str]) -> list[str]:
    """The lines without the list of links at the end and, if there is one, the numbers of links."""
    start = next((at for at, line in enumerate(lines) if _REFERENCES.fullmatch(line)), None)
    if start is None or sum(bool(_REFERENCE.fullmatch(line)) for line in lines[start:]) == 0:
        return list(lines)
    return [_LINK_NUMBER.sub("", line) for line in lines[:start]]


def _from_title(lines: list[str]) -> list[str]:
    """The lines from the article's title on.

    The heading of the comments names the article: what stands above that title is the site's. Else
    only a site's name and the buttons at the very top are left out.
    """
    titles = {comparable(title) for line in lines if (title := title_of_heading(line))}
    named = (at for at, line in enumerate(lines) if line.strip() and comparable(line) in titles)
    if titles and (at := next(named, None)) is not None:
        return lines[at:]
    start = next((at for at, line in enumerate(lines) if line.strip() and not _is_above(line)), 0)
    return lines[start:]


def _is_above(line: str) -> bool:
    return is_site(line) or is_line("furniture", one_line(line))
