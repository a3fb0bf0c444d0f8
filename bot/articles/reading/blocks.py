"""A page's tree as a flat list of blocks, in the order of the page.

Everything on the page becomes a piece, furniture included: `body` chooses among them. A piece
knows the element that it came from, so that its surroundings can be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from bot.articles.markdown import plain
from bot.articles.model import (
    Block,
    Code,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
)
from bot.articles.reading.characters import comparable, is_word, seen
from bot.articles.reading.dom import (
    BLOCKS,
    HEADINGS,
    UNSEEN,
    ancestors,
    find,
    is_hidden,
    names_of,
    tag_of,
)
from bot.articles.reading.embeds import embedded_link
from bot.articles.reading.formulas import FORMULAS, formula_of
from bot.articles.reading.inline import (
    Run,
    inline_markdown,
    plain_runs,
    runs_of,
    symbol_of,
    text_run,
)
from bot.articles.reading.pictures import caption_element, picture_of
from bot.articles.reading.tables import is_data, table_blocks

_DEEPEST_LIST = 3
# Elements around a line in which to look for a link around it; characters of what it may hold.
_CARD_DEPTH = 3
_LONGEST_CARD = 600


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, where it stands, its plain text, the same for comparing, how much of it is links.

    `embedded` tells a link that stands for a video or post from a paragraph of text.
    """

    block: Block
    element: HtmlElement
    text: str
    key: str
    linked: float = 0.0
    embedded: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """What surrounds the element being walked."""

    base: str | None
    depth: int = -1
    number: int | None = None
    quoted: bool = False
    item: bool = False


def pieces_of(root: HtmlElement, base: str | None) -> list[Piece]:
    """Every block under `root`; addresses are made absolute against `base`."""
    holders = _block_holders(root)
    return list(_Walker(holders, base).walk(root))


def _block_holders(root: HtmlElement) -> frozenset[HtmlElement]:
    """The elements that have a block somewhere inside; the others are lines of text."""
    holders: set[HtmlElement] = set()
    for element in root.iter():
        if _is_block(element, tag_of(element)):
            parent = element.getparent()
            while isinstance(parent, HtmlElement) and parent not in holders:
                holders.add(parent)
                parent = parent.getparent()
    return frozenset(holders)


def _is_block(element: HtmlElement, tag: str) -> bool:
    """Whether the line of text ends at the element; a picture of a smiley goes on in it."""
    if tag != "img":
        return tag in BLOCKS
    return symbol_of(element) is None and formula_of(element) is None


