"""Blocks of an article as slices, the pieces that messages are filled with.

A block that fits into a message is one slice. A longer one becomes several, each a message's worth
and well-formed by itself: quotes keep their signs, code its fences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.articles.layout.escaping import GAP, clean, verbatim, web_address
from bot.articles.layout.measuring import grapheme_ends, length
from bot.articles.layout.parsing import read
from bot.articles.layout.runs import Run
from bot.articles.layout.splitting import Frame, split
from bot.articles.model import Block, Code, Heading, ListItem, Paragraph, Picture, Quote, Rule

RULE = "\\* \\* \\*"
"""Discord's Markdown has no rule; printers' asterisks say the same."""
_DEEPEST_LIST = 8
_HIGHEST_NUMBER = 999_999_999


@dataclass(frozen=True, slots=True)
class Slice:
    """A block, or as much of it as one message holds.

    `photo` is the address of a picture, then `text` is its caption. `tight`: it follows on the
    next line, not after a blank one. `continues`: its block began in the message before. `leads`:
    it stays with what follows.
    """

    text: str
    photo: str | None = None
    tight: bool = False
    continues: bool = False
    leads: bool = False


def slices(blocks: Iterable[Block], room: int) -> Iterator[Slice]:
    """The blocks in order, in slices of at most `room` characters as `length` counts them.

    What follows a heading leaves room for it.
    """
    lead, before = 0, None
    for block, literal in _with_numbering(blocks):
        first_room = room - lead
        for position, text in enumerate(_texts(block, literal, room, first_room)):
            photo = _photo(block) if position == 0 else None
            leads = isinstance(block, Heading) and lead + length(text) <= room // 2
            tight = position == 0 and _is_tight(before, block)
            lead = lead + length(text) + 2 if leads else 0
            yield Slice(text, photo, tight, position > 0, leads)
            before = block


def _is_tight(before: Block | None, block: Block) -> bool:
    in_list = isinstance(before, ListItem) and isinstance(block, ListItem)
    return in_list or isinstance(before, Heading)


def _texts(block: Block, literal: bool, room: int, first_room: int) -> Iterator[str]:
    match block:
        case Code(text, language):
            yield from _code(text, language, first_room)
        case Rule():
            yield RULE
        case Picture(_, None) if _photo(block):
            yield ""
        case Picture(_, caption):
            runs = (Run(" ".join(clean(caption or "").split())),)
            yield from split(runs, Frame("-# ", "-# "), room, first_room)
        case _:
            markdown = block.markdown
            if isinstance(block, Heading):
                markdown = " ".join(markdown.split("\n"))
            yield from split(read(markdown), _frame(block, literal), room, first_room)


def _frame(block: Paragraph | Heading | ListItem | Quote, literal: bool) -> Frame:
    match block:
        case Heading(level, _):
            sign = "#" * min(max(level, 1), 3)
            return Frame(f"{sign} ", f"{sign} ")
        case Quote():
            return Frame("> ", "> ")
        case ListItem(depth, number, _):
            indent = "  " * min(depth, _DEEPEST_LIST)
            return Frame(f"{indent}{_list_sign(number, literal)} ", f"{indent}  ")
        case Paragraph():
            return Frame()


def _list_sign(number: int | None, literal: bool) -> str:
    if number is None:
        return "-"
    return f"{number}\\.".replace("-", "\\-") if literal else f"{number}."


def _with_numbering(blocks: Iterable[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether its number must be written as text.

    Discord counts on from a list's first number: an item out of the row would be renumbered.
    """
    last: dict[int, int] = {}
    for block in blocks:
        if not isinstance(block, ListItem):
            last = {}
            yield block, False
            continue
        last = {depth: number for depth, number in last.items() if depth <= block.depth}
        number, before = block.number, last.pop(block.depth, None)
        if number is None:
            yield block, False
            continue
        last[block.depth] = number
        in_row = before is None or number == before + 1
        yield block, not (in_row and 0 <= number <= _HIGHEST_NUMBER)


def _photo(block: Block) -> str | None:
    return web_address(block.url) if isinstance(block, Picture) else None


def _code(text: str, language: str | None, room: int) -> Iterator[str]:
    """Fenced blocks, cut between lines, and inside one only if it is longer than the room."""
    text = verbatim(clean(text)).replace("``", f"`{GAP}`").strip("\n")
    known = language if language and re.fullmatch(r"[\w+#.-]{1,20}", language) else ""
    opening, closing = f"```{known}\n", "\n```"
    held: list[str] = []
    free = most = room - length(opening + closing)
    for line in _short_lines(text, most) if text.strip() else ():
        if held and length(line) + 1 > free:
            yield opening + "\n".join(held) + closing
            held, free = [], most
        held.append(line)
        free -= length(line) + 1
    if held:
        yield opening + "\n".join(held) + closing


def _short_lines(text: str, most: int) -> Iterator[str]:
    for line in text.split("\n"):
        rest = line
        while length(rest) > most:
            ends = [end for end in grapheme_ends(rest[:most]) if length(rest[:end]) <= most]
            cut = ends[-2] if len(ends) > 1 else most // 2
            yield rest[:cut]
            rest = rest[cut:]
        yield rest
