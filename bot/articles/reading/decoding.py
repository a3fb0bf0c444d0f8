"""Bytes to text: what a page says of its character set, and what its bytes say.

The order follows the HTML standard's encoding sniffing (byte order mark, transport, `<meta>`),
with one difference from experience: what is valid UTF-8 and not plain ASCII is UTF-8, whatever
is declared, since no other text is valid UTF-8 by chance.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import charset_normalizer

from bot.articles.reading.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE
)
# The encoding standard's labels: pages that say Latin-1 mean Windows-1252, and so on.
_MEANT = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "iso8859-1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "x-sjis": "cp932", "big5": "big5hkscs", "utf8": "utf-8", "x-gbk": "gb18030",
}  # fmt: skip
_HEAD = 4096
# Few bad bytes in a long text are damage, not another encoding.
_TOLERATED = 0.01


def decode(data: bytes, content_type: str | None = None) -> str:
    """The text of `data`; `content_type` is the header that came with it.

    Raises Unreadable("undecodable") where no character set fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for encoding in _candidates(data, content_type):
        if (text := _decoded(data, encoding)) is not None:
            return text
    return _damaged(data, content_type)


def _candidates(data: bytes, content_type: str | None) -> Iterator[str]:
    yield "utf-8"
    yield from _declared(data, content_type)


def _declared(data: bytes, content_type: str | None) -> Iterator[str]:
    """Character sets that header and markup name, under names that Python knows."""
    stated = [
        *_DECLARED.findall((content_type or "").encode("ascii", "ignore")),
        *_DECLARED.findall(data[:_HEAD]),
    ]
    for label in stated:
        name = label.decode("ascii").strip().lower()
        if name in ("utf-16", "utf-16le", "utf-16be", "unicode"):
            continue  # a declaration that could be read as ASCII is wrong about this
        try:
            yield codecs.lookup(_MEANT.get(name, name)).name
        except LookupError:  # a name that nobody knows says nothing
            continue


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # not this one (or no text encoding, as "hex")
        return None
    return text if isinstance(text, str) else None


def _damaged(data: bytes, content_type: str | None) -> str:
    """Text with some bad bytes, or in a character set that nobody named."""
    for encoding in dict.fromkeys(["utf-8", *_declared(data, content_type)]):
        try:
            text = data.decode(encoding, "replace")
        except LookupError:
            continue
        if text.count("\ufffd") <= max(2, len(text) * _TOLERATED):
            return text
    best = charset_normalizer.from_bytes(data[:200_000]).best()
    if best is None:
        raise Unreadable("undecodable")
    return data.decode(best.encoding, "replace")
