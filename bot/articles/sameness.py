"""What of two readings of an article is the same to a reader.

Pages differ at every look: in spaces and typographic signs, in the size that a picture's address
asks for, in links to other stories.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable
from urllib.parse import urlsplit

from bot.articles.markdown import plain, plain_text
from bot.articles.model import Block, Heading, ListItem, Paragraph, Picture

_SIGNS = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛‹›′`", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff")
)
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(([^)\s]*)\)")
_SIZE = re.compile(r"[-_@](?:\d{2,4}x\d{2,4}|\d{2,4}w|scaled|[2-4]x)(?=\.|$)", re.IGNORECASE)
_OTHER_STORIES = re.compile(
    r"(?:related(?: (?:stories|articles|posts|content|coverage))?|read (?:more|also|next)"
    r"|also read|see also|more on this(?: story)?|recommended(?: for you)?|you may also like"
    r"|le[ae] (?:también|más|además)|relacionad[oa]s?|noticias relacionadas|te puede interesar"
    r"|más (?:información|sobre este tema))\W*",
    re.IGNORECASE,
)


def comparable(text: str) -> str:
    """Plain text without the differences of spaces, quotation marks, dashes and invisible signs."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split())


def key(block: Block) -> Hashable:
    """Equal for blocks that are the same to a reader.

    Links are compared by host and path, pictures by caption, else by the name of their file.
    """
    if is_beside_the_text(block):
        return "beside the text"
    if isinstance(block, Picture):
        return "picture", comparable(block.caption or "") or file_of(block.url)
    text = comparable(plain_text((block,)))
    links = _LINK.findall(block.markdown) if isinstance(block, Paragraph | ListItem) else ()
    return type(block).__name__, text, tuple(_place(target) for _, target in links)


def file_of(url: str | None) -> str:
    """A picture's file by its name, whatever size its address asks for."""
    name = _path(url or "").rstrip("/").rpartition("/")[2]
    return _SIZE.sub("", name)


def is_beside_the_text(block: Block) -> bool:
    """Whether it tells nothing: a rule, a link to another story alone, *Related stories*."""
    if isinstance(block, Picture):
        return False
    if not isinstance(block, Paragraph | ListItem | Heading):
        return not comparable(plain_text((block,)))
    rest = plain(_LINK.sub("", block.markdown)).strip()
    return not comparable(rest) or _OTHER_STORIES.fullmatch(rest) is not None


def _place(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:  # what calls itself an address and is none
        return url
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:  # as above
        return url
