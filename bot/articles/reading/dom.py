"""A page as a tree, and the few questions that every reader of it asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.articles.reading.errors import Unreadable

# Elements that begin a block of their own; all others are part of a line of text.
BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "menu", "nav"),
        *("noscript", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul", "iframe", "video", "audio", "object"),
        *("amp-img", "amp-youtube", "amp-vimeo", "amp-dailymotion", "amp-twitter", "amp-facebook"),
        *("amp-instagram", "amp-tiktok", "amp-iframe", "amp-video", "amp-audio"),
    }
)
MOST_TAGS = 120_000
"""Six times what the richest of 2,523 public pages has (20,574, a list)."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Never text of the page, whatever they hold.
UNSEEN = frozenset(
    {
        *(
            "script",
            "style",
            "template",
            "noscript",
            "head",
            "title",
            "link",
            "meta",
            "svg",
            "math",
        ),
        *("button", "select", "option", "input", "textarea", "canvas", "map", "dialog", "rp", "rt"),
    }
)

# libxml2 stops at some of these characters, and stumbles over declarations and `<html … />`.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PROLOGUE = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?(?:<\s?!\s?doctype[^>]*>)?", re.IGNORECASE)
_EMPTY_HTML = re.compile(r"<html([^<>]*?)\s*/>", re.IGNORECASE)
PARSER = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
# lxml's own lookup asks Python for a class each time that an element is met; one does for all.
PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))


def parse(html: str) -> HtmlElement:
    """The page as a tree.

    Raises Unreadable("empty") where nothing is in it, and "too-many-tags" where no article has as
    many, since work grows with them: what is refused at once would else take until the deadline.
    """
    if (tags := html.count("<")) > MOST_TAGS:
        raise Unreadable("too-many-tags", tags=tags, limit=MOST_TAGS)
    text = _UNWANTED.sub("", html)
    text = _EMPTY_HTML.sub(r"<html\1>", _PROLOGUE.sub("", text, count=1), count=1)
    if not text.strip():
        raise Unreadable("empty")
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=PARSER)
    except etree.ParserError as error:  # a document of comments alone, for example
        raise Unreadable("empty") from error
    return tree


def tag_of(element: HtmlElement) -> str:
    """The element's name in lower case without a namespace; empty for what is no element."""
    tag = element.tag
    return _local_name(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1000)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def names_of(element: HtmlElement) -> str:
    """Its classes and id in lower case, spaces around each."""
    return f" {element.get('class') or ''} {element.get('id') or ''} ".lower()


def has_class(element: HtmlElement, *names: str) -> bool:
    """Whether it has one of these classes (lower case)."""
    classes = (element.get("class") or "").lower().split()
    return any(name in classes for name in names)


def find(root: HtmlElement, path: str) -> list[HtmlElement]:
    """Elements that an XPath gives, in order."""
    found = _compiled(path)(root)
    if not isinstance(found, list):
        return []
    return [node for node in found if isinstance(node, HtmlElement)]


def classed(root: HtmlElement, *patterns: re.Pattern[str]) -> list[HtmlElement]:
    """Elements that have one of `patterns` in their classes: those of the first, then the next.

    Quicker than XPaths that ask the same, as most classes of a page come many times.
    """
    parts = [(part, part.get("class") or "") for part in find(root, "//*[@class]")]
    return [part for pattern in patterns for part, classes in parts if _finds(pattern, classes)]


def has_in_class(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    """Whether the pattern finds something in its class attribute."""
    classes = element.get("class")
    return classes is not None and _finds(pattern, classes)


@lru_cache(maxsize=10_000)
def _finds(pattern: re.Pattern[str], classes: str) -> bool:
    return pattern.search(classes) is not None


@lru_cache(maxsize=200)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path)


def text_of(element: HtmlElement) -> str:
    """Its visible text with white space as in the source."""
    return "".join(texts_of(element))


def texts_of(element: HtmlElement) -> Iterator[str]:
    """The same, cut at its elements; blocks are lines."""
    if element.text:
        yield element.text
    for child in element:
        tag = tag_of(child)
        if tag == "br":
            yield "\n"
        elif tag and tag not in UNSEEN:
            if tag in BLOCKS:
                yield "\n"
            yield from texts_of(child)
            if tag in BLOCKS:
                yield "\n"
        if child.tail:
            yield child.tail


_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element itself says that it is not shown."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements around it, the nearest first."""
    parent = element.getparent()
    while isinstance(parent, HtmlElement):
        yield parent
        parent = parent.getparent()


def base_url(root: HtmlElement, url: str | None) -> str | None:
    """What relative addresses on the page are relative to: `<base href>`, else its address.

    A saved page without `url` may still say where it was: by `og:url` first, since a story that
    was taken over from elsewhere names that place as canonical.
    """
    found_at = url or _own_address(root)
    for base in root.iter("base"):
        if href := base.get("href"):
            return absolute(href, found_at)
    return found_at


def _own_address(root: HtmlElement) -> str | None:
    stated = (
        *(meta.get("content") for meta in find(root, "//meta[@property='og:url']")),
        *(link.get("href") for link in find(root, "//link[@rel='canonical']")),
    )
    return next((address for text in stated if (address := absolute(text, None))), None)


# Half a character, as JSON can state it: no text that is kept may hold one (URL Standard, 1.3).
_HALVES = re.compile(r"[\ud800-\udfff]")
_ABSOLUTE = re.compile(r"https?://[^/]", re.IGNORECASE)


@lru_cache(maxsize=1000)
def absolute(href: str | None, base: str | None) -> str | None:
    """`href` as an http(s) address, None where it is none."""
    text = re.sub(r"[\t\r\n]", "", (href or "").strip())
    if not text:
        return None
    try:
        joined = text if _ABSOLUTE.match(text) else urljoin(base or "", text)
        parts = urlsplit(joined)
    except ValueError:  # what calls itself an address and is none
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    if not joined.isascii():
        joined = _HALVES.sub("%EF%BF%BD", joined)
    return joined.replace(" ", "%20")
