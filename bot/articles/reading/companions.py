"""Pictures, embeds and rules that stand among an article's paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.articles.model import Block, Picture, Rule
from bot.articles.reading.blocks import Piece
from bot.articles.reading.characters import comparable
from bot.articles.reading.furniture import Known, frames_of, is_aside
from bot.articles.reading.pictures import picture_key

# How many pieces above the text may hold its lead picture.
_HEAD = 14
# How many pictures under the text may be its gallery.
_MOST_BELOW = 30


def with_companions(
    pieces: Sequence[Piece], own: Sequence[Piece], known: Known, lead: str | None
) -> list[Piece]:
    """The article's text, `own`, with what stands between its first and last piece on the page.

    Above the text only pictures count: those with a caption, and the page's `lead` picture.
    """
    kept = {id(piece) for piece in own}
    places = [place for place, piece in enumerate(pieces) if id(piece) in kept]
    if not places:
        return list(own)
    frames = frames_of(own)
    first, last = _start(pieces, places[0], known), places[-1]
    end = _end(pieces, last)
    lead_key = picture_key(lead) if lead else None
    chosen: list[Piece] = []
    for place, piece in enumerate(pieces[first:end], start=first):
        if piece.caption:
            is_own = bool(chosen) and chosen[-1] is pieces[place - 1]
        else:
            is_own = id(piece) in kept or (
                not is_aside(piece.element, frames)
                and _belongs(piece.block, piece, place < places[0], place > last, lead_key)
            )
        if is_own:
            chosen.append(piece)
    return list(once(chosen))


def _start(pieces: Sequence[Piece], first: int, known: Known) -> int:
    """Where the article's head begins: at its title, if that stands close above the text."""
    start = max(0, first - _HEAD)
    titles = [
        place for place in range(start, first) if known.title and pieces[place].key == known.title
    ]
    return titles[-1] if titles else start


def _end(pieces: Sequence[Piece], last: int) -> int:
    """Behind the pictures that follow right below the text."""
    end = last + 1
    while end < min(len(pieces), last + _MOST_BELOW) and _may_follow(pieces[end]):
        end += 1
    return end


def _may_follow(piece: Piece) -> bool:
    return isinstance(piece.block, Picture) or piece.caption


def _belongs(block: Block, piece: Piece, above: bool, below: bool, lead: str | None) -> bool:
    if isinstance(block, Picture):
        is_lead = block.url is not None and picture_key(block.url) == lead
        return is_lead or (block.caption is not None if above or below else True)
    return not above and not below and (piece.embedded or isinstance(block, Rule))


def once(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Each picture and each caption once; rules only between two texts."""
    pictures: set[str] = set()
    captions: set[str] = set()
    without_twins = [piece for piece in pieces if not _is_twin(piece, pictures, captions)]
    for before, piece in pairwise([None, *without_twins]):
        if piece is not None and not (isinstance(piece.block, Rule) and _is_rule_or_none(before)):
            yield piece


def _is_rule_or_none(piece: Piece | None) -> bool:
    return piece is None or isinstance(piece.block, Rule)


def _is_twin(piece: Piece, pictures: set[str], captions: set[str]) -> bool:
    """Whether a picture was there before; notes it in the sets otherwise."""
    if not isinstance(piece.block, Picture) or piece.block.url is None:
        return False
    key, caption = picture_key(piece.block.url), comparable(piece.block.caption or "")
    if key in pictures or (caption and caption in captions):
        return True
    pictures.add(key)
    captions.add(caption)
    return False