class _Walker:
    """Walks a tree; keeps the line of text that is being put together between two blocks."""

    def __init__(self, holders: frozenset[HtmlElement], base: str | None) -> None:
        self._holders = holders
        self._base = base

    def walk(self, root: HtmlElement) -> Iterator[Piece]:
        yield from self._inside(root, _Place(self._base))

    def _inside(self, element: HtmlElement, place: _Place) -> Iterator[Piece]:
        """The pieces of an element's content: lines of text between blocks, and the blocks."""
        line: list[Run] = _text(element.text, [])
        for child in element:
            tag = tag_of(child)
            if tag in FORMULAS and formula_of(child):
                line += runs_of(child, self._base)
            elif (tag in UNSEEN and tag != "noscript") or is_hidden(child):
                pass
            elif _is_block(child, tag) or child in self._holders:
                yield from self._line(line, element, place)
                place, line = replace(place, number=None, item=False) if line else place, []
                yield from self._block(child, tag, place)
            else:
                line += runs_of(child, self._base)
            line += _text(child.tail, line)
        yield from self._line(line, element, place)

    def _line(self, line: Sequence[Run], element: HtmlElement, place: _Place) -> Iterator[Piece]:
        """Text between blocks as paragraphs; two line breaks in a row part them."""
        if not line:
            return
        markdown = inline_markdown(line)
        for part in re.split(r"\n\s*\n", markdown):
            if is_word(part):
                yield _piece(self._as_block(part.strip(), place), element, line)

    def _as_block(self, markdown: str, place: _Place) -> Block:
        if place.depth >= 0 and place.item:
            return ListItem(min(place.depth, _DEEPEST_LIST), place.number, markdown)
        return Quote(markdown) if place.quoted else Paragraph(markdown)

    def _block(self, element: HtmlElement, tag: str, place: _Place) -> Iterator[Piece]:
        if (url := embedded_link(element, tag, self._base)) is not None:
            link = Paragraph(f"<{url}>")
            yield Piece(link, element, text_of_block(link), comparable(url), 1.0, embedded=True)
        elif tag in HEADINGS and not any(child in self._holders for child in element):
            yield from self._heading(element, int(tag[1]))
        elif tag in ("ul", "ol", "menu"):
            yield from self._list(element, tag, place)
        elif tag == "blockquote":
            yield from self._inside(element, replace(place, quoted=True, item=False))
        elif tag == "pre":
            yield from _code(element)
        elif tag == "table" and is_data(element):
            yield from (_piece(block, element) for block in table_blocks(element))
        elif tag in ("figure", "img"):
            yield from self._picture(element, tag, place)
        elif tag == "hr":
            yield Piece(Rule(), element, "", "")
        elif tag not in ("iframe", "video", "audio", "object", "noscript"):
            yield from self._inside(element, place)

    def _heading(self, element: HtmlElement, level: int) -> Iterator[Piece]:
        markdown = inline_markdown(plain_runs(runs_of(element, self._base))).replace("\n", " ")
        if is_word(markdown):
            yield _piece(
                Heading(min(level, 3), markdown), element, list(runs_of(element, self._base))
            )

    def _list(self, element: HtmlElement, tag: str, place: _Place) -> Iterator[Piece]:
        depth, number = place.depth + 1, _first_number(element) if tag == "ol" else None
        for child in element:
            if tag_of(child) == "li":
                inner = _Place(self._base, depth, number, quoted=False, item=True)
                yield from self._inside(child, inner)
                number = None if number is None else number + 1
            elif tag_of(child) in BLOCKS:
                yield from self._block(
                    child, tag_of(child), replace(place, depth=depth, item=False)
                )

    def _picture(self, element: HtmlElement, tag: str, place: _Place) -> Iterator[Piece]:
        picture = picture_of(element, self._base)
        if picture is not None:
            caption = picture.caption or ""
            yield Piece(picture, element, caption, comparable(caption))
        elif tag == "figure" and caption_element(element) is None:
            # Some sites put tables, quotes and videos into figures.
            yield from self._inside(element, place)
        elif tag == "figure":
            yield from (piece for piece in self._inside(element, place) if not _in_caption(piece))


def _text(text: str | None, line: Sequence[Run]) -> list[Run]:
    """Text between elements; white space counts only inside a line."""
    return [text_run(text)] if text and (line or not text.isspace()) else []


def _in_caption(piece: Piece) -> bool:
    around: HtmlElement | None = piece.element
    while isinstance(around, HtmlElement) and tag_of(around) != "figure":
        if tag_of(around) == "figcaption":
            return True
        around = around.getparent()
    return False


def _piece(block: Block, element: HtmlElement, line: Sequence[Run] = ()) -> Piece:
    total = sum(len(run.text.strip()) for run in line)
    linked = sum(len(run.text.strip()) for run in line if run.href)
    share = 1.0 if _is_in_link(element) else linked / total if total else 0.0
    text = text_of_block(block)
    return Piece(block, element, text, comparable(text), share)


def _is_in_link(element: HtmlElement) -> bool:
    """Whether a short link is around the element: a card that leads to another story."""
    links = (part for part in islice(ancestors(element), _CARD_DEPTH) if tag_of(part) == "a")
    link = next(links, None)
    return (
        link is not None
        and link.get("href") is not None
        and len(link.text_content()) <= _LONGEST_CARD
    )


def text_of_block(block: Block) -> str:
    """The plain text of a block; a picture's is its caption."""
    match block:
        case Code(text, _):
            return text
        case Picture(_, caption):
            return caption or ""
        case Rule():
            return ""
        case (
            Paragraph(markdown) | Heading(_, markdown) | ListItem(_, _, markdown) | Quote(markdown)
        ):
            return plain(markdown)


def _first_number(element: HtmlElement) -> int:
    start = element.get("start") or ""
    return int(start) if re.fullmatch(r"\d{1,4}", start) else 1


def _code(element: HtmlElement) -> Iterator[Piece]:
    text = seen("".join(element.itertext())).strip("\n")
    language = re.search(r"\b(?:language|lang|brush)[-:]\s*([\w+#-]{1,20})", _code_names(element))
    if text.strip():
        yield _piece(Code(text, language[1] if language else None), element)


def _code_names(element: HtmlElement) -> str:
    return " ".join(names_of(part) for part in [element, *find(element, "code")])
