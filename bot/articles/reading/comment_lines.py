"""Lines of a comment that are not its text: who wrote it, when, its number, its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from itertools import pairwise

from bot.articles.markdown import plain
from bot.articles.model import Block, Paragraph
from bot.articles.reading.author_lines import attribution_of
from bot.articles.reading.blocks import text_of_block
from bot.articles.reading.bylines import byline_of, lead_in, looks_like_name
from bot.articles.reading.characters import comparable, is_word, one_line
from bot.articles.reading.dates import find_date, shortened_date, written_date
from bot.articles.reading.phrases import any_of, is_line

_LONGEST = 120
# Drupal's mark for guests.
_UNVERIFIED = re.compile(
    r"\s*\((?:not verified|no verificado|non vérifié|nicht überprüft|não verificado)\)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\W+(?:at )?\d{1,2}[:.]\d{2}")
_NUMBER = re.compile(r"(?:\d{1,5}|#\d{1,9})\W*")
# Before the name, as early Disqus printed it.
_ADDRESS = re.compile(r"^https?://\S+\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who wrote a comment and when (UTC), as far as known."""

    author: str | None = None
    published: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.author is not None and self.published is not None

    def completed(self, lines: Sequence[str], language: str | None) -> Signature:
        """With what is missing taken from `lines` that say who wrote it or when."""
        author, published = self.author, self.published
        for number, line in enumerate(lines):
            if author and published:
                break
            told = attribution_of(lines[number : number + 2])
            author = author or (told.author if told else None)
            if not published and told:
                published = told.published
            if not published and is_about(line, author):
                published = written_date(line, language)
        return Signature(author or _under_date(lines) or _after_by(lines), published)


def without_lines_about(
    blocks: Sequence[Block], author: str | None
) -> tuple[list[Block], list[str]]:
    """The blocks less the lines at either end that tell who wrote it and when; those lines."""
    start = _first_own(blocks, author)
    end = len(blocks)
    while end > start and _is_below(blocks[end - 1], author):
        end -= 1
    if end == start and not all(_names(block, author) for block in blocks):
        start, end = 0, len(blocks)  # nothing but such lines: they are the text
    outside = [*blocks[:start], *blocks[end:]]
    own, lines = _without_first_lines(blocks[start:end], author)
    return own, [*map(text_of_block, outside), *lines]


def _names(block: Block, author: str | None) -> bool:
    return author is not None and comparable(_line_of(block)) == comparable(author)


def _under_date(lines: Sequence[str]) -> str | None:
    """The name on a line of its own under one that is a date."""
    for line, following in pairwise(lines):
        told = attribution_of((line,))
        is_short = len(following.split()) <= 4 and not is_line("controls", following)
        if told and told.author is None and is_short and looks_like_name(following):
            return following
    return None


def _after_by(lines: Sequence[str]) -> str | None:
    """The name in a line such as *# posted by Ana : 4:02 AM*, which states no day."""
    short = (_CLOCK.split(line.strip("# "))[0] for line in lines if len(line) <= _LONGEST)
    return next(filter(None, map(byline_of, short)), None)


def _first_own(blocks: Sequence[Block], author: str | None) -> int:
    """The place of the first block that is text; a number over a name is the comment's."""
    place = 0
    for number, block in enumerate(blocks):
        if is_about(_line_of(block), author):
            place = number + 1
        elif place != number or not _is_number(block):
            break
    return place


def _is_below(block: Block, author: str | None) -> bool:
    """Whether a block under the text tells about it; a bare number counts votes."""
    return _is_number(block) or is_about(_line_of(block), author)


def _is_number(block: Block) -> bool:
    return _NUMBER.fullmatch(_line_of(block)) is not None


@lru_cache(maxsize=4)
def _line_of(block: Block) -> str:
    """A block's text on one line; each is asked for several times in a row."""
    return one_line(text_of_block(block))


def _without_first_lines(
    blocks: Sequence[Block], author: str | None
) -> tuple[list[Block], list[str]]:
    """As above for lines at the beginning of the first paragraph."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return list(blocks), []
    lines = blocks[0].markdown.split("\n")
    if len(lines) == 1:  # it has been looked at whole
        return list(blocks), []
    count = next(
        (n for n, line in enumerate(lines) if not is_about(one_line(plain(line)), author)), 0
    )
    rest = Paragraph("\n".join(lines[count:]).strip())
    about = [plain(line) for line in lines[:count]]
    return [*([rest] if rest.markdown else []), *blocks[1:]], about


def is_about(line: str, author: str | None) -> bool:
    """Whether a line is a name, a date, both, or a button."""
    if len(line) > _LONGEST:
        return False
    if is_line("controls", line) or _undated().fullmatch(line) or shortened_date(line):
        return True
    key, name = comparable(line), comparable(author or "")
    if name and name in key and name in (key, comparable(clean_name(line) or "")):
        return True
    date, undated = find_date(line), line
    while found := find_date(undated):  # some print it twice
        undated = undated[: found.start] + undated[found.end :]
    rest = comparable(_by().sub("", undated)) if date else key
    without_name = rest.replace(name, "") if name else rest
    has_clue = date is not None or (
        bool(name) and name in rest and re.search(r"\d", line) is not None
    )
    return (has_clue and len(without_name) <= 24) or (author is None and _is_signed(line))


def _is_signed(line: str) -> bool:
    told = attribution_of((line,))
    return told is not None and told.author is not None and told.certain


def clean_name(text: str) -> str | None:
    """A name without *says:*, a date behind it, or a bullet."""
    lines: Iterable[str] = (one_line(part) for part in text.split("\n"))
    line = next((found for found in lines if is_word(found) and not _is_label(found)), "")
    line = _ADDRESS.sub("", line)
    line = re.split(r"\s[—–@|]\s", line)[0]
    if date := find_date(line):
        line = lead_in().sub("", line[: date.start])
    line = _when().sub("", line)
    said = _said().search(line)
    name = _by().sub("", line[: said.start()] if said else line)
    name = _UNVERIFIED.sub("", name).strip(" :,;|•·–—-")
    return name if 0 < len(name) <= 150 and is_word(name) else None


def _is_label(line: str) -> bool:
    """A button, or *Comment by* on a line of its own."""
    return is_line("controls", line) or (" " in line and is_line("by", line))


@cache
def _undated() -> re.Pattern[str]:
    """A time that states no day for sure: *10/11/2012*, *11.05.12 at 1:55 pm*, *2 days ago*."""
    numbers = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
    clock = rf"(?:\W+(?:{any_of('at')}\W+)?\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\.?)?)?"
    return re.compile(rf"\W*(?:{numbers}|{any_of('ago')}){clock}\W*", re.IGNORECASE)


@cache
def _when() -> re.Pattern[str]:
    """A time behind a name that states no day for sure: *on Friday, May 2*, *(6 days ago)*."""
    weekday = rf"\s{any_of('at')}\s+{any_of('weekday')}\b.*\d.*"
    ago = rf"[\s(]+(?=\w+ \w){any_of('ago')}\W*"  # of several words: *Hoy* is a name, too
    return re.compile(rf"(?:{weekday}|{ago})$", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"(?:\s*,)?\s*\b{any_of('says')}\W*$", re.IGNORECASE)


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"^{any_of('by')}[:\s]\s*", re.IGNORECASE)
