"""Whether a feed's text of an article is all of it, as far as the feed tells.

Looked at before the feed's own lines under a text (*Continue reading*) are taken away.
"""

from __future__ import annotations

import re
from html import unescape

from bot.articles.reading.characters import one_line

LONGER = 1.5
"""Times a summary: a text that long beside it was given as the article, not as another teaser."""
SHORTEST = 400
"""Characters: below that, many sites call a teaser their content. Both ours."""
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_FOOT = re.compile(
    r"\s*(?:the post .{1,300} (?:appeared first on|first appeared on)|la entrada .{1,300}"
    r" (?:se publicó primero en|aparece primero en)) .{1,200}$",
    re.IGNORECASE | re.DOTALL,
)
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.|&hellip;)?\s*\]|(?:read|continue|learn) more|continue reading"
    r"|keep reading|read the (?:full|whole|rest of the) (?:article|story|post)|full story"
    r"|leer más|seguir leyendo|sigue leyendo|continuar leyendo|leer (?:la noticia|el artículo)"
    r" complet[oa])[\s\W]*(?:[“\"«].{0,200}[”\"»][\s\W]*)?$",
    re.IGNORECASE,
)


def wholeness(content: str, summary: str) -> bool | None:
    """Whether the markup `content`, or where there is none `summary`, is the whole article.

    None where the feed does not tell.
    """
    text = _FOOT.sub("", _plain(content or summary))
    if _CUT_OFF.search(text[-300:]):
        return False
    if content and summary:
        is_more = len(text) >= max(SHORTEST, LONGER * len(_plain(summary)))
        return True if is_more else None
    return None


def _plain(markup: str) -> str:
    """About the text of it: each entry of each feed is looked at, and a parse takes a while."""
    for _ in range(2):  # some feeds escape theirs twice
        markup = unescape(_TAG.sub(" ", markup))
    return one_line(markup)
