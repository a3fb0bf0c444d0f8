"""The card that stands for an article in its channel, and the name of its thread."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.articles.layout.escaping import clean, escape, web_address
from bot.articles.layout.measuring import ELLIPSIS, length, shortened
from bot.articles.layout.parsing import read
from bot.articles.layout.runs import plain
from bot.articles.model import Article, Paragraph, Picture

TITLE = 256
"""Discord's limit for an embed's title (docs: resources/message, Embed Limits)."""
THREAD_NAME = 100
"""Discord's limit for a channel's name (docs: resources/channel)."""
BYLINE = 300
EXCERPT = 400
CAPTION = 300
"""Ours: with these a card is read at a glance, and far from Discord's 6000 in all."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Card:
    """What an article's card shows.

    `title`, `facts` and `excerpt` are Markdown, escaped; `caption` is plain text, for an embed's
    footer, where Discord acts on nothing. `facts` is *byline · source · date*, the date as
    Discord's own timestamp. Texts are empty and addresses None where the article has none.
    """

    title: str
    url: str | None
    facts: str
    excerpt: str
    picture: str | None
    caption: str

    @property
    def description(self) -> str:
        """Facts and excerpt as the body of an embed."""
        return "\n\n".join(filter(None, (self.facts, self.excerpt)))


def card(article: Article) -> Card:
    """The article's card, within Discord's limits for one embed."""
    lead = _lead(article)
    return Card(
        title=_escaped(article.title, TITLE) or ELLIPSIS,
        url=web_address(article.url),
        facts=_facts(article),
        excerpt=_escaped(_excerpt(article), EXCERPT, sentences=True),
        picture=web_address(lead.url) if lead else None,
        caption=shortened(_one_line((lead and lead.caption) or ""), CAPTION, sentences=True),
    )


def thread_name(title: str) -> str:
    """The title as a thread's name: one line of 1 to 100 characters, cut at a word."""
    return shortened(_one_line(title), THREAD_NAME) or ELLIPSIS


def _facts(article: Article) -> str:
    facts = [_escaped(fact or "", BYLINE // 2) for fact in (article.byline, article.source)]
    if article.published:
        facts.append(_date(article.published))
    return " · ".join(filter(None, dict.fromkeys(facts)))


def _date(at: datetime) -> str:
    return f"<t:{int(at.timestamp())}:D>"


def _lead(article: Article) -> Picture | None:
    in_body = (block for block in article.body if isinstance(block, Picture))
    pictures: Iterable[Picture] = (*article.images, *in_body)
    return next((each for each in pictures if web_address(each.url)), None)


def _excerpt(article: Article) -> str:
    if article.excerpt:
        return article.excerpt
    paragraphs = (block.markdown for block in article.body if isinstance(block, Paragraph))
    return plain(read(next(paragraphs, "")))


def _escaped(text: str, limit: int, *, sentences: bool = False) -> str:
    """One line, cut such that it is within the limit once it is escaped."""

    def measure(cut: str) -> int:
        return length(escape(cut))

    return escape(shortened(_one_line(text), limit, sentences=sentences, measure=measure))


def _one_line(text: str) -> str:
    """The text on one line; empty where there is nothing to see."""
    line = " ".join(_INVISIBLE.sub("", clean(text)).split())
    return line if any(unicodedata.category(each)[0] not in "CZ" for each in line) else ""
