"""What makes two articles the same one."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.articles.model import Article

_TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|ref_src)$", re.I
)


def identity(article: Article) -> str:
    """The first stable thing that is present: the address without tracking, else title and date."""
    if article.url:
        return f"url:{plain_url(article.url)}"
    title = unicodedata.normalize("NFKC", article.title).casefold()
    day = article.published.date().isoformat() if article.published else ""
    return f"title:{' '.join(title.split())}|{day}"


def plain_url(url: str) -> str:
    """An address without fragment, tracking and the differences that mean nothing.

    Scheme and a leading "www." are dropped: sites move to https without a new article appearing.
    """
    try:
        parts = urlsplit(url.strip())
        number = parts.port
    except ValueError:  # what calls itself an address and is none
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{number}" if number and number not in (80, 443) else ""
    query = [pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0])]
    path = parts.path.rstrip("/")
    return urlunsplit(("", host + port, path, urlencode(query), "")).removeprefix("//")
