"""Whether a page is an article at all, and what should be said of it if it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.articles.model import Heading, Remark
from bot.articles.reading.blocks import Piece
from bot.articles.reading.characters import one_line
from bot.articles.reading.dom import find, text_of
from bot.articles.reading.metadata import Metadata

# Measured in letters and digits: the shortest notices of newspapers have about this many.
_SHORTEST = 80
_OPENING = 2500
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
) -> str | None:
    """Why the page is no article, as a reason of `NotAnArticle`; None where it is one."""
    size = sum(len(piece.key) for piece in pieces)
    if size < _SHORTEST:
        return _why_empty(root, metadata)
    if _is_overview(pieces, metadata, url):
        return "overview"
    heading = _heading(root)
    if size < 1000 and _NOT_FOUND.search(heading):
        return "not-found"
    return "challenge" if size < 1000 and _CHALLENGE.search(heading) else None


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
    """A front page, or a page mostly of links that calls itself no article."""
    calls_itself_article = bool(metadata.types) or metadata.published is not None
    if calls_itself_article:
        return False
    total = sum(len(piece.key) for piece in pieces)
    linked = sum(len(piece.key) * piece.linked for piece in pieces)
    headings = sum(isinstance(piece.block, Heading) and piece.linked > 0.8 for piece in pieces)
    is_front = url is not None and urlsplit(url).path in ("", "/") and not urlsplit(url).query
    return linked > 0.5 * total or headings >= 6 or (is_front and linked > 0.2 * total)


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
