"""Pictures of a page and their captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.articles.model import Picture
from bot.articles.reading.characters import one_line
from bot.articles.reading.dom import absolute, ancestors, find, has_class, names_of, tag_of, text_of

_LONGEST_CAPTION = 1000
_SMALLEST = 150
# Where pages whose scripts load pictures late keep the address, the surest first.
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-original-src", "data-image", "src")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_CAPTION_NAMES = re.compile(
    r"caption|credit|legend|bildunterschrift|leyenda|pie-?(?:de-)?foto|légende"
)
_NO_CAPTION_NAMES = re.compile(r"button|icon|toggle|open|close|has-caption|no-caption|caption-\d")
_WRAPPER_NAMES = re.compile(
    r"wp-caption|image|img|photo|picture|figure|media|foto|bild|caption|gallery"
)
_DECORATION = re.compile(
    r"avatar|gravatar|emoji|smil(?:ey|ies)|(?:^|[/_.-])(?:icon|logo|sprite|spacer|blank|pixel|placeholder|"
    r"loading|badge|button|tracking)s?(?:[/_.-]|$)|1x1|\.svg(?:$|\?)|doubleclick|/ads?/|feedburner|statcounter",
    re.IGNORECASE,
)
_SIZE_SUFFIX = re.compile(r"(?:-\d{2,4}x\d{2,4}|-scaled|@\dx|_[a-z]$)(?=\.\w+$)")


def picture_of(element: HtmlElement, base: str | None) -> Picture | None:
    """The picture of a figure or image element with its caption; None for decoration."""
    image = element if tag_of(element) == "img" else _first_image(element)
    url = image_url(image, base) if image is not None else None
    if image is None or url is None or is_decoration(image, url):
        return None
    return Picture(url, caption_of(element))


def _first_image(element: HtmlElement) -> HtmlElement | None:
    return next(
        (part for part in element.iter("img", "amp-img") if isinstance(part, HtmlElement)), None
    )


def image_url(image: HtmlElement, base: str | None) -> str | None:
    """The address of the best version that an image element offers."""
    for candidate in _candidates(image):
        if not candidate.startswith("data:") and (url := absolute(candidate, base)):
            return url
    return None


def _candidates(image: HtmlElement) -> Iterator[str]:
    direct = [image.get(name) or "" for name in _SOURCES]
    lazy = [source for source in direct[:-1] if source]
    yield from lazy
    sets = [image, *(find(image.getparent(), "source") if _in_picture(image) else [])]
    largest = [best for part in sets for name in _SETS if (best := _largest(part.get(name)))]
    usable = (
        direct[-1] and not direct[-1].startswith("data:") and not _DECORATION.search(direct[-1])
    )
    yield from [direct[-1], *largest] if usable else [*largest, direct[-1]]


def _in_picture(image: HtmlElement) -> bool:
    return tag_of(image.getparent()) == "picture" if image.getparent() is not None else False


def _largest(source_set: str | None) -> str | None:
    """The address with the greatest width or density in a `srcset`."""
    # Addresses may hold commas; candidates are parted by a comma and white space.
    entries = [entry.split() for entry in re.split(r",\s+", (source_set or "").strip(" ,"))]
    return max(filter(None, entries), key=_size, default=[None])[0]


def _size(entry: list[str]) -> float:
    number = entry[-1].rstrip("wx,") if len(entry) > 1 else ""
    return float(number) if re.fullmatch(r"\d{1,6}(?:\.\d+)?", number) else 1.0


def is_decoration(image: HtmlElement, url: str) -> bool:
    """Whether an image is an icon, a face, a counter or too small to be part of the article."""
    sizes = [
        int(size)
        for name in ("width", "height")
        if (size := (image.get(name) or "").removesuffix("px")).isdigit()
    ]
    names = names_of(image) + (image.get("alt") or "") * (len(image.get("alt") or "") < 12)
    return any(size < _SMALLEST for size in sizes) or bool(
        _DECORATION.search(url) or re.search(r"avatar|emoji|wp-smiley|icon|logo", names, re.I)
    )


def caption_of(element: HtmlElement) -> str | None:
    """The caption that stands with a figure or image; its alternative text is no caption."""
    part = caption_element(element)
    if part is None:
        return None
    text = one_line(text_of(part))
    return text if text and len(text) <= _LONGEST_CAPTION else None


def caption_element(element: HtmlElement) -> HtmlElement | None:
    """The element that holds the caption of a figure or image."""
    wrapper = element if tag_of(element) == "figure" else _wrapper(element)
    inside = _caption_inside(wrapper) if wrapper is not None else None
    return inside if inside is not None else _caption_after(element)


def _wrapper(image: HtmlElement) -> HtmlElement | None:
    """The nearest element that holds an image and its caption but no running text."""
    in_cell = False
    for distance, around in enumerate(ancestors(image)):
        tag = tag_of(around)
        if tag == "figure" or has_class(around, "tr-caption-container"):  # Blogger's, a table
            return around
        if distance > 4 or tag in ("body", "article", "main", "li"):
            return None
        in_cell = in_cell or tag == "td"
        if (
            not in_cell
            and _WRAPPER_NAMES.search(names_of(around))
            and _caption_inside(around) is not None
            and len(find(around, ".//img[not(ancestor::noscript)]")) <= 1
        ):
            return around
    return None


def _caption_after(element: HtmlElement) -> HtmlElement | None:
    """The caption right behind an image, or behind the element that holds nothing else."""
    around, parent = element, element.getparent()
    while parent is not None and len(parent) == 1 and not (parent.text or "").strip():
        around, parent = parent, parent.getparent()
    following = around.getnext()
    is_next = following is not None and not (around.tail or "").strip()
    return following if following is not None and is_next and _is_caption(following) else None


def _caption_inside(element: HtmlElement) -> HtmlElement | None:
    for part in element.iter("figcaption"):
        if isinstance(part, HtmlElement):
            return part
    return next((part for part in find(element, ".//*[@class]") if _is_caption(part)), None)


def _is_caption(part: HtmlElement) -> bool:
    names = (part.get("class") or "").lower()
    is_named = _CAPTION_NAMES.search(names) and not _NO_CAPTION_NAMES.search(names)
    return bool(is_named) and tag_of(part) not in ("img", "figure")


def picture_key(url: str) -> str:
    """The same for all sizes and query strings under which a site serves one picture."""
    parts = urlsplit(url)
    name = _SIZE_SUFFIX.sub("", parts.path.rpartition("/")[2].lower())
    return name if len(name) > 12 else f"{parts.netloc}{parts.path}"
