"""Addresses without what only says where a reader came from."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

_SURELY_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|cmpid|ref_?src|at_\w+|ns_\w+|wt_\w+|"
    r"_hs\w+",
    re.IGNORECASE,
)
# These may as well name a story: only what their value says tells.
_PERHAPS_TRACKING = re.compile(
    r"ref|source|xtor|ocid|feed|rss|partner|smid|s_cid|spm|ito|n?cid|sr_share", re.IGNORECASE
)
_POST_ID = re.compile(r"(?P<site>https?://[^?#\s]+?)/?\?p=(?P<number>\d{1,18})", re.ASCII)
_VALUE_OF_TRACKING = re.compile(
    r"rss|feed|atom|twitter|facebook|newsletter|email|social", re.IGNORECASE
)


def untracked(url: str) -> str:
    """A web address without the parameters that tell where a reader came from, and its fragment.

    A fragment that is a path (`#!/story/1`) is part of the address. What is no web address stays.
    """
    parts = web_parts(url)
    if parts is None:
        return url
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    plain = (parts.scheme.lower(), parts.netloc.lower(), parts.path, _query(parts), fragment)
    return urlunsplit(plain)


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
    path = parts.path.rstrip("/")
    return urlunsplit(("", host + port, path, _query(parts), "")).removeprefix("//")


def post_address(entry_id: str) -> str | None:
    """Where WordPress gives a post whose number its id in a feed names: `https://a.example/?p=1`.

    (developer.wordpress.org/rest-api/reference/posts; a guid of its feeds has that form)
    """
    found = _POST_ID.fullmatch(entry_id)
    return f"{found['site']}/wp-json/wp/v2/posts/{found['number']}" if found else None


def web_parts(url: str) -> SplitResult | None:
    """The parts of a web address; None for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that are no IPv6 address, for example
        return None
    return parts if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _query(parts: SplitResult) -> str:
    """What is asked for; a name without a value (`?12345`) asks too."""
    if not parts.query:
        return ""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if not _is_tracking(name, value)])


def _is_tracking(name: str, value: str) -> bool:
    if _SURELY_TRACKING.fullmatch(name):
        return True
    return bool(_PERHAPS_TRACKING.fullmatch(name) and _VALUE_OF_TRACKING.search(value))
