"""An article laid out: its blocks filled into as few messages as they need, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.articles.layout.blocks import Slice, slices
from bot.articles.layout.escaping import target
from bot.articles.layout.measuring import length
from bot.articles.layout.parts import Part, Photo, Segment, Text
from bot.articles.model import Article, Block, Mirror, Paragraph
from bot.wording import Words, feed_carries_this, rest_at_source

ROOM = 3600
"""Characters that a message is filled to, of the 4000 that Discord allows over all its text
displays: corrections grow into the rest."""
_MOST_COMPONENTS = 36
"""Of Discord's 40 in all; the container and a correction's link take some."""
_LONGEST_NOTE = 400

Sheet = tuple[Slice, ...]
"""What one message holds."""


def lay_out(article: Article, *, mirror: Mirror, words: Words, limit: int = 20) -> list[Part]:
    """The messages that mirror the article, none where there is nothing to mirror."""
    return [part_of(sheet) for sheet in sheets(article, mirror=mirror, words=words, limit=limit)]


def sheets(article: Article, *, mirror: Mirror, words: Words, limit: int = 20) -> list[Sheet]:
    """The same, each message as the slices that it holds.

    `opening` keeps to one message, `off` to none, the others to `limit`. What is cut ends at a
    paragraph, and then says in the language of `words` that the rest is at the source; `feed` and
    `reserved` always end by saying that the text is the feed's, and why.
    """
    most = {Mirror.OPENING: min(limit, 1), Mirror.OFF: 0}.get(mirror, limit)
    body = tuple(article.body)
    if mirror in (Mirror.FEED, Mirror.RESERVED):
        is_reserved = mirror is Mirror.RESERVED
        note = feed_carries_this(words, target(article.url), is_reserved=is_reserved)
        body += (Paragraph(note),)
    filled = list(islice(_filled(body, ROOM), most + 1))
    if most > 0 and len(filled) > most:
        filled = _cut(article, most, _note(article, words))
    return [tuple(held) for held in filled[: max(most, 0)]]


def _note(article: Article, words: Words) -> Slice:
    note = rest_at_source(words, target(article.url))
    return Slice(note if length(note) <= _LONGEST_NOTE else rest_at_source(words))


def _cut(article: Article, most: int, note: Slice) -> list[list[Slice]]:
    """The first `most` messages with room for the note in the last."""
    room = ROOM - length(note.text) - 2
    filled = list(islice(_filled(article.body, room), most + 1))
    last, beyond = filled[most - 1], filled[most]
    whole = last[:-1] if beyond[0].continues else last
    while whole and whole[-1].leads:
        whole = whole[:-1]
    # A single paragraph that fills the message cannot end there: then a sentence ends it.
    return [*filled[: most - 1], [*(whole or last), note]]


def _filled(blocks: Iterable[Block], room: int) -> Iterator[list[Slice]]:
    held: list[Slice] = []
    for group in _together(slices(blocks, room)):
        if held and (group[0].continues or not fits([*held, *group], room)):
            yield held
            held = []
        held += group
    if held:
        yield held


def _together(loose: Iterable[Slice]) -> Iterator[list[Slice]]:
    """Headings with what follows them."""
    group: list[Slice] = []
    for each in loose:
        group.append(each)
        if not each.leads:
            yield group
            group = []
    if group:
        yield group


def fits(held: Sequence[Slice], room: int) -> bool:
    """Whether one message of `room` characters holds those slices."""
    parts = sum(2 if each.photo and each.text else 1 for each in held)
    return parts <= _MOST_COMPONENTS and sum(map(length, part_of(held).texts)) <= room


def part_of(held: Iterable[Slice]) -> Part:
    """The message that holds those slices."""
    segments: list[Segment] = []
    for each in held:
        before = segments[-1] if segments else None
        if each.photo:
            segments.append(Photo(each.photo, each.text or None))
        elif isinstance(before, Text):
            between = "\n" if each.tight else "\n\n"
            segments[-1] = Text(before.markdown + between + each.text)
        else:
            segments.append(Text(each.text))
    return Part(tuple(segments))
