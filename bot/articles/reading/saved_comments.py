"""The comments of a page saved as plain text.

Saved pages mark where a comment begins in different ways: a bullet or a number (a list, as text
browsers print it), a line that names the author, a rule, or nothing but blank lines. Each way is
tried, and the number that the heading states decides between them. Deeper bullets, or author
lines set in deeper, are replies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.articles.markdown import escape
from bot.articles.model import PageComment
from bot.articles.reading.author_lines import Attribution, attribution_of
from bot.articles.reading.characters import comparable, one_line
from bot.articles.reading.comment_heading import comment_heading, says_closed
from bot.articles.reading.dates import find_date
from bot.articles.reading.phrases import any_of, is_line

_MARKER = re.compile(
    r"(?P<indent>\s*)(?:(?P<bullet>[•*·‣▪●○◦□■☆★◎△+–—-]|o(?=\s))|(?P<number>\d{1,4})[.)])\s+(?P<text>\S.*)"
)
_RULE = re.compile(r"\s*(?:([-_*=~#])(?:\s*\1){2,}|[─━═]{3,})\s*")
_INNER_ITEM = re.compile(r"[-+*•·]\s+\S")


@dataclass(frozen=True, slots=True)
class _Entry:
    """Lines that may be one comment, and how far its first is set in (columns)."""

    indent: int
    lines: tuple[str, ...]


def read_comments(lines: Sequence[str], stated: int | None) -> tuple[PageComment, ...]:
    """The comments in the lines under their heading, which states `stated` of them.

    The first way of reading that finds as many is right; where none does, the first that finds
    any at all.
    """
    section = _section(lines)
    readings = [tuple(read(section)) for read in _WAYS]
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


def _listed(lines: Sequence[str]) -> list[_Entry]:
    """A comment for each bullet or number of the outermost list."""
    entries = _listed_at_any_depth(lines)
    return _split(lines, _begins(lines, entries[0].indent)) if entries else []


def _listed_with_replies(lines: Sequence[str]) -> list[_Entry]:
    """A comment for each bullet or number at whatever depth, where deeper ones are attributed."""
    entries = _listed_at_any_depth(lines)
    deeper = [entry for entry in entries if entry.indent > entries[0].indent]
    attributed = all(attribution_of(entry.lines) for entry in deeper)
    return entries if deeper and attributed else []


def _listed_at_any_depth(lines: Sequence[str]) -> list[_Entry]:
    """As above without asking who wrote them: right only if the heading's number says so."""
    first = next((line for line in lines if line.strip()), "")
    return _split(lines, _begins(lines, None)) if _marker(first) else []


def _marker(line: str) -> re.Match[str] | None:
    """The bullet or number at the start of a line; *4. August 2014* is a date."""
    match = _MARKER.fullmatch(line)
    found = find_date(one_line(line)) if match and match["number"] else None
    return None if found and found.start == 0 else match


def _begins(lines: Sequence[str], deepest: int | None) -> Callable[[str], int | None]:
    """Tells how far a line that begins a comment is set in, None for other lines.

    The first line has the kind of marker, bullet or number, that all have. Numbers must follow
    one another within a list: another one is part of a text.
    """
    first = _marker(next(line for line in lines if line.strip()))
    numbered = first is not None and first["number"] is not None
    last: dict[int, int] = {}

    def begins(line: str) -> int | None:
        match = _marker(line)
        if match is None or (match["number"] is not None) != numbered:
            return None
        indent = len(match["indent"])
        if deepest is not None and indent > deepest:
            return None
        if numbered and not _follows(int(match["number"]), indent, last):
            return None
        return indent

    return begins


def _follows(number: int, indent: int, last: dict[int, int]) -> bool:
    """Whether `number` is next in the list set in by `indent` or in all; note it in `last`."""
    is_next = number in (last.get(indent, 0) + 1, max(last.values(), default=0) + 1)
    if not is_next and not (number == 1 and indent > min(last, default=0)):
        return False
    last[indent] = number
    return True


def _attributed(lines: Sequence[str]) -> list[_Entry]:
    """A comment for each line that surely names an author; the first line must be one."""
    sure = {at for at, found in _attributions_in(lines).items() if found.certain}
    return _begun_at(lines, sure) or _perhaps_attributed(lines)


def _perhaps_attributed(lines: Sequence[str]) -> list[_Entry]:
    """As above for lines that may name one, too."""
    return _begun_at(lines, _attributions_in(lines).keys())


def _attributions_in(lines: Sequence[str]) -> dict[int, Attribution]:
    return {at: found for at in range(len(lines)) if (found := _attribution_at(lines, at))}


def _attribution_at(lines: Sequence[str], at: int) -> Attribution | None:
    """Who wrote the comment that begins at a line; one that is not sure comes after a blank."""
    found = attribution_of(tuple(lines[at : at + 3])) if lines[at].strip() else None
    after_blank = at == 0 or not lines[at - 1].strip()
    return found if found and (found.certain or after_blank) else None


