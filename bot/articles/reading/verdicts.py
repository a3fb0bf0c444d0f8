"""Whether a page is an article at all, and what should be said of it if it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.articles.markdown import link_target
from bot.articles.model import Heading, Remark
from bot.articles.reading.blocks import Piece
from bot.articles.reading.characters import one_line
from bot.articles.reading.dom import absolute, ancestors, base_url, find, tag_of, text_of
from bot.articles.reading.errors import NotAnArticle
from bot.articles.reading.metadata import Metadata
from bot.articles.reading.phrases import found_in

# Measured in letters and digits: the shortest notices of newspapers have about this many.
_SHORTEST = 80
_OPENING = 2500
# More than a notice that stands for a page, and more than a question about cookies.
_NOTICE, _PAGE_OF_A_SITE = 1000, 3000
# Different phrases of such a question, at least.
_ASKED = 3
# Articles of which a page shows the beginnings, if it shows several.
_MOST_OPENINGS = 4
_MOSTLY = 0.8
_LINKED_HEADING = ".//*[self::h1 or self::h2 or self::h3][.//a[@href] or parent::a[@href]]"
# As in: 0; url='https://post.example/new'. After more seconds people were meant to read the page.
_REFRESH = re.compile(r"\s*\d?\s*[;,]\s*url\s*=\s*['\"]?(?P<url>[^'\"]+)", re.IGNORECASE)
_MANY_LINKS = 25
_CHALLENGE = re.compile(
    r"just a moment|attention required|are you (?:a )?(?:human|robot)|checking your browser|"
    r"access (?:to this page )?(?:has been )?denied|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"pardon our interruption|security check|enable javascript and cookies|bot verification|"
    r"ddos-guard",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"\b404\b|(?:page|article|story) (?:was |is |could )?not (?:be )?found|página no encontrada|"
    r"page (?:non |in)trouvée|seite (?:wurde )?nicht gefunden|pagina non trovata|"
    r"página não encontrada|gone\b.{0,5}410",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(
    r"^(?:sign|log) ?-?in\b|^login\b|iniciar sesión|se connecter|^anmelden|^accedi\b|^inloggen|"
    r"^logga in",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"paywall|subscri(?:be|ption)-?(?:wall|required|offer)|regwall|metered|piano-|premium-content|"
    r"locked-content"
)


def refusal(
    root: HtmlElement, pieces: Sequence[Piece], metadata: Metadata, url: str | None
) -> NotAnArticle | None:
    """Why the page is no article; None where it is one."""
    size = sum(len(piece.key) for piece in pieces)
    target = _moved_to(root, url) if size < _NOTICE else None
    if target is not None:
        return NotAnArticle("moved", url=target)
    reason = (
        _why_empty(root, metadata)
        if size < _SHORTEST
        else _why_none(root, pieces, metadata, url, size)
    )
    return None if reason is None else NotAnArticle(reason)


def _moved_to(root: HtmlElement, url: str | None) -> str | None:
    """Where a page sends its readers on at once, as HTML's `http-equiv=refresh` has it."""
    for meta in find(root, "//meta[@http-equiv and @content]"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            stated = _REFRESH.match(meta.get("content") or "")
            target = absolute(stated["url"], base_url(root, url)) if stated else None
            if target and target.partition("#")[0] != (url or "").partition("#")[0]:
                return link_target(target)
    return None


def _why_none(
    root: HtmlElement, pieces: Sequence[Piece], metadata: Metadata, url: str | None, size: int
) -> str | None:
    if _is_overview(pieces, metadata, url):
        return "overview"
    if size >= _PAGE_OF_A_SITE or metadata.types:
        return None
    heading = _heading(root)
    if _asks_consent(pieces):
        return "consent"
    if size >= _NOTICE:
        return None
    if _NOT_FOUND.search(heading):
        return "not-found"
    if _CHALLENGE.search(heading):
        return "challenge"
    wants_scripts = any(found_in("scripts", piece.text) for piece in pieces)
    return "no-text" if wants_scripts and size < _NOTICE / 2 else None


def _asks_consent(pieces: Sequence[Piece]) -> bool:
    """Whether a text is a site's question about cookies and not an article about such."""
    found = {piece.element: found_in("consent", piece.text) for piece in pieces}
    phrases = {phrase.lower() for each in found.values() for phrase in each}
    asking = sum(len(piece.key) for piece in pieces if found[piece.element])
    return len(phrases) >= _ASKED and asking > _MOSTLY * sum(len(piece.key) for piece in pieces)


def _why_empty(root: HtmlElement, metadata: Metadata) -> str:
    heading = _heading(root)
    if _CHALLENGE.search(heading) or find(
        root, "//*[contains(@class, 'cf-') and contains(@class, 'challenge')]"
    ):
        return "challenge"
    if _NOT_FOUND.search(heading):
        return "not-found"
    if metadata.free is False or _has_wall(root):
        return "paywall"
    if _SIGN_IN.search(heading) or find(root, "//input[@type='password']"):
        return "sign-in"
    return "overview" if len(find(root, "//a[@href]")) > _MANY_LINKS else "no-text"


def _heading(root: HtmlElement) -> str:
    parts = [*find(root, "//title"), *find(root, "//h1")[:2]]
    return " ".join(one_line(text_of(part))[:200] for part in parts)


def _is_overview(pieces: Sequence[Piece], metadata: Metadata, url: str | None) -> bool:
    """A front page, a page of openings, or one mostly of links that calls itself no article."""
    if metadata.types:
        return False
    if _is_of_openings(pieces):
        return True
    if metadata.published is not None:
        return False
    total = sum(len(piece.key) for piece in pieces)
    linked = sum(len(piece.key) * piece.linked for piece in pieces)
    headings = sum(isinstance(piece.block, Heading) and piece.linked > 0.8 for piece in pieces)
    is_front = url is not None and urlsplit(url).path in ("", "/") and not urlsplit(url).query
    return linked > 0.5 * total or headings >= 6 or (is_front and linked > 0.2 * total)


def _is_of_openings(pieces: Sequence[Piece]) -> bool:
    """Whether most of the text is beginnings: in `<article>`s whose headings lead elsewhere."""
    sizes: Counter[HtmlElement] = Counter()
    for piece in pieces:
        if (article := _article_around(piece.element)) is not None:
            sizes[article] += len(piece.key)
    openings = [size for article, size in sizes.items() if find(article, _LINKED_HEADING)]
    total = sum(len(piece.key) for piece in pieces)
    return (
        len(openings) >= _MOST_OPENINGS
        and sum(openings) > _MOSTLY * total
        and max(openings) < total / 2
    )


def _article_around(element: HtmlElement) -> HtmlElement | None:
    return next((part for part in ancestors(element) if tag_of(part) == "article"), None)


def remarks(root: HtmlElement, pieces: Sequence[Piece], metadata: Metadata) -> tuple[Remark, ...]:
    """What readers of the text should know about it."""
    return tuple(_remarks(root, pieces, metadata))


def _remarks(root: HtmlElement, pieces: Sequence[Piece], metadata: Metadata) -> Iterator[Remark]:
    size = sum(len(piece.key) for piece in pieces)
    if size < _OPENING and (metadata.free is False or _has_wall(root)):
        yield Remark.PAYWALL
    if "liveblogposting" in metadata.types:
        yield Remark.LIVE


def _has_wall(root: HtmlElement) -> bool:
    return any(
        _WALL.search((part.get("class") or "").lower()) for part in find(root, "//body//*[@class]")
    )
