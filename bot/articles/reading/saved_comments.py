"""The comments of a page saved as plain text.

Saved pages mark in different ways where a comment begins. Each way (`saved_entries`) is tried, and
the number that the heading states decides between them. Deeper bullets, or author lines set in
deeper, are replies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.articles.markdown import escape
from bot.articles.model import PageComment
from bot.articles.reading.author_lines import Attribution, attribution_of
from bot.articles.reading.characters import comparable, one_line
from bot.articles.reading.comment_heading import comment_heading, says_closed
from bot.articles.reading.phrases import any_of, is_line
from bot.articles.reading.saved_entries import RULE, WAYS, Entry

_INNER_ITEM = re.compile(r"[-+*•·]\s+\S")


def read_comments(lines: Sequence[str], stated: int | None) -> tuple[PageComment, ...]:
    """The comments in the lines under their heading, which states `stated` of them.

    The first way of reading that finds as many is right; where none does, the first that finds
    any at all.
    """
    section = _section(lines)
    readings = [tuple(read(section)) for read in WAYS]
    found = [reading for reading in readings if reading]
    if not found:
        return ()
    return _comments(next((reading for reading in found if len(reading) == stated), found[0]))


def _section(lines: Sequence[str]) -> list[str]:
    """The lines up to the words that end the comments, without buttons."""
    kept: list[str] = []
    for line in lines:
        if is_line("controls", one_line(line)):  # "Log in to reply" stands under every comment
            continue
        text = one_line(line)
        ends = says_closed(line) or is_line("write", text) or is_line("related", text)
        if ends and any(text.strip() for text in kept):
            break
        if not ends:
            kept.append(line)
    return kept


def _comments(entries: Sequence[Entry]) -> tuple[PageComment, ...]:
    entries = _signed_first(entries)
    attributions = _attributions(entries)
    parents = _parents(entries, attributions)
    read = [
        (_text(entry, attribution), attribution, parent)
        for entry, attribution, parent in zip(entries, attributions, parents, strict=True)
    ]
    places = {
        old: new
        for new, old in enumerate(number for number, (text, _, _) in enumerate(read) if text)
    }
    return tuple(
        PageComment(
            text_markdown=text,
            author=attribution.author if attribution else None,
            published=attribution.published if attribution else None,
            in_reply_to=places.get(parent) if parent is not None else None,
        )
        for text, attribution, parent in read
        if text
    )


def _signed_first(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries with the line that names the author first, where all have it last."""
    if any(attribution_of(entry.lines) for entry in entries):
        return entries
    moved = [_with_last_line_first(entry) for entry in entries]
    told = [attribution_of(entry.lines) for entry in moved]
    return moved if all(one and one.author and one.published for one in told) else entries


def _with_last_line_first(entry: Entry) -> Entry:
    filled = [at for at, line in enumerate(entry.lines) if line.strip()]
    last = filled[-1] if filled else 0
    return Entry(entry.indent, (entry.lines[last], "", *entry.lines[:last]))


def _attributions(entries: Sequence[Entry]) -> list[Attribution | None]:
    """Who wrote each. A bare name counts only where every comment begins with one."""
    found = [attribution_of(entry.lines) for entry in entries]
    bare = [attribution_of(entry.lines, bare=True) for entry in entries]
    return bare if all(bare) and len(entries) > 1 else found


def _parents(
    entries: Sequence[Entry], attributions: Sequence[Attribution | None]
) -> list[int | None]:
    """The comment that each answers: the last one set in less, or by the person it names."""
    parents: list[int | None] = []
    outer: list[int] = []
    for number, entry in enumerate(entries):
        while outer and entries[outer[-1]].indent >= entry.indent:
            outer.pop()
        parents.append(outer[-1] if outer else _named_parent(number, entry, attributions))
        outer.append(number)
    return parents


def _named_parent(
    number: int, entry: Entry, attributions: Sequence[Attribution | None]
) -> int | None:
    named = next((name for line in entry.lines[:4] if (name := _reply_line(line))), None)
    if named is None:
        return None
    key = comparable(named)
    earlier = (
        other
        for other in range(number - 1, -1, -1)
        if (by := attributions[other]) and comparable(by.author or "") == key
    )
    return next(earlier, None)


def _reply_line(line: str) -> str | None:
    """The name in a line such as *In reply to Ana*."""
    match = re.fullmatch(
        rf"\W*{any_of('reply')}\s*(?P<name>[^.!?]{{1,60}}?)\W*", line.strip(), re.I
    )
    return match["name"] if match else None


def _text(entry: Entry, attribution: Attribution | None) -> str:
    """The comment's own words as Markdown; wrapped lines are joined, blank ones part paragraphs."""
    lines = entry.lines[attribution.lines :] if attribution else entry.lines
    wanted = [line.strip() for line in lines if not _reply_line(line) and not RULE.fullmatch(line)]
    paragraphs = (_paragraph(list(stack)) for filled, stack in groupby(wanted, bool) if filled)
    return "\n\n".join(paragraph for paragraph in paragraphs if not comment_heading(paragraph))


def _paragraph(lines: Iterable[str]) -> str:
    """Lines as one paragraph; only a list inside it keeps its lines."""
    text = ""
    for line in lines:
        text += ("\n" if _INNER_ITEM.match(line) else " ") + line
    return escape("\n".join(one_line(part) for part in text.strip().split("\n")))
