"""Reading an article again where it came from: one conditional request, one comparison, one fact.

What looks like a page without its article (a stub for subscribers, another story) never replaces
what was posted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.articles.addresses import plain_url
from bot.articles.changes import compared, is_another
from bot.articles.document import from_document, to_document
from bot.articles.feed_entries import text_length
from bot.articles.model import Article, Remark
from bot.articles.reading.errors import ReadingError
from bot.fetching import FetchError
from bot.fetching.errors import GoneError, NotFoundError
from bot.services.corrections.facts import ArticleReread, RereadFailed
from bot.services.feeds.facts import Validators
from bot.services.feeds.polling import asked_to_wait
from bot.services.feeds.publishing import joined
from bot.services.web import Web, validators_of
from bot.storage.feeds import WatchedFeed
from bot.storage.rereadings import Rereading
from bot.storage.transaction import Transaction

STUB = 0.2
"""Of the text that there was. A page that shows less shows no article any more; ours."""
SHORT = 500
"""Characters. Below that, a fifth of a text tells nothing; ours."""
CUT = 0.9
"""Of the text that there was: a page for subscribers that shows less was shortened; ours."""
_EMPTIED = ("empty", "no-text", "not-found", "overview")
_FOR_SUBSCRIBERS = ("paywall", "sign-in")
"""Reasons of `ReadingError` that mean that the article is there no more."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """A posting's article in its newest version, and where it is read again."""

    source: Rereading
    article: Article
    feed: WatchedFeed | None

    @property
    def page(self) -> str | None:
        """The address to read; None where the server may show no more than its feed carries."""
        if self.source.feed_id is not None and not (self.feed and self.feed.republish):
            return None
        return self.source.url


@dataclass(frozen=True, slots=True)
class _Found:
    article: Article
    is_cut: bool = False
    validators: Validators | None = None


class _Gone(Exception):  # noqa: N818 - what became of an article, not an error of the program
    """The source has taken the article back: a message's key with its values."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def at_hand(posting_id: int, tx: Transaction) -> AtHand | None:
    """What is read again for the posting; None where there is nothing to read."""
    posting, source = tx.postings.get(posting_id), tx.rereadings.get(posting_id)
    if posting is None or source is None:
        return None
    version = tx.articles.version(posting.article_id, source.version)
    feed = tx.feeds.get(source.feed_id) if source.feed_id is not None else None
    if version is None:
        return None
    at = AtHand(source, from_document(version.document), feed)
    return at if at.page or source.carried else None


async def read_again(
    web: Web, at: AtHand, *, by_hand: bool = False
) -> ArticleReread | RereadFailed:
    """What changed, or why that cannot be told. `by_hand`: as in `Web.article`."""
    posting_id = at.source.posting_id
    try:
        found = await _found(web, at, by_hand=by_hand)
        return await asyncio.to_thread(_compared, at, found)
    except _Gone as error:
        return RereadFailed(posting_id, error.key, error.values, gone=True)
    except FetchError as error:
        wait = asked_to_wait(error)
        return RereadFailed(posting_id, error.key, error.arguments, gone=False, wait=wait)
    except ReadingError as error:
        return RereadFailed(posting_id, error.key, error.arguments, gone=False)


async def _found(web: Web, at: AtHand, *, by_hand: bool) -> _Found | None:
    """The article as its source has it now; None where that says that nothing changed."""
    carried = from_document(at.source.carried) if at.source.carried else None
    if at.page is None:
        return _Found(carried) if carried else None
    source = at.source
    try:
        fetched = await web.fetcher.get(
            at.page, etag=source.etag, modified=source.last_modified, obey_robots=not by_hand
        )
        if fetched.not_modified or validators_of(fetched).body_hash == source.body_hash:
            return None
        page = await web.article_in(fetched.body, fetched.url, fetched.content_type)
    except (GoneError, NotFoundError) as error:
        if await _still_stands(web, at, by_hand=by_hand):
            raise
        raise _Gone("article.gone_page", **error.arguments) from error
    except ReadingError as error:
        raise _gone(error) from error
    article = joined(page.article, carried) if carried else page.article
    return _Found(article, Remark.PAYWALL in page.remarks, validators_of(fetched))


async def _still_stands(web: Web, at: AtHand, *, by_hand: bool) -> bool:
    """Whether the article's own page is there, where its text was read from another address.

    Sites close WordPress's REST API without taking anything back.
    """
    own = at.article.url
    if own is None or at.page is None or plain_url(own) == plain_url(at.page):
        return False
    try:
        await web.fetcher.get(own, obey_robots=not by_hand)
    except (GoneError, NotFoundError):
        return False
    return True


def _gone(error: ReadingError) -> Exception:
    """What it means for an article that its page cannot be read."""
    if error.reason in _EMPTIED:
        return _Gone("article.gone_emptied")
    return _Gone("article.gone_paywall") if error.reason in _FOR_SUBSCRIBERS else error


def _compared(at: AtHand, found: _Found | None) -> ArticleReread:
    posting_id, base = at.source.posting_id, at.source.version
    if found is None:
        return ArticleReread(posting_id, base)
    if (reason := _taken(at, found)) is not None:
        if at.page is None:
            return ArticleReread(posting_id, base)  # feeds shorten their older entries
        raise _Gone(reason)
    article, changes = compared(at.article, found.article)
    if not changes:
        return ArticleReread(posting_id, base, validators=found.validators)
    summary: Mapping[str, object] = asdict(changes.summary)
    return ArticleReread(posting_id, base, to_document(article), summary, found.validators)


def _taken(at: AtHand, found: _Found) -> str | None:
    """The key of what became of the article, where this is not its text any more."""
    before, after = text_length(at.article.body), text_length(found.article.body)
    if found.is_cut and after < CUT * before:
        return "article.gone_paywall"
    if (before >= SHORT and after < STUB * before) or (before and not after):
        return "article.gone_emptied"
    if is_another(at.article, found.article):
        return "article.gone_another"
    return None
