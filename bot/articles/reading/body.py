"""The article's own blocks among all that a page holds.

trafilatura decides which text is the article's; our own walk of the tree (`blocks`) gives that
text its structure: lists, quotes, tables, pictures with captions and embeds in their places.
Text that trafilatura found elsewhere (in the page's data, say) has only the structure that it
gave it. What is no text of the article (`furniture`) goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from html import escape

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from bot.articles.model import Picture
from bot.articles.reading.blocks import Piece, pieces_of
from bot.articles.reading.characters import comparable
from bot.articles.reading.companions import with_companions
from bot.articles.reading.dom import ancestors, tag_of
from bot.articles.reading.furniture import Known, without_furniture
from bot.articles.reading.live_posts import with_times_of_posts
from bot.articles.reading.regained import with_regained

# Shorter texts are kept only where trafilatura has exactly them: they occur by chance.
_SHORT = 25
_SLICE = 24
_SURELY_ONCE = 140
_MOSTLY = 0.6
_CONTAINER_SHARE = 0.85
# Letters and digits: less is hardly an article.
_THIN = 120
# Where the pieces of the page hold less of what trafilatura found, it found it elsewhere.
_COVERED = 0.7
# How many pieces above the text its summary may stand, and how long a part of it is at least.
_HEAD = 14
_SUMMARY = 45
# Letters and digits of a paragraph that is surely the article's.
_PARAGRAPH = 100


@dataclass(frozen=True, slots=True)
class Extracted:
    """What trafilatura takes for the article: its tree, its text, and the texts of its lines."""

    body: etree._Element | None
    text: str
    lines: frozenset[str]


def read_body(
    root: HtmlElement,
    pieces: Sequence[Piece],
    base: str | None,
    known: Known,
    *,
    lead: str | None = None,
    comments: Container[HtmlElement] = frozenset(),
    stated: str | None = None,
) -> list[Piece]:
    """The article's pieces in order, pictures and embeds among them; empty where there is none.

    `pieces` are all of the page; `lead` is the address of the picture that the page puts first;
    in the elements of `comments` stand readers' comments; `stated` is the text as the page's data
    has it, for pages that show none.
    """
    extracted = extract(root)
    chosen = choose(pieces, extracted)
    if _size(chosen) < _COVERED * len(extracted.text):
        pieces = chosen = _pieces_elsewhere(extracted, stated, base)
    others = [piece for piece in chosen if piece.element not in comments]
    # What is hardly more than comments is a thread whose first post is one of them.
    if _size(others) >= min(_THIN, _size(chosen) / 2):
        pieces = [piece for piece in pieces if piece.element not in comments]
        chosen = others
    own = without_furniture(with_regained(pieces, chosen), known)
    return with_times_of_posts(pieces, with_companions(pieces, own, known, lead), root)


def _size(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.key) for piece in pieces)


def _pieces_elsewhere(extracted: Extracted, stated: str | None, base: str | None) -> list[Piece]:
    """The pieces of a text that the page does not show; its data may know more paragraphs."""
    found = [] if extracted.body is None else pieces_of(_as_html(extracted.body), base)
    if stated is None or len(comparable(stated)) < _COVERED * len(extracted.text):
        return found
    lines = (line for line in stated.split("\n") if line.strip())
    markup = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return max(found, pieces_of(document_fromstring(f"<div>{markup}</div>"), base), key=len)


def extract(root: HtmlElement) -> Extracted:
    """trafilatura's reading of the page, for comparing; empty where it finds none.

    Where next to nothing is found, it is asked again to rather take too much: measured on public
    corpora, that finds what another library would have found.
    """
    found = _extracted(root, generous=False)
    if len(found.text) >= _THIN:
        return found
    return max(found, _extracted(root, generous=True), key=lambda each: len(each.text))


def _extracted(root: HtmlElement, *, generous: bool) -> Extracted:
    document = trafilatura.bare_extraction(root, include_comments=False, favor_recall=generous)
    if document is None or isinstance(document, dict) or document.body is None:
        return Extracted(None, "", frozenset())
    return _as_keys(document.body)


def _as_keys(body: etree._Element) -> Extracted:
    texts = [text for element in body.iter() for text in (element.text, element.tail) if text]
    lines = {comparable("".join(map(str, element.itertext()))) for element in body.iter()}
    pieces = {comparable(line) for text in texts for line in str(text).split("\n")}
    text = comparable("".join(map(str, body.itertext())))
    return Extracted(body, text, frozenset(lines | pieces))


_HTML_TAGS = {"head": "h2", "list": "ul", "item": "li", "quote": "blockquote", "row": "tr",
              "cell": "td", "lb": "br", "code": "pre", "hi": "span", "ref": "span"}  # fmt: skip


def _as_html(body: etree._Element) -> HtmlElement:
    """trafilatura's tree (TEI) as HTML, so that one walk serves both."""
    renamed = deepcopy(body)
    for element in renamed.iter():
        element.attrib.clear()
        element.tag = _HTML_TAGS.get(str(element.tag), str(element.tag))
    return document_fromstring(etree.tostring(renamed, encoding="unicode", method="html") or "<p>")


