"""What makes two articles the same one."""

from __future__ import annotations

import unicodedata

from bot.articles.addresses import plain_url
from bot.articles.model import Article


def identity(article: Article) -> str:
    """The first stable thing that is present: the address without tracking, else title and date."""
    if article.url:
        return f"url:{plain_url(article.url)}"
    title = unicodedata.normalize("NFKC", article.title).casefold()
    day = article.published.date().isoformat() if article.published else ""
    return f"title:{' '.join(title.split())}|{day}"
