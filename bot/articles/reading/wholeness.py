"""Whether a feed's text of an article is all of it, as far as the feed tells.

Looked at before the feed's own lines under a text (*Continue reading*) are taken away.
"""

from __future__ import annotations

import re

from bot.articles.reading.fragments import plain_of_markup

LONGER = 1.5
"""Times a summary: a text that long beside it was given as the article, not as another teaser."""
SHORTEST = 400
"""Characters: below that, many sites call a teaser their content. Both ours."""
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
    text = _FOOT.sub("", plain_of_markup(content or summary))
    if _CUT_OFF.search(text[-300:]):
        return False
    if content and summary:
        is_more = len(text) >= max(SHORTEST, LONGER * len(plain_of_markup(summary)))
        return True if is_more else None
    return None
