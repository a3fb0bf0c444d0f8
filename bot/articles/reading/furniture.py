"""What stands in and around an article's text and is not part of it.

Captions belong to their pictures; the title, the byline and the date belong to the card. Share
lines, invitations to subscribe and lists of other stories belong to the site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from bot.articles.model import Code, Heading, ListItem, Paragraph, Picture, Quote, Rule
from bot.articles.reading.blocks import Piece
from bot.articles.reading.bylines import byline_of
from bot.articles.reading.characters import comparable, one_line
from bot.articles.reading.comment_heading import comment_heading, says_closed
from bot.articles.reading.comment_markup import is_comment
from bot.articles.reading.dates import find_date
from bot.articles.reading.dom import ancestors, names_of, tag_of
from bot.articles.reading.endings import without_ending, without_opening
from bot.articles.reading.phrases import any_of, is_line
from bot.articles.reading.related import without_related

_CAPTION = re.compile(
    r"caption|figcaption|photo-?credit|image-?credit|img-?credit|credit-?line|copyright|wp-caption-text"
)
_ASIDE = re.compile(
    r"related|recommend|newsletter|shar(?:e|ing)\b|social(?![\w-]*embed)|promo|teaser|sidebar|outbrain|taboola|read-?more|"
    r"more-?(?:stories|on\b|news)|also-?read|subscri|sign-?up|breadcrumb|tags?-?(?:list|cloud)|post-?tags|"
    r"author-?(?:bio|box|info|desc)|about-?author|table-of-contents|advert|popular|trending|most-?read|"
    r"next-?post|post-?nav|cookie|consent|\bbio\b|donat|membership|podcast-?promo|\bvjs-|infobox|navbox"
)
# An element that holds more of the text than this is its frame, whatever it calls itself.
_FRAME_SHARE = 0.2
# As in: Jane Roe/Getty Images. Photo: Jane Roe. (Credit: Jane Roe). © Jane Roe
_CREDIT = re.compile(
    r"\W{0,2}(?:(?:[^.]{0,60}(?:/|via |[–—-] )\s?)?"
    r"(?:Getty Images?|AFP|Reuters|AP|EPA|dpa|Shutterstock|iStock|Imago(?: Images?)?|Alamy|"
    r"Unsplash|Bloomberg)(?:/.{0,60})?|"
    r"(?:Quelle|Source|Fuente|Fonte)s?\s*:\s?.{0,80}|"
    rf"{any_of('picture')}.{{0,100}}|(?:©|\(c\)|copyright\b).{{0,100}})",
    re.IGNORECASE,
)
# As in: The winner, at home. © AFP / Jane Roe. The ferry (Photo: Jane Roe)
_CAPTION_WITH_CREDIT = re.compile(
    r".{0,160}[\s|.(](?:©|(?:foto|photo|bild|image|imagen|credit|crédit)s? ?:) ?[^.:]{2,50}\)?\.?",
    re.IGNORECASE,
)
# As in: 3:59 PM. 15.40 Uhr. 0:00 / 1:20, as players have it
_CLOCK = re.compile(
    r"\W*\d{1,2}[:.]\d{2}(?: ?(?:[ap]\.?m\.?|uhr|h)| ?/ ?\d{1,2}:\d{2})?\W*", re.IGNORECASE
)
_OTHER_WORDS = ("furniture", "promotion", "write", "controls")
_NEAR = 4
_LONG = 140
# Letters and digits: what has more is no line.
_PROSE = 300
# Letters and digits of a sentence that announces a list; *Related stories:* has fewer.
_ANNOUNCING = 30


@dataclass(frozen=True, slots=True)
class Known:
    """What the page states elsewhere, as comparable keys; none of it is repeated in the body."""

    title: str = ""
    subtitle: str = ""
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, title: str | None, subtitle: str | None, byline: str | None) -> Known:
        """From the facts as text."""
        names = frozenset(comparable(name) for name in (byline or "").split(", ")) - {""}
        return cls(comparable(title or ""), comparable(subtitle or ""), names)


def without_furniture(pieces: Sequence[Piece], known: Known) -> list[Piece]:
    """The pieces that are the article's text."""
    frames = frames_of(pieces)
    own = [
        piece
        for piece in without_related(pieces)
        if not is_furniture(piece, known) and not is_aside(piece.element, frames)
    ]
    ended = without_ending(_without_links(own), known.names)
    return _without_loose_ends(without_opening(ended, known.title))


