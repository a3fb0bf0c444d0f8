"""Which entries a feed's filters keep back, and how filters are told.

An entry is kept back by the first filter of *all but* that it meets; else, where there are filters
of *only*, by the first of them if it meets none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.articles.layout import escape, shortened
from bot.articles.markdown import plain_text
from bot.articles.model import Article
from bot.servers.filters import By, EntryFilter, compiled, words_of
from bot.wording import Words

LONGEST_SHOWN = 80
"""Characters of a filter's text where it is told; ours."""
WORDED: Mapping[tuple[bool, By], str] = {
    (True, By.WORDS): "filter.only_words",
    (True, By.CATEGORY): "filter.only_category",
    (True, By.AUTHOR): "filter.only_author",
    (True, By.PATTERN): "filter.only_pattern",
    (False, By.WORDS): "filter.not_words",
    (False, By.CATEGORY): "filter.not_category",
    (False, By.AUTHOR): "filter.not_author",
    (False, By.PATTERN): "filter.not_pattern",
}


def worded(words: Words, each: EntryFilter) -> str:
    """*nothing with the words “…”*, as Markdown; a long text is cut and ends in an ellipsis."""
    return words(WORDED[each.only, each.by], text=escape(shortened(each.text, LONGEST_SHOWN)))


def keeping_back(
    filters: Sequence[EntryFilter], article: Article, categories: Iterable[str]
) -> EntryFilter | None:
    """The filter that keeps an entry from being posted; None where it may be."""
    if not filters:
        return None
    entry = _seen(article, categories)
    against = next((each for each in filters if not each.only and entry.meets(each)), None)
    if against is not None:
        return against
    wanted = [each for each in filters if each.only]
    return wanted[0] if wanted and not any(map(entry.meets, wanted)) else None


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry as filters look at it."""

    text: str
    words: str
    byline: str
    categories: frozenset[str]

    def meets(self, each: EntryFilter) -> bool:
        match each.by:
            case By.WORDS:
                return words_of(each.text) in self.words
            case By.CATEGORY:
                return words_of(each.text) in self.categories
            case By.AUTHOR:
                return words_of(each.text) in self.byline
            case By.PATTERN:
                return compiled(each.text).search(self.text) is not None


def _seen(article: Article, categories: Iterable[str]) -> _Entry:
    text = f"{article.title}\n{plain_text(article.body) or article.excerpt or ''}"
    byline = words_of(article.byline or "")
    return _Entry(text, words_of(text), byline, frozenset(map(words_of, categories)))
