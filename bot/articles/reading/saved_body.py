"""The body of a page saved as plain text, as blocks.

Blank lines part blocks. Within one, a line goes on in the next where it was wrapped; a caption
has no blank line of its own in many saved pages, and is known by being printed twice, or by
standing short under a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from bot.articles.markdown import escape
from bot.articles.model import Block, Heading, ListItem, Paragraph, Picture, Quote, Rule
from bot.articles.reading.characters import comparable, one_line
from bot.articles.reading.phrases import any_of, is_line

# A page whose longest line is longer was not wrapped to a width: each line is a paragraph.
_WIDEST_WRAP = 132
_LONGEST_CAPTION = 300
_LONGEST_HEADING = 90
_PROSE_WORDS = 12
_BULLET = re.compile(
    r"(?P<indent>\s*)(?:(?P<mark>[•·‣▪●○◦□■*+–-])|(?P<number>\d{1,3})[.)])\s+(?P<text>\S.*)"
)
_RULE = re.compile(r"\s*(?:([-_*=~])(?:\s*\1){2,}|[─━═]{3,})\s*")
_MARKED_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>\S.*?)\s*#*")
_SENTENCE_ENDS = re.compile(r"[.!?…:;。！？][\"”’»)\]]*$")


def is_prose(line: str) -> bool:
    """Whether a line is running text and not a title, a name or a button."""
    words = line.split()
    return len(words) >= _PROSE_WORDS or (len(words) >= 6 and bool(_SENTENCE_ENDS.search(line)))


def body_blocks(lines: Sequence[str], *, title: str) -> list[Block]:
    """The blocks of the body; `title` is not repeated in it, nor is any paragraph or caption."""
    stacks = [stack for stack in _stacks(_without_related(lines)) if not _is_furniture(stack)]
    captions = _doubled(lines)
    width = max((len(line) for line in lines), default=0)
    units = [list(_units(stack, captions, width)) for stack in stacks]
    glued = sum(len(stack) - 1 for stack in units)
    glued_are_captions = glued * 3 <= len(units)
    blocks = [
        block
        for stack in units
        for position, unit in enumerate(stack)
        if (
            block := _block(
                unit,
                captions,
                after=stack[position - 1] if position and glued_are_captions else None,
            )
        )
    ]
    return _headed(_once(blocks, title))


def _without_related(lines: Sequence[str]) -> Sequence[str]:
    """The lines up to a list of other stories under which no sentence follows."""
    for place in range(len(lines) - 1, 0, -1):
        line = one_line(lines[place])
        if is_line("related", line):
            return lines[:place]
        if is_prose(line) and _SENTENCE_ENDS.search(line):
            break
    return lines


def _stacks(lines: Iterable[str]) -> list[list[str]]:
    """Lines between blank ones."""
    return [
        list(group) for filled, group in groupby(lines, lambda line: bool(line.strip())) if filled
    ]


def _is_furniture(stack: Iterable[str]) -> bool:
    return all(is_line("furniture", one_line(line)) for line in stack)


def _doubled(lines: Iterable[str]) -> frozenset[str]:
    """Lines that are printed twice in a row, as text browsers print a picture's alt and caption."""
    filled = [line.strip() for line in lines if line.strip()]
    return frozenset(
        line
        for line, following in pairwise(filled)
        if line == following and len(line) <= _LONGEST_CAPTION
    )


def _units(stack: Sequence[str], captions: frozenset[str], width: int) -> Iterator[str]:
    """The lines of a stack, joined where one goes on in the next."""
    unit = stack[0]
    for line, following in pairwise(stack):
        if _goes_on(line, following, captions, width):
            unit = f"{unit} {following.strip()}"
        else:
            yield unit
            unit = following
    yield unit


def _goes_on(line: str, following: str, captions: frozenset[str], width: int) -> bool:
    next_text = following.strip()
    if line.strip() in captions or next_text in captions or _stands_alone(following):
        return False
    if next_text[0].islower():
        return True
    if width > _WIDEST_WRAP:
        return False
    full = len(line) + 1 + len(next_text.split()[0]) > width * 0.8
    return full or not _SENTENCE_ENDS.search(line)


def _stands_alone(line: str) -> bool:
    return bool(_BULLET.fullmatch(line) or _RULE.fullmatch(line) or line.lstrip().startswith(">"))


def _block(unit: str, captions: frozenset[str], *, after: str | None) -> Block | None:
    """A unit as a block; `after` is the unit right over it where no blank line parts them."""
    text = one_line(unit)
    if is_line("furniture", text):
        return None
    if _is_caption(text, captions, after):
        return Picture(url=None, caption=text.strip("()[]") if text[0] in "([" else text)
    if _RULE.fullmatch(unit):
        return Rule()
    if heading := _MARKED_HEADING.fullmatch(text):
        return Heading(min(len(heading["marks"]), 3), escape(heading["text"]))
    if text.startswith(">"):
        return Quote(escape(text.lstrip("> ")))
    if item := _BULLET.fullmatch(unit):
        number = int(item["number"]) if item["number"] else None
        return ListItem(min(len(item["indent"]) // 4, 3), number, escape(one_line(item["text"])))
    return Paragraph(escape(text))


def _is_caption(text: str, captions: frozenset[str], after: str | None) -> bool:
    if text in captions:
        return True
    if len(text) > _LONGEST_CAPTION:
        return False
    if re.match(rf"[(\[]?\s*{any_of('picture')}", text, re.IGNORECASE):
        return True
    return (
        after is not None
        and is_prose(after)
        and len(text) < len(one_line(after))
        and not _BULLET.fullmatch(text)
    )


def _once(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks without the title at their start and without one right after its equal."""
    kept: list[Block] = []
    for block in blocks:
        is_title = not kept and isinstance(block, Paragraph) and _same(block.markdown, title)
        if not is_title and (not kept or kept[-1] != block):
            kept.append(block)
    return kept


def _same(one: str, other: str) -> bool:
    return comparable(one) == comparable(other)


def _headed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, short lines that stand over prose made headings."""
    following: list[Block | None] = [*blocks[1:], None][: len(blocks)]
    return [
        Heading(2, block.markdown)
        if position and isinstance(block, Paragraph) and _is_heading(block, after)
        else block
        for position, (block, after) in enumerate(zip(blocks, following, strict=True))
    ]


def _is_heading(block: Paragraph, after: Block | None) -> bool:
    return (
        isinstance(after, Paragraph)
        and len(block.markdown) <= _LONGEST_HEADING
        and not _SENTENCE_ENDS.search(block.markdown)
        and not block.markdown[0].islower()
        and is_prose(after.markdown)
        and not is_prose(block.markdown)
    )
