"""A page's tree as a flat list of blocks, in the order of the page.

Everything on the page becomes a piece, furniture included: `body` chooses among them. A piece
knows the element that it came from, so that its surroundings can be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from bot.articles.markdown import escape, plain
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
    find,
    is_hidden,
    names_of,
    tag_of,
)
from bot.articles.reading.embeds import embedded_link
from bot.articles.reading.formulas import FORMULAS, formula_of
from bot.articles.reading.inline import (
    Run,
    add_runs,
    inline_markdown,
    plain_runs,
    runs_of,
    symbol_of,
    text_run,
)
from bot.articles.reading.pictures import caption_element, caption_of, picture_of
from bot.articles.reading.tables import is_data, table_blocks

_DEEPEST_LIST = 3
# Elements around a line in which to look for a link around it; characters of what it may hold.
_CARD_DEPTH = 3
_LONGEST_CARD = 600
_EMPTY_LINE = re.compile(r"\n\s*\n")
# What highlighters print in a column of its own beside the code.
_LINE_NUMBERS = re.compile(r"\s*1(?:\s+\d{1,5})+\s*")
_LANGUAGE = re.compile(r"\b(?:language|lang|brush)[-:]\s*([\w+#-]{1,20})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, where it stands, its plain text, the same for comparing, how much of it is links.

    `embedded` tells a link that stands for a video or post from a paragraph of text, `caption` a
    line about the piece before it.
    """

    block: Block
    element: HtmlElement
    text: str
    key: str
    linked: float = 0.0
    embedded: bool = False
    caption: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """What surrounds the element being walked."""

    depth: int = -1
    number: int | None = None
    quoted: bool = False
    item: bool = False

    def behind_text(self) -> _Place:
        """The place of what follows in the same item."""
        return _Place(self.depth, quoted=self.quoted) if self.item else self

    def block_of(self, markdown: str) -> Block:
        """A line of text as the block that it is here."""
        if self.depth >= 0 and self.item:
            return ListItem(min(self.depth, _DEEPEST_LIST), self.number, markdown)
        return Quote(markdown) if self.quoted else Paragraph(markdown)


def pieces_of(root: HtmlElement, base: str | None) -> list[Piece]:
    """Every block under `root`; addresses are made absolute against `base`."""
    walker = _Walker(_block_holders(root), base)
    walker.inside(root, _Place())
    return walker.pieces


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
    """Walks a tree and collects its `pieces`, in the order of the page."""

    def __init__(self, holders: frozenset[HtmlElement], base: str | None) -> None:
        self.pieces: list[Piece] = []
        self._holders = holders
        self._base = base

    def inside(self, element: HtmlElement, place: _Place) -> None:
        """Adds the pieces of an element's content: lines between blocks, and the blocks."""
        line: list[Run] = []
        _add_text(element.text, line)
        for child in element:
            tag = tag_of(child)
            if tag in UNSEEN and tag != "noscript":
                if tag in FORMULAS and formula_of(child):
                    add_runs(child, self._base, line)
            elif is_hidden(child):
                pass
            elif child in self._holders or _is_block(child, tag):
                if line:
                    self._line(line, element, place)
                    place, line = place.behind_text(), []
                self._block(child, tag, place)
            else:
                add_runs(child, self._base, line)
            _add_text(child.tail, line)
        if line:
            self._line(line, element, place)

    def _line(self, line: Sequence[Run], element: HtmlElement, place: _Place) -> None:
        """Adds text between blocks as paragraphs; two line breaks in a row part them."""
        markdown = inline_markdown(line)
        for part in _EMPTY_LINE.split(markdown) if "\n" in markdown else [markdown]:
            if is_word(part):
                stripped = part.strip()
                self._add(place.block_of(stripped), element, plain(stripped), line)

    def _add(self, block: Block, element: HtmlElement, text: str, line: Sequence[Run] = ()) -> None:
        self.pieces.append(Piece(block, element, text, comparable(text), _linked(element, line)))

    def _block(self, element: HtmlElement, tag: str, place: _Place) -> None:
        if (url := embedded_link(element, tag, self._base)) is not None:
            self.pieces.append(_embedded(element, url))
        elif tag in HEADINGS and not any(child in self._holders for child in element):
            self._heading(element, int(tag[1]))
        elif tag in ("ul", "ol", "menu"):
            self._list(element, tag, place)
        elif tag == "blockquote":
            self.inside(element, replace(place, quoted=True, item=False))
        elif tag == "pre":
            self._code(element)
        elif tag == "table" and is_data(element):
            for block in table_blocks(element):
                self._add(block, element, text_of_block(block))
        elif tag in ("figure", "img", "amp-img"):
            self._picture(element, tag, place)
        elif tag == "hr":
            self.pieces.append(Piece(Rule(), element, "", ""))
        elif tag not in ("iframe", "video", "audio", "object", "noscript"):
            self.inside(element, place)

    def _heading(self, element: HtmlElement, level: int) -> None:
        line = runs_of(element, self._base)
        markdown = inline_markdown(plain_runs(line)).replace("\n", " ")
        if is_word(markdown):
            self._add(Heading(min(level, 3), markdown), element, plain(markdown), line)

    def _list(self, element: HtmlElement, tag: str, place: _Place) -> None:
        depth, number = place.depth + 1, _first_number(element) if tag == "ol" else None
        for child in element:
            if tag_of(child) == "li":
                self.inside(child, _Place(depth, number, item=True))
                number = None if number is None else number + 1
            elif tag_of(child) in BLOCKS:
                self._block(child, tag_of(child), replace(place, depth=depth, item=False))

    def _picture(self, element: HtmlElement, tag: str, place: _Place) -> None:
        is_gallery = tag == "figure" and len(find(element, ".//figure[.//img]")) > 1
        picture = None if is_gallery else picture_of(element, self._base)
        if picture is not None:
            caption = picture.caption or ""
            self.pieces.append(Piece(picture, element, caption, comparable(caption)))
        elif tag == "figure":
            # Some sites put tables, quotes and videos into figures.
            start = len(self.pieces)
            self.inside(element, place)
            if caption_element(element) is not None:
                shown = [piece for piece in self.pieces[start:] if not _in_caption(piece)]
                self.pieces[start:] = [*shown, *_captions(element, shown)]

    def _code(self, element: HtmlElement) -> None:
        text = seen("".join(element.itertext())).strip("\n")
        if _LINE_NUMBERS.fullmatch(text):
            return
        language = _LANGUAGE.search(_code_names(element))
        if text.strip():
            self._add(Code(text, language[1] if language else None), element, text)


