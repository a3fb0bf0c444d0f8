"""A corrected article laid out into the messages that are there, so that most stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.articles.layout.blocks import Slice
from bot.articles.layout.packing import Sheet, fits

ROOM_TO_GROW = 3800
"""Characters, of Discord's 4000: a link to a further message takes up to 200."""


def relaid(before: Sequence[Sheet], after: Sequence[Slice]) -> list[Sheet]:
    """What each message holds from now on, given what they held and the slices of the new text.

    Slices that were there stay in their messages, new ones go where their neighbours are. What a
    message has no room for moves into the next, and at the end into further messages, behind
    those of `before`. A message may become empty.
    """
    held: list[list[Slice]] = [[] for _ in before]
    for each, place in zip(after, _places(before, after), strict=True):
        if place == len(held):
            held.append([])
        held[place].append(each)
    return list(_spilled(held))


def _places(before: Sequence[Sheet], after: Sequence[Slice]) -> list[int]:
    """For each new slice the index of its message, never falling."""
    where = [index for index, sheet in enumerate(before) for _ in sheet]
    old = [_shown(each) for sheet in before for each in sheet]
    matcher = SequenceMatcher(None, old, [_shown(each) for each in after], autojunk=False)
    places: list[int] = []
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        # What is put in follows what was before it.
        mine = where[i1:i2] or where[max(i1 - 1, 0) : max(i1, 1)] or [0]
        places += [mine[min(number, len(mine) - 1)] for number in range(j2 - j1)]
    return places


def _shown(each: Slice) -> tuple[str, str | None]:
    return each.text, each.photo


def _spilled(held: Sequence[Sequence[Slice]]) -> Iterator[Sheet]:
    over: Sequence[Slice] = ()
    for sheet in held:
        kept, over = _parted([*over, *sheet])
        yield kept
    while over:
        kept, over = _parted(over)
        yield kept


def _parted(held: Sequence[Slice]) -> tuple[Sheet, Sequence[Slice]]:
    """As many as one message holds, and the rest.

    A block that was cut goes on in another message, and headings stay with what follows.
    """
    end = 0
    while end < len(held) and not (end and held[end].continues):
        if end and not fits(held[: end + 1], ROOM_TO_GROW):
            break
        end += 1
    whole = end
    while end < len(held) and end > 1 and held[end - 1].leads:
        end -= 1
    if end and end < len(held) and held[end - 1].leads:
        end = whole
    return tuple(held[:end]), held[end:]