def choose(pieces: Sequence[Piece], extracted: Extracted) -> list[Piece]:
    """The pieces that are the article, in the order of the page.

    A page has teasers, summaries and twins of its paragraphs: each text is taken as often as the
    article has it, those first that stand with the rest of it.
    """
    shares = [_share(piece, extracted) for piece in pieces]
    likely = [number for number, share in enumerate(shares) if share >= _MOSTLY]
    container = _container([pieces[number] for number in likely])
    inside = [number for number in likely if _is_within(pieces[number].element, container)]
    known = frozenset(inside)
    article = _article_around(container)
    apart = [
        number
        for number in likely
        if number not in known
        and shares[number] == 1.0
        and _is_apart(number, pieces, inside, article)
    ]
    taken: Counter[str] = Counter()
    kept: list[int] = []
    for number in [*inside, *apart]:
        key = pieces[number].key
        if taken[key] < (1 if len(key) > _SURELY_ONCE else max(1, extracted.text.count(key))):
            taken[key] += 1
            kept.append(number)
    return [pieces[number] for number in sorted(kept)]


def _is_apart(
    number: int, pieces: Sequence[Piece], inside: Sequence[int], article: HtmlElement | None
) -> bool:
    """Whether a piece outside of the text's element is the article's all the same.

    Measured on public corpora: a summary close above the text is, and prose in the same
    `<article>`; what else stands outside is the site's.
    """
    piece = pieces[number]
    if inside and inside[0] - _HEAD <= number < inside[0]:
        return len(piece.key) > _SUMMARY and piece.linked <= 0.5
    is_prose = len(piece.key) > _PARAGRAPH and piece.linked <= 0.3
    return is_prose and _is_within(piece.element, article)


def _article_around(container: HtmlElement | None) -> HtmlElement | None:
    around = [] if container is None else [container, *ancestors(container)]
    return next((element for element in around if tag_of(element) == "article"), None)


def _is_within(element: HtmlElement, container: HtmlElement | None) -> bool:
    return container is not None and (element is container or container in ancestors(element))


def _share(piece: Piece, extracted: Extracted) -> float:
    """How much of a piece's text trafilatura took, 0 to 1."""
    key = piece.key
    if isinstance(piece.block, Picture) or piece.caption or not key:
        return 0.0
    if len(key) < _SHORT:
        lines = (comparable(line) for line in piece.text.split("\n"))
        return float(key in extracted.lines or all(line in extracted.lines for line in lines))
    if key in extracted.text:
        return 1.0
    return min(0.99, _overlap(key, extracted.text)) if len(key) >= 3 * _SLICE else 0.0


def _overlap(key: str, text: str) -> float:
    """The share of `key`, in slices, that occurs in `text`."""
    slices = [key[start : start + _SLICE] for start in range(0, len(key) - _SLICE + 1, _SLICE)]
    return sum(part in text for part in slices) / len(slices)


def _container(kept: Iterable[Piece]) -> HtmlElement | None:
    """The deepest element that holds nearly all of the kept text."""
    weights: Counter[HtmlElement] = Counter()
    total = 0
    for piece in kept:
        total += len(piece.key)
        for around in (piece.element, *ancestors(piece.element)):
            weights[around] += len(piece.key)
    holders = [element for element, weight in weights.items() if weight >= total * _CONTAINER_SHARE]
    return max(holders, key=lambda element: sum(1 for _ in ancestors(element)), default=None)
