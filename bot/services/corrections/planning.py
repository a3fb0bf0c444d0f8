"""From a posting's article and its newest version to what its messages are to say."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bot.articles.changes import Changes, compared
from bot.articles.layout import Sheet, Slice, relaid, text_hash
from bot.articles.model import Article, Mirror
from bot.services.corrections.facts import CorrectionPlanned
from bot.services.corrections.sheets import Mirrored, link_after, shown, to_rows
from bot.services.layouts import Layouts
from bot.storage.postings import Posting
from bot.wording import Words


@dataclass(frozen=True, slots=True)
class AtHand:
    """A posting with its article as it is posted, in its newest version, and its messages."""

    posting: Posting
    article: Article
    version: int
    newest: Article
    mirrored: Mirrored
    words: Words


async def plan(at: AtHand, layouts: Layouts) -> CorrectionPlanned:
    """What to send and to edit; nothing where a reader sees no change."""
    _, changes = await asyncio.to_thread(compared, at.article, at.newest)
    if not changes:
        return CorrectionPlanned(at.posting.id, at.posting.version, at.version, at.article.title)
    mirror, limit = Mirror(at.posting.mirror), at.posting.part_limit
    fresh = await layouts.sheets(at.newest, mirror, limit, at.words)
    held = at.mirrored.sheets or await layouts.sheets(at.article, mirror, limit, at.words)
    before = _fitted(held, len(at.mirrored.in_place))
    slices = [each for sheet in fresh for each in sheet]
    return _planned(at, changes, before, await asyncio.to_thread(relaid, before, slices))


def _fitted(held: Sequence[Sheet], count: int) -> list[Sheet]:
    """As many sheets as there are messages, whatever a later version of the program lays out."""
    beyond: list[Slice] = [each for sheet in held[max(count - 1, 0) :] for each in sheet]
    kept = [*held[: max(count - 1, 0)], tuple(beyond)][:count]
    return [*kept, *[()] * (count - len(kept))]


def _planned(
    at: AtHand, changes: Changes, before: Sequence[Sheet], after: Sequence[Sheet]
) -> CorrectionPlanned:
    sends = range(len(before) + 1, len(after) + 1)
    edits = [
        ordinal
        for ordinal in range(1, len(after) + 1)
        if ordinal + 1 in sends or (ordinal <= len(before) and _differs(at, ordinal, before, after))
    ]
    return CorrectionPlanned(
        posting_id=at.posting.id,
        base=at.posting.version,
        version=at.version,
        title=at.newest.title,
        summary=asdict(changes.summary),
        sheets=to_rows(after),
        sends=tuple(sends),
        edits=tuple(edits),
    )


def _differs(at: AtHand, ordinal: int, before: Sequence[Sheet], after: Sequence[Sheet]) -> bool:
    """Whether the message says something else, or shows another picture, than it should."""
    in_place = at.mirrored.in_place
    part = shown(after[ordinal - 1], at.words, link_after(at.posting, ordinal, in_place))
    known = {part.ordinal: part.text_hash for part in in_place}
    return text_hash(part) != known.get(ordinal) or _pictures(before[ordinal - 1]) != _pictures(
        after[ordinal - 1]
    )


def _pictures(sheet: Sheet) -> list[str | None]:
    return [each.photo for each in sheet if each.photo]
