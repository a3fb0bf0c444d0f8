"""How an element shows that it is a comment, or holds them."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from bot.articles.reading.dom import names_of

_COMMENT = re.compile(
    r"\s(?:comments?(?:-?(?:list|area|section|wrapper|container|body|content|text|respond|template))?|commentlist|"
    r"pingback|trackback|comment-\d+|li-comment-\d+|div-comment-\d+|respond|disqus_thread|wpdcom|wpd-thread-list|"
    r"wp-block-comments?|h-cite|responses|reader-comments|fb-comments|comments-section)\s"
)


def is_comment(element: HtmlElement) -> bool:
    """Whether the element is a reader's comment or a part of the page that holds them."""
    return _COMMENT.search(re.sub(r"\s+", "  ", names_of(element))) is not None
