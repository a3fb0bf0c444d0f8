"""Mass mentions, links that are too many or lie, invitations elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.civility.forms.model import Looked
from bot.civility.model import Span
from bot.civility.surfaces import LINK
from bot.civility.text.folding import NOTHING

_MENTION = re.compile(r"<@[!&]?(\d{1,20})>|@(everyone|here)\b")


def mass_mentioned(looked: Looked) -> Iterator[Span]:
    """Many people called in one message, or everybody."""
    found = list(_MENTION.finditer(looked.view))
    called = {mention[1] or mention[2] for mention in found}
    if len(called) >= looked.limits["mentions"] or any(mention[2] for mention in found):
        yield Span(found[0].start(), found[-1].end())


def many_links(looked: Looked) -> Iterator[Span]:
    """Links beyond the limit; those to the article's own site never count."""
    links = _foreign(looked)
    if len(links) >= looked.limits["links"]:
        yield Span(links[0].start(), links[-1].end())


def spam_links(looked: Looked) -> Iterator[Span]:
    """Links with hardly a word between them."""
    links = _foreign(looked)
    words = len(re.findall(r"\w{2,}", looked.view))
    few = words < len(links) * looked.limits["words_per_link"]
    if len(links) >= looked.limits["spam_links"] and few:
        yield Span(links[0].start(), links[-1].end())


def _foreign(looked: Looked) -> list[re.Match[str]]:
    own = [*map(_site, looked.context.own_sites)]
    return [
        link
        for link in LINK.finditer(looked.text)
        if not any(_is_same(_site(link["host"]), site) for site in own)
    ]


def _is_same(host: str, site: str) -> bool:
    """Whether one is a part of the other; beside it may be anybody (`*.blogs.example`)."""
    return _is_part_of(host, site) or ("." in host and _is_part_of(site, host))


def _site(host: str) -> str:
    """A host without who asks it, its port and `www.`; browsers end it at a backslash, too."""
    name = host.partition("\\")[0].rpartition("@")[2].partition(":")[0]
    return name.lower().rstrip(".").removeprefix("www.")


def _is_part_of(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")


_MASKED = re.compile(
    r"\[\s*<?(?:https?://)?(?P<shown>(?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?P<rest>[/:?#][^\]\n]*)?\s*\]"
    r"\(\s*<?(?:https?://)(?P<host>[^\s/?#)>]{1,253})[^)\n]*\)",
    re.IGNORECASE,
)


def masked_link(looked: Looked) -> Iterator[Span]:
    """A link whose text is an address at another site than it leads to."""
    for link in _MASKED.finditer(looked.text):
        shown, host = _site(link["shown"]), _site(link["host"])
        if not _is_part_of(host, shown):
            yield Span(*link.span())


_GAP = rf"[\s.\-_*|~{NOTHING}]{{0,3}}"
_DISCORD = _GAP.join("discord")
_INVITED = re.compile(
    rf"(?i){_DISCORD}(?:{_GAP}app)?[\s(\[]{{0,2}}(?:\.|dot|punto)[\s)\]]{{0,2}}"
    rf"(?:g{_GAP}g\s{{0,2}}/|com\s{{0,2}}/\s{{0,2}}invite/|(?:io|me|li)\s?/)\s{{0,2}}[\w-]{{2,}}"
    r"|\bdsc\.gg/[\w-]{2,}|\b(?:t|telegram)\.me/[\w+-]{3,}|\bchat\.whatsapp\.com/[\w-]{4,}"
    r"|\bwa\.me/\d{6,}|\bm\.me/j/[\w-]{4,}|\bsignal\.group/#?[\w-]{4,}"
)


def invited(looked: Looked) -> Iterator[Span]:
    """An invitation to another server or group."""
    for found in _INVITED.finditer(looked.bare):
        yield Span(*found.span())
