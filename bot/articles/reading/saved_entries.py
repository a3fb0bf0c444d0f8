"""The ways in which the comments of a page saved as plain text are told from one another.

A bullet or a number (a list, as text browsers print it), a line that names the author, a rule, or
nothing but blank lines: each way cuts the lines into entries, and gives none where it does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.articles.reading.author_lines import Attribution, attribution_of
from bot.articles.reading.characters import one_line
from bot.articles.reading.dates import find_date

_MARKER = re.compile(
    r"(?P<indent>\s*)(?:(?P<bullet>[•*·‣▪●○◦□■☆★◎△+–—-]|o(?=\s))|(?P<number>\d{1,4})[.)])\s+(?P<text>\S.*)"
)
RULE = re.compile(r"\s*(?:([-_*=~#])(?:\s*\1){2,}|[─━═]{3,})\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines that may be one comment, and how far its first is set in (columns)."""

    indent: int
    lines: tuple[str, ...]


def _listed(lines: Sequence[str]) -> list[Entry]:
    """A comment for each bullet or number of the outermost list."""
    entries = _listed_at_any_depth(lines)
    return _split(lines, _begins(lines, entries[0].indent)) if entries else []


def _listed_with_replies(lines: Sequence[str]) -> list[Entry]:
    """A comment for each bullet or number at whatever depth, where deeper ones are attributed."""
    entries = _listed_at_any_depth(lines)
    deeper = [entry for entry in entries if entry.indent > entries[0].indent]
    attributed = all(attribution_of(entry.lines) for entry in deeper)
    return entries if deeper and attributed else []


def _listed_at_any_depth(lines: Sequence[str]) -> list[Entry]:
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


def _attributed(lines: Sequence[str]) -> list[Entry]:
    """A comment for each line that surely names an author; the first line must be one."""
    sure = {at for at, found in _attributions_in(lines).items() if found.certain}
    return _begun_at(lines, sure) or _perhaps_attributed(lines)


def _perhaps_attributed(lines: Sequence[str]) -> list[Entry]:
    """As above for lines that may name one, too."""
    return _begun_at(lines, _attributions_in(lines).keys())


def _attributions_in(lines: Sequence[str]) -> dict[int, Attribution]:
    return {at: found for at in range(len(lines)) if (found := _attribution_at(lines, at))}


def _attribution_at(lines: Sequence[str], at: int) -> Attribution | None:
    """Who wrote the comment that begins at a line; one that is not sure comes after a blank."""
    found = attribution_of(tuple(lines[at : at + 3])) if lines[at].strip() else None
    after_blank = at == 0 or not lines[at - 1].strip()
    return found if found and (found.certain or after_blank) else None


def _named(lines: Sequence[str]) -> list[Entry]:
    """A comment for each line that is nothing but a name and a colon."""
    starts = {
        at
        for at, line in enumerate(lines)
        if line.rstrip().endswith((":", "："))
        and (at == 0 or not lines[at - 1].strip())
        and attribution_of(tuple(lines[at : at + 3]), bare=True)
    }
    return _begun_at(lines, starts)


def _begun_at(lines: Sequence[str], starts: Container[int]) -> list[Entry]:
    """The lines cut before each of `starts`; the first line that is not blank must be one."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first not in starts:
        return []
    places = iter(range(len(lines)))
    return _split(lines, lambda line: _indent(line) if next(places) in starts else None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _entry(lines: Iterable[str]) -> Entry:
    """An entry as deep as its first line that is not blank."""
    kept = tuple(lines)
    return Entry(_indent(next((line for line in kept if line.strip()), "")), kept)


def _ruled(lines: Sequence[str]) -> list[Entry]:
    """A comment between each two rules."""
    parts = [
        list(part)
        for ruled, part in groupby(lines, lambda line: bool(RULE.fullmatch(line)))
        if not ruled
    ]
    entries = [_entry(part) for part in parts if any(line.strip() for line in part)]
    return entries if len(entries) > 1 else []


def _widely_spaced(lines: Sequence[str]) -> list[Entry]:
    """A comment between each two places with several blank lines."""
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    parts = re.split(r"\n{3,}", text)
    return [_entry(part.split("\n")) for part in parts] if len(parts) > 1 else []


def _spaced(lines: Sequence[str]) -> list[Entry]:
    """A comment for each stack of lines."""
    stacks = [
        tuple(part) for filled, part in groupby(lines, lambda line: bool(line.strip())) if filled
    ]
    return [_entry(stack) for stack in stacks]


# In this order: what marks comments most surely first.
WAYS: tuple[Callable[[Sequence[str]], list[Entry]], ...] = (
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


def _split(lines: Sequence[str], begins: Callable[[str], int | None]) -> list[Entry]:
    """The lines cut before each one that begins a comment, its marker taken off."""
    entries: list[tuple[int, list[str]]] = []
    for line in lines:
        indent = begins(line)
        if indent is not None:
            marked = _marker(line)
            entries.append((indent, [marked["text"] if marked else line]))
        elif entries:
            entries[-1][1].append(line)
    return [Entry(indent, tuple(text)) for indent, text in entries]