def _add_text(text: str | None, line: list[Run]) -> None:
    """Adds text between elements; white space counts only inside a line."""
    if text and (line or not text.isspace()):
        line.append(text_run(text))


def _in_caption(piece: Piece) -> bool:
    around: HtmlElement | None = piece.element
    while isinstance(around, HtmlElement) and tag_of(around) != "figure":
        if tag_of(around) == "figcaption":
            return True
        around = around.getparent()
    return False


def _captions(figure: HtmlElement, shown: Sequence[Piece]) -> Iterator[Piece]:
    """What a figure says about a table, a video, a quotation or several pictures, its `shown`."""
    text = caption_of(figure)
    part = caption_element(figure)
    if text is None or part is None or not shown or part.getparent() is not figure:
        return
    key = comparable(text)
    if any(piece.key == key for piece in shown):  # a picture in it says the same
        return
    is_quote = isinstance(shown[-1].block, Quote)
    block = Quote(escape(text)) if is_quote else Paragraph(f"*{escape(text)}*")
    yield Piece(block, part, text, key, caption=True)


def _embedded(element: HtmlElement, url: str) -> Piece:
    link = Paragraph(f"<{url}>")
    return Piece(link, element, text_of_block(link), comparable(url), 1.0, embedded=True)


def _linked(element: HtmlElement, line: Sequence[Run]) -> float:
    """The share of a line that is links, 0 to 1."""
    if _is_in_link(element):
        return 1.0
    if not any(run.href for run in line):
        return 0.0
    linked = sum(len(run.text.strip()) for run in line if run.href)
    return linked / sum(len(run.text.strip()) for run in line) if linked else 0.0


def _is_in_link(element: HtmlElement) -> bool:
    """Whether a short link is around the element: a card that leads to another story."""
    around = element
    for _ in range(_CARD_DEPTH):
        around = around.getparent()
        if around is None:
            return False
        if around.tag == "a":
            return around.get("href") is not None and len(around.text_content()) <= _LONGEST_CARD
    return False


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


def _code_names(element: HtmlElement) -> str:
    return " ".join(names_of(part) for part in [element, *find(element, "code")])
