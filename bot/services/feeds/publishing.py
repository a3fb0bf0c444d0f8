"""Making a feed's article ready to be posted: with the feed's text, or with its page's.

The page is fetched only where the feed shortens the text and the admins said that this server may
republish. Where WordPress gives the article without a page around it, it is read from there. What
cannot be read stays as the feed carries it, and its mirror says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.actions.model import Action
from bot.articles.addresses import plain_url, post_address
from bot.articles.document import from_document, to_document
from bot.articles.feed_entries import carries_all, text_length
from bot.articles.identity import identity
from bot.articles.model import Article, ArticlePage, Mirror, Remark
from bot.articles.reading.errors import ReadingError
from bot.fetching import FetchError
from bot.fetching.errors import BadUrlError, ForbiddenError, GoneError, NotFoundError, RobotsError
from bot.servers.model import ArticleChannel
from bot.services.facts import Origin, PostArticle
from bot.services.feeds.facts import EntryReady
from bot.services.refusals import Later, Unperformable
from bot.services.web import Web
from bot.storage.feeds import WatchedFeed
from bot.storage.transaction import Transaction

TRIES = 3
BETWEEN_TRIES = timedelta(minutes=5)
SAME = 1.1
"""Times a text: what is no longer than that has a stray line more, and no more of the article."""
_FINAL = (BadUrlError, ForbiddenError, GoneError, NotFoundError)


@dataclass(frozen=True, slots=True)
class AtHand:
    """An article as its feed carries it, and where it is to go."""

    feed: WatchedFeed
    article: Article
    channel: ArticleChannel
    language: str
    ids: Sequence[str] = ()
    """What the feed calls it."""


@dataclass(frozen=True, slots=True)
class Text:
    """The article as it is posted, and how where its channel mirrors articles in full.

    `key` is its page's own, where that was read; `page` is the address that its text was read
    from, None where it is the feed's.
    """

    article: Article
    mirror: Mirror
    key: str | None = None
    page: str | None = None


def at_hand(action: Action, tx: Transaction) -> AtHand:
    """What the action is about; `Unperformable` where feed, article or channel are gone."""
    feed = tx.feeds.get(action.subject.feed_id or 0)
    article_id = action.subject.article_id or 0
    version = tx.articles.version(article_id, tx.articles.last_version(article_id))
    if feed is None or version is None:
        raise Unperformable
    channel, server = tx.servers.channel(feed.channel_id), tx.servers.get(feed.server_id)
    if channel is None or server is None:
        raise Unperformable
    ids = tx.feeds.ids_of(feed.id, article_id)
    return AtHand(feed, from_document(version.document), channel, server.language, ids)


async def text_of(web: Web, at: AtHand, attempts: int) -> Text:
    """The article's text; `Later` where its page cannot be read now but perhaps soon."""
    is_all = carries_all(at.article)
    carried = Text(at.article, Mirror.FULL if is_all else Mirror.FEED)
    if is_all or not at.feed.republish or at.article.url is None:
        return carried
    addresses = filter(None, map(post_address, at.ids))
    if (post := await _first_post(web, at, addresses)) is not None:
        return post
    try:
        page = await web.article(at.article.url)
    except ReadingError:
        return carried
    except RobotsError:
        return replace(carried, mirror=Mirror.RESERVED)
    except FetchError as error:
        if isinstance(error, _FINAL) or attempts >= TRIES:
            return carried
        raise Later(BETWEEN_TRIES) from error
    return await _of_page(web, at, page, carried)


async def _of_page(web: Web, at: AtHand, page: ArticlePage, carried: Text) -> Text:
    """The page's text, where it has more than the feed; else all is in the feed, or kept back."""
    key = _key_of(page.article)
    if Remark.PAYWALL in page.remarks:
        return replace(carried, key=key)
    if text_length(page.article.body) <= SAME * text_length(at.article.body):
        is_cut = at.article.whole is False
        return replace(carried, key=key) if is_cut else Text(at.article, Mirror.FULL, key)
    text = Text(joined(page.article, at.article), Mirror.FULL, key, at.article.url)
    if page.post_url is None:
        return text
    post = await _first_post(web, at, [page.post_url])
    has_all = post and text_length(page.article.body) <= SAME * text_length(post.article.body)
    return replace(post, key=key) if post and has_all else text


async def _first_post(web: Web, at: AtHand, addresses: Iterable[str]) -> Text | None:
    """The article from the first of those addresses of WordPress's that has more of it."""
    for address in addresses:
        try:
            post = (await web.article(address)).article
        except (FetchError, ReadingError):
            continue  # many sites close that door: the page is still there
        if text_length(post.body) > SAME * text_length(at.article.body):
            return Text(joined(post, at.article), Mirror.FULL, _key_of(post), address)
    return None


def _key_of(article: Article) -> str | None:
    return f"url:{plain_url(article.url)}" if article.url else None


def joined(page: Article, carried: Article) -> Article:
    """The page's text under the title and date that the feed states."""
    return replace(
        page,
        title=carried.title,
        byline=page.byline or carried.byline,
        source=page.source or carried.source,
        published=carried.published or page.published,
        url=page.url or carried.url,
        language=page.language or carried.language,
        images=page.images or carried.images,
        excerpt=page.excerpt or carried.excerpt,
    )


def mirror_of(at: AtHand, text: Text) -> Mirror:
    """How much of it goes into its thread."""
    mirror = Mirror(at.channel.mirror)
    return text.mirror if mirror is Mirror.FULL else mirror


def entry_ready(action: Action, at: AtHand, text: Text, part_count: int) -> EntryReady:
    """The fact that has it posted."""
    post = PostArticle(
        server_id=at.feed.server_id,
        channel_id=at.feed.channel_id,
        identity=identity(text.article),
        source_kind="feed",
        source_url=at.feed.url,
        title=text.article.title,
        published=text.article.published,
        document=to_document(text.article),
        language=at.language,
        part_count=part_count,
        by=None,
        mirror=mirror_of(at, text),
        origin=Origin(text.page, at.feed.id, to_document(at.article)),
    )
    return EntryReady(at.feed.id, action.subject.article_id or 0, post, text.key)
