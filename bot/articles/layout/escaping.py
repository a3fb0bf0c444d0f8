"""Plain text as Discord Markdown that shows exactly that text and pings nobody.

A backslash before a punctuation character makes Discord show it as it is. Two things it cannot
do: Discord finds mentions in the raw text, so `<@` is broken up by escaping *both* characters, and
`@everyone` gets a zero-width space after its `@` (as `discord.utils.escape_mentions` does it).
Web addresses go into angle brackets: nothing inside them is acted upon and no preview is made.

Rules: Discord's "Markdown Text 101", docs: reference (Message Formatting), and the patterns of
simple-markdown, from which Discord's parser descends.
"""

from __future__ import annotations

import re

import regex

GAP = "\u200b"
"""Zero-width space: parts what Discord would otherwise read together."""

# Ends before the punctuation of the sentence around it, and holds nothing that ends a span.
ADDRESS = (
    r"https?://(?:(?!__|~~)[^\s<>\\`|*\[\]。，、！？；：）」』])*"
    r"(?!__|~~)[^\s<>\\`|*\[\]。，、！？；：）」』.,:;!?\"'”’»)}_~]"
)

_ANYWHERE = (
    r"(?P<ping>@(?=everyone|here))"
    r"|(?P<active>[\\*_~`|\[\]<#]"
    r"|(?<=<)@"
    r"|:(?=[\w+-]{1,64}:)(?!\d\d:)"  # :name: becomes an emoji; 10:30:45 does not
)
_LINE = r"[^\S\n]*"
_AT_LINE_START = (
    r"|(?<={line})>"  # quote
    r"|(?<={line})-(?=[\s#]|$)"  # list, subtext
    r"|(?<={line}\d+)\.(?=\s|$))"  # numbered list
)


def _pattern(start: str, *, linked: bool) -> regex.Pattern[str]:
    address = rf"(?P<address>{ADDRESS})|" if linked else "(?P<address>(?!))|"
    lines = _AT_LINE_START.replace("{line}", start + _LINE)
    return regex.compile(address + _ANYWHERE + lines)


_PATTERNS = {
    (at_start, linked): _pattern(r"(?:^|\n)" if at_start else r"\n", linked=linked)
    for at_start in (True, False)
    for linked in (True, False)
}
_PING = re.compile(r"(?<=@)(?=everyone|here)|(?<=<)(?=[@#:/]|a:|t:|id:)")
_ENDS_A_SPAN = re.compile(r"__|~~|[*|`]")
_ENDS_A_LINK = re.compile(r"[()<>\[\]\\\"]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    """`text` as Markdown that shows its characters as they are, whatever they are."""
    return escape_run(clean(text), at_line_start=True, linked=True)


def escape_run(text: str, *, at_line_start: bool, linked: bool) -> str:
    """`escape` for a stretch of a text: `at_line_start` says whether it begins a line.

    `linked` False is for the label of a link, which Discord shows raw if it holds an address
    (discord-api-docs#7721): addresses are broken up there.
    """
    escaped = _PATTERNS[at_line_start, linked].sub(_shown, text)
    return escaped if linked else escaped.replace("://", f"://{GAP}")


def _shown(match: regex.Match[str]) -> str:
    if match["address"]:
        return f"<{harmless(match['address'])}>"
    return f"@{GAP}" if match["ping"] else f"\\{match['active']}"


def verbatim(text: str) -> str:
    """Text that goes into code, where only mentions could still act."""
    return _PING.sub(GAP, text)


def clean(text: str) -> str:
    """`text` without what Discord cannot carry or what would turn the text around it.

    Control characters (newline and tab stay), overrides of the writing direction, halves of
    surrogate pairs.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def web_address(url: str | None) -> str | None:
    """`url` if Discord takes it for a picture or a card's title, else None.

    That is http(s) and at most 2048 characters. Only white space is encoded: a changed address may
    not be the same one to its server.
    """
    url = clean(url or "").strip()
    if not re.match(r"https?://[^\s/?#]", url, re.IGNORECASE) or len(url) > 2048:
        return None
    return re.sub(r"\s", _percent, url)


def target(url: str | None) -> str | None:
    """`url` as a link in Markdown may carry it; None for no web address or one too long.

    Characters that would end the link or a span around it are percent-encoded.
    """
    url = _ENDS_A_LINK.sub(_percent, harmless(web_address(url) or ""))
    return url if 0 < len(url) <= LONGEST_TARGET else None


def harmless(url: str) -> str:
    """An address without what would end the emphasis around it, or ping: percent-encoded."""
    url = _ENDS_A_SPAN.sub(_percent, url)
    return url.replace("@everyone", "%40everyone").replace("@here", "%40here")


LONGEST_TARGET = 1000
"""A longer address costs more of a message than it is worth: its label is shown alone."""


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
