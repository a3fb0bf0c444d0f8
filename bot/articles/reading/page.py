"""A web page as an article with its comments.

The page is parsed once. Metadata first, since body and comments are told apart from title,
byline and dates that stand among them; then the body, the pictures, the comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from bot.articles.model import Article, ArticlePage, Paragraph, Picture
from bot.articles.reading.blocks import Piece, pieces_of
from bot.articles.reading.body import read_body
from bot.articles.reading.bylines import byline_of, reads_like_person
from bot.articles.reading.characters import one_line
from bot.articles.reading.comments import read_comments
from bot.articles.reading.decoding import decode
from bot.articles.reading.dom import base_url, parse, tag_of
from bot.articles.reading.excerpts import excerpt_of, shortened
from bot.articles.reading.furniture import Known
from bot.articles.reading.metadata import Metadata, read_metadata
from bot.articles.reading.pictures import picture_key
from bot.articles.reading.stated import Stated
from bot.articles.reading.verdicts import refusal, remarks
from bot.articles.reading.wordpress import post_named_on

T = TypeVar("T")
# How many pieces above the text may tell who wrote it.
_HEAD = 14


def read_page(
    html: bytes | str, *, url: str | None = None, content_type: str | None = None
) -> ArticlePage:
    """The article on a page with the comments that it shows.

    `url` is where the page was found; relative addresses are relative to it. Raises Unreadable
    where there is no text to read and NotAnArticle where it is no article's.
    """
    root = parse(html if isinstance(html, str) else decode(html, content_type))
    base = base_url(root, url)
    metadata = read_metadata(root, base, url)
    title, subtitle, byline = (
        _value(metadata.title),
        _value(metadata.subtitle),
        _value(metadata.byline),
    )
    whole = pieces_of(root, base)
    language = _value(metadata.language)
    found = read_comments(root, whole, base, language=language, nodes=metadata.nodes)
    pieces = read_body(
        root,
        whole,
        base,
        Known.of(title, subtitle, byline),
        lead=_value(metadata.image),
        comments=found.elements,
        stated=metadata.text,
    )
    refused = refusal(root, pieces, metadata, url)
    if refused is not None:
        raise refused
    return ArticlePage(
        article=_article(pieces, metadata, _byline(metadata, whole, pieces)),
        comments=found.comments,
        comment_count=len(found.comments) if found.stated is None else found.stated,
        comments_closed=found.closed,
        comments_elsewhere=found.elsewhere,
        remarks=remarks(root, pieces, metadata),
        post_url=post_named_on(root, base),
    )


def _byline(metadata: Metadata, whole: Sequence[Piece], pieces: Sequence[Piece]) -> str | None:
    return _value(metadata.byline) or byline_of_text(_above(whole, pieces), pieces)


def _above(whole: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """What stands between the last first-level heading above the text and the text."""
    first = next((piece for piece in pieces if piece.key), None)
    place = next((place for place, piece in enumerate(whole) if piece is first), 0)
    head = whole[max(0, place - _HEAD) : place]
    titles = [number for number, piece in enumerate(head) if tag_of(piece.element) == "h1"]
    return list(head[titles[-1] + 1 :]) if titles else []


def _article(pieces: Sequence[Piece], metadata: Metadata, byline: str | None) -> Article:
    body = tuple(piece.block for piece in pieces)
    description = _value(metadata.description)
    return Article(
        title=_value(metadata.title) or _first_words(pieces),
        body=body,
        byline=byline,
        source=_value(metadata.source),
        published=_value(metadata.published),
        updated=_value(metadata.updated),
        url=_value(metadata.url),
        language=_value(metadata.language),
        images=tuple(_images(pieces, _value(metadata.image))),
        excerpt=shortened(description) if description else excerpt_of(body),
    )


def _first_words(pieces: Sequence[Piece]) -> str:
    """A page without any title has its first words for one."""
    return shortened(one_line(next((piece.text for piece in pieces if piece.key), "")), 100)


def byline_of_text(above: Sequence[Piece], pieces: Sequence[Piece]) -> str | None:
    """The names in a line *By …* above the text or at either of its ends."""
    ends = [*above, *pieces[:4], *pieces[-2:]]
    lines = (one_line(piece.text) for piece in ends if isinstance(piece.block, Paragraph))
    found = (byline_of(line) for line in lines if len(line) < 100)
    return next((names for names in found if names and _are_people(names)), None)


def _are_people(names: str) -> bool:
    return all(map(reads_like_person, names.split(", ")))


def _images(pieces: Sequence[Piece], lead: str | None) -> Iterator[Picture]:
    """Each picture once, the one that the page itself puts first at the head."""
    inside = [piece.block for piece in pieces if isinstance(piece.block, Picture)]
    key = picture_key(lead) if lead else None
    first = [picture for picture in inside if picture.url and picture_key(picture.url) == key]
    if lead:
        yield first[0] if first else Picture(lead, None)
    yield from (picture for picture in inside if picture not in first)


def _value(fact: Stated[T] | None) -> T | None:
    return None if fact is None else fact.value