def frames_of(pieces: Sequence[Piece]) -> frozenset[HtmlElement]:
    """The elements that hold a good part of the text."""
    weights: Counter[HtmlElement] = Counter()
    for piece in pieces:
        for around in (piece.element, *ancestors(piece.element)):
            weights[around] += len(piece.key)
    total = sum(len(piece.key) for piece in pieces)
    return frozenset(part for part, weight in weights.items() if weight > total * _FRAME_SHARE)


def is_furniture(piece: Piece, known: Known) -> bool:
    """Whether a piece, wherever it stands, is no part of an article's text."""
    if isinstance(piece.block, (Picture, Rule, Code)):
        return False
    if in_caption(piece.element) or _repeats(piece, known):
        return True
    if len(piece.key) > _PROSE:
        return False
    text = one_line(piece.text)
    return (
        any(is_line(kind, text) for kind in _OTHER_WORDS)
        or says_closed(text)
        or comment_heading(text) is not None
        or (len(text) < _LONG and _CREDIT.fullmatch(text) is not None)
        or (isinstance(piece.block, Paragraph) and _CAPTION_WITH_CREDIT.fullmatch(text) is not None)
        or (not isinstance(piece.block, Quote) and _is_signature(text, known))
    )


def in_caption(element: HtmlElement) -> bool:
    """Whether an element is a picture's caption or credit, or inside one."""
    around = [element, *list(ancestors(element))[: _NEAR - 1]]
    return any(
        tag_of(part) == "figcaption" or (_CAPTION.search(names_of(part)) and len(part) < 12)
        for part in around
    )


def _repeats(piece: Piece, known: Known) -> bool:
    """The title once more, or a part of it as the page's own heading."""
    if not known.title or not piece.key:
        return False
    is_main = tag_of(piece.element) == "h1" and len(piece.key) > 12
    return piece.key == known.title or (is_main and piece.key in known.title)


def _is_signature(text: str, known: Known) -> bool:
    """A byline, or a line with nothing but the date."""
    if len(text) > _LONG:
        return False
    names = byline_of(text)
    if names and known.names and any(comparable(name) in known.names for name in names.split(", ")):
        return True
    if comparable(text) in known.names:
        return True
    if _CLOCK.fullmatch(text):
        return True
    found = find_date(text)
    if found is None:
        return False
    rest = text[: found.start] + text[found.end :]
    is_listed = found.start == 0 and len(re.findall(r"\s[|·•]\s", rest)) > 1
    return is_listed or len(re.sub(r"\W+", "", rest)) <= 24


def is_aside(element: HtmlElement, frames: frozenset[HtmlElement]) -> bool:
    """Whether an element around it calls itself related stories, sharing, a newsletter …"""
    for part in (element, *ancestors(element)):
        if part in frames:
            return False
        if _ASIDE.search((part.get("class") or "").lower()) or is_comment(part):
            return True
    return False


def _without_links(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without lines that are nothing but a link, and lists of such lines.

    In the middle of a text they lead to other stories; a single item of a list may be meant, and
    so is a list that a sentence with a colon announces.
    """
    loose = [_is_link(piece) for piece in pieces]
    kept: list[Piece] = []
    announced = False
    for place, piece in enumerate(pieces):
        is_item = isinstance(piece.block, ListItem)
        announced = announced if is_item else _announces(piece)
        lonely = isinstance(piece.block, (ListItem, Heading)) and not any(
            loose[max(0, place - 1) : place] + loose[place + 1 : place + 2]
        )
        if not loose[place] or lonely or (is_item and announced):
            kept.append(piece)
    return kept


def _announces(piece: Piece) -> bool:
    is_prose = isinstance(piece.block, Paragraph) and len(piece.key) > _ANNOUNCING
    return is_prose and piece.text.rstrip().endswith((":", "："))


def _is_link(piece: Piece) -> bool:
    is_text = isinstance(piece.block, (ListItem, Paragraph, Heading)) and not piece.embedded
    return is_text and piece.linked > 0.9


def _without_loose_ends(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without headings and rules over nothing at their end.

    Some short pages set their text in headings: then they stay.
    """
    end = len(pieces)
    while end and isinstance(pieces[end - 1].block, (Heading, Rule)):
        end -= 1
    rest = sum(len(piece.key) for piece in pieces[end:])
    return list(pieces[:end] if rest < sum(len(piece.key) for piece in pieces[:end]) else pieces)
