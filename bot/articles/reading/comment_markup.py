"""How an element shows that it is a comment, or holds them."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

_COMMENT = re.compile(
    r"(?:comments?(?:-?(?:list|area|section|wrapper|container|body|content|text|respond|template))?|commentlist|"
    r"pingback|trackback|comment-\d+|li-comment-\d+|div-comment-\d+|respond|disqus_thread|wpdcom|wpd-thread-list|"
    r"wp-block-comments?|h-cite|responses|reader-comments|fb-comments|comments-section)"
)


def is_comment(element: HtmlElement) -> bool:
    """Whether the element is a reader's comment or a part of the page that holds them."""
    return is_typed_comment(element) or any(
        _says_comment(names) for name in ("class", "id") if (names := element.get(name))
    )


def is_typed_comment(element: HtmlElement) -> bool:
    """Whether schema.org's types say that it is a comment."""
    kind = element.get("itemtype")
    return kind is not None and ("schema.org/Comment" in kind or "UserComments" in kind)


@lru_cache(maxsize=4096)  # a page repeats its classes
def _says_comment(names: str) -> bool:
    return any(map(_COMMENT.fullmatch, names.lower().split()))
