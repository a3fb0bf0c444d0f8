"""What a new reading of an article changes, and the article with that and no more changed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from bot.articles.markdown import plain_text
from bot.articles.model import Article, Block, Picture
from bot.articles.sameness import comparable, file_of, is_beside_the_text, key

ALIKE = 0.5
"""Of their words. Paragraphs that share less are one taken out and another put in; ours."""
_MOST_PAIRS = 900
"""Pairs of paragraphs that are compared word by word: it bounds the work on rewritten articles."""
_FEW_BLOCKS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A text before and after, plain; None where it was put in or taken out."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What changed, counted; headings, list items and quotes count as paragraphs."""

    title: bool = False
    byline: bool = False
    changed: int = 0
    added: int = 0
    removed: int = 0
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two readings: false where nothing did. `paragraphs` are in order."""

    title: Change | None = None
    byline: Change | None = None
    paragraphs: tuple[Change, ...] = ()
    pictures: int = 0

    def __bool__(self) -> bool:
        return self != Changes()

    @property
    def summary(self) -> Summary:
        """The same, counted."""
        added = sum(each.before is None for each in self.paragraphs)
        removed = sum(each.after is None for each in self.paragraphs)
        changed = len(self.paragraphs) - added - removed
        return Summary(
            self.title is not None, self.byline is not None, changed, added, removed, self.pictures
        )


def compared(before: Article, after: Article) -> tuple[Article, Changes]:
    """The article as it is from now on, and what changed: `before` itself where nothing did.

    What is the same to a reader stays as it was, block by block. So do address, source and date:
    they say which article it is.
    """
    body, paragraphs, pictures = _bodies(tuple(before.body), tuple(after.body))
    changes = Changes(
        _change(before.title, after.title),
        _change(before.byline, after.byline) if after.byline else None,
        paragraphs,
        pictures,
    )
    if not changes:
        return before, changes
    settled = replace(
        before,
        title=after.title if changes.title else before.title,
        byline=after.byline if changes.byline else before.byline,
        body=body,
        updated=after.updated,
        images=before.images if _same_images(before, after) else tuple(after.images),
        excerpt=after.excerpt if _change(before.excerpt, after.excerpt) else before.excerpt,
    )
    return settled, changes


def is_another(before: Article, after: Article) -> bool:
    """Whether it is another article altogether, as where an address shows something else now."""
    if _change(before.title, after.title) is None or len(before.body) < _FEW_BLOCKS:
        return False
    shared = {key(block) for block in before.body} & {key(block) for block in after.body}
    return not shared and not _are_alike(before.title, after.title)


def _change(before: str | None, after: str | None) -> Change | None:
    same = comparable(before or "") == comparable(after or "")
    return None if same else Change(before, after)


def _same_images(before: Article, after: Article) -> bool:
    return [file_of(each.url) for each in before.images] == [
        file_of(each.url) for each in after.images
    ]


def _bodies(
    before: tuple[Block, ...], after: tuple[Block, ...]
) -> tuple[tuple[Block, ...], tuple[Change, ...], int]:
    """The blocks from now on, the paragraphs that changed, and how many pictures did."""
    body: list[Block] = []
    changes: list[Change] = []
    pictures = 0
    matcher = SequenceMatcher(None, [*map(key, before)], [*map(key, after)], autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        old, new = before[i1:i2], after[j1:j2]
        if what == "equal" or all(map(is_beside_the_text, (*old, *new))):
            body += old
            continue
        body += new
        changes += _paired(_texts(old), _texts(new))
        pictures += max(_pictures(old), _pictures(new))
    return tuple(body), tuple(changes), pictures


def _texts(blocks: Sequence[Block]) -> list[str]:
    told = (block for block in blocks if not isinstance(block, Picture))
    return [plain_text((block,)) for block in told if not is_beside_the_text(block)]


def _pictures(blocks: Sequence[Block]) -> int:
    return sum(isinstance(block, Picture) for block in blocks)


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Each text with the one that took its place."""
    if len(before) == len(after) or len(before) * len(after) > _MOST_PAIRS:
        yield from (Change(*pair) for pair in zip_longest(before, after))
        return
    start = 0
    for text in before:
        alike = (n for n in range(start, len(after)) if _are_alike(text, after[n]))
        found = next(alike, None)
        if found is None:
            yield Change(text, None)
            continue
        yield from (Change(None, added) for added in after[start:found])
        yield Change(text, after[found])
        start = found + 1
    yield from (Change(None, added) for added in after[start:])


def _are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