def _named(lines: Sequence[str]) -> list[_Entry]:
    """A comment for each line that is nothing but a name and a colon."""
    starts = {
        at
        for at, line in enumerate(lines)
        if line.rstrip().endswith((":", "："))
        and (at == 0 or not lines[at - 1].strip())
        and attribution_of(tuple(lines[at : at + 3]), bare=True)
    }
    return _begun_at(lines, starts)


def _begun_at(lines: Sequence[str], starts: Container[int]) -> list[_Entry]:
    """The lines cut before each of `starts`; the first line that is not blank must be one."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first not in starts:
        return []
    places = iter(range(len(lines)))
    return _split(lines, lambda line: _indent(line) if next(places) in starts else None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _entry(lines: Iterable[str]) -> _Entry:
    """An entry as deep as its first line that is not blank."""
    kept = tuple(lines)
    return _Entry(_indent(next((line for line in kept if line.strip()), "")), kept)


def _ruled(lines: Sequence[str]) -> list[_Entry]:
    """A comment between each two rules."""
    parts = [
        list(part)
        for ruled, part in groupby(lines, lambda line: bool(_RULE.fullmatch(line)))
        if not ruled
    ]
    entries = [_entry(part) for part in parts if any(line.strip() for line in part)]
    return entries if len(entries) > 1 else []


def _widely_spaced(lines: Sequence[str]) -> list[_Entry]:
    """A comment between each two places with several blank lines."""
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    parts = re.split(r"\n{3,}", text)
    return [_entry(part.split("\n")) for part in parts] if len(parts) > 1 else []


def _spaced(lines: Sequence[str]) -> list[_Entry]:
    """A comment for each stack of lines."""
    stacks = [
        tuple(part) for filled, part in groupby(lines, lambda line: bool(line.strip())) if filled
    ]
    return [_entry(stack) for stack in stacks]


# In this order: what marks comments most surely first.
_WAYS: tuple[Callable[[Sequence[str]], list[_Entry]], ...] = (
    _listed_with_replies,
    _listed,
    _listed_at_any_depth,
    _attributed,
    _perhaps_attributed,
    _named,
    _ruled,
    _widely_spaced,
    _spaced,
)


def _split(lines: Sequence[str], begins: Callable[[str], int | None]) -> list[_Entry]:
    """The lines cut before each one that begins a comment, its marker taken off."""
    entries: list[tuple[int, list[str]]] = []
    for line in lines:
        indent = begins(line)
        if indent is not None:
            marked = _marker(line)
            entries.append((indent, [marked["text"] if marked else line]))
        elif entries:
            entries[-1][1].append(line)
    return [_Entry(indent, tuple(text)) for indent, text in entries]


def _comments(entries: Sequence[_Entry]) -> tuple[PageComment, ...]:
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


def _signed_first(entries: Sequence[_Entry]) -> Sequence[_Entry]:
    """The entries with the line that names the author first, where all have it last."""
    if any(attribution_of(entry.lines) for entry in entries):
        return entries
    moved = [_with_last_line_first(entry) for entry in entries]
    told = [attribution_of(entry.lines) for entry in moved]
    return moved if all(one and one.author and one.published for one in told) else entries


def _with_last_line_first(entry: _Entry) -> _Entry:
    filled = [at for at, line in enumerate(entry.lines) if line.strip()]
    last = filled[-1] if filled else 0
    return _Entry(entry.indent, (entry.lines[last], "", *entry.lines[:last]))


def _attributions(entries: Sequence[_Entry]) -> list[Attribution | None]:
    """Who wrote each. A bare name counts only where every comment begins with one."""
    found = [attribution_of(entry.lines) for entry in entries]
    bare = [attribution_of(entry.lines, bare=True) for entry in entries]
    return bare if all(bare) and len(entries) > 1 else found


def _parents(
    entries: Sequence[_Entry], attributions: Sequence[Attribution | None]
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
    number: int, entry: _Entry, attributions: Sequence[Attribution | None]
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


def _text(entry: _Entry, attribution: Attribution | None) -> str:
    """The comment's own words as Markdown; wrapped lines are joined, blank ones part paragraphs."""
    lines = entry.lines[attribution.lines :] if attribution else entry.lines
    wanted = [line.strip() for line in lines if not _reply_line(line) and not _RULE.fullmatch(line)]
    paragraphs = (_paragraph(list(stack)) for filled, stack in groupby(wanted, bool) if filled)
    return "\n\n".join(paragraph for paragraph in paragraphs if not comment_heading(paragraph))


def _paragraph(lines: Iterable[str]) -> str:
    """Lines as one paragraph; only a list inside it keeps its lines."""
    text = ""
    for line in lines:
        text += ("\n" if _INNER_ITEM.match(line) else " ") + line
    return escape("\n".join(one_line(part) for part in text.strip().split("\n")))
