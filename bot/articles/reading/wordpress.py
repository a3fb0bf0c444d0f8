"""Posts as WordPress's REST API gives them (developer.wordpress.org/rest-api/reference/posts).

Many sites shorten their feeds and give the whole text there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.articles.model import Article, ArticlePage
from bot.articles.reading.dates import machine_date
from bot.articles.reading.dom import absolute
from bot.articles.reading.errors import NotAnArticle
from bot.articles.reading.excerpts import excerpt_of
from bot.articles.reading.fragments import blocks_of_markup, plain_of_markup

Fields = Mapping[str, object]
# Newspapers give their articles types of their own beside *posts*.
_POST = re.compile(r"(?:/|[?&]rest_route=/)wp/v2/[\w-]+/\d+$", re.ASCII)


def is_post(text: str) -> bool:
    """Whether `text` is meant as such a post."""
    return text.startswith("{") and '"rendered"' in text and '"content"' in text


def read_post(text: str) -> ArticlePage:
    """The post as an article; NotAnArticle where it is none, or is kept from strangers."""
    try:
        post = _fields(json.loads(text, strict=False))
    except (ValueError, RecursionError) as error:
        raise NotAnArticle("no-text") from error
    content, link = _fields(post.get("content")), absolute(_text(post.get("link")), None)
    body = blocks_of_markup(_text(content.get("rendered")), link)
    if not body or content.get("protected"):
        raise NotAnArticle("no-text")
    published = machine_date(f"{_text(post.get('date_gmt'))}Z")
    updated = machine_date(f"{_text(post.get('modified_gmt'))}Z")
    return ArticlePage(
        Article(
            title=plain_of_markup(_text(_fields(post.get("title")).get("rendered"))) or "…",
            body=body,
            published=published,
            updated=updated if published and updated and updated > published else None,
            url=link,
            excerpt=excerpt_of(body),
        )
    )


def post_named_on(root: HtmlElement, base: str | None) -> str | None:
    """Where a page says that it is to be had as such a post, on its own host."""
    for link in root.iter("link"):
        address = absolute(link.get("href") or "", base)
        if address and link.get("type") == "application/json" and _POST.search(address):
            same = urlsplit(address).hostname == urlsplit(base or address).hostname
            return address if same else None
    return None


def _fields(value: object) -> Fields:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
