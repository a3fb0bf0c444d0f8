"""What was read as one JSON object; absent values are null, times ISO 8601 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.articles.markdown import body_markdown
from bot.articles.model import Article, ArticlePage, Feed, FeedEntry, PageComment, Picture
from bot.reading.command import Outcome


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The object: `source` as it was given, and `kind` with what belongs to it, or `error`."""
    match outcome.read:
        case ArticlePage() as page:
            return {"source": outcome.source, "kind": "article", **_page(page)}
        case Feed() as feed:
            return {"source": outcome.source, "kind": "feed", **_feed(feed)}
        case None:
            return {"source": outcome.source, "error": outcome.error}


def _page(page: ArticlePage) -> dict[str, Any]:
    return {
        "article": _article(page.article),
        "comments": [_comment(comment) for comment in page.comments],
        "comment_count": page.comment_count,
        "comments_closed": page.comments_closed,
        "comments_elsewhere": page.comments_elsewhere,
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "byline": article.byline,
        "source": article.source,
        "published": _moment(article.published),
        "updated": _moment(article.updated),
        "url": article.url,
        "language": article.language,
        "images": [_picture(image) for image in article.images],
        "excerpt": article.excerpt,
        "body_markdown": body_markdown(article.body),
    }


def _comment(comment: PageComment) -> dict[str, Any]:
    return {
        "author": comment.author,
        "published": _moment(comment.published),
        "text_markdown": comment.text_markdown,
        "in_reply_to": comment.in_reply_to,
    }


def _feed(feed: Feed) -> dict[str, Any]:
    return {
        "feed": {"title": feed.title, "url": feed.url, "language": feed.language},
        "entries": [_entry(entry) for entry in feed.entries],
    }


def _entry(entry: FeedEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "byline": entry.byline,
        "published": _moment(entry.published),
        "updated": _moment(entry.updated),
        "excerpt": entry.excerpt,
        "body_markdown": body_markdown(entry.body) or None,
        "images": [_picture(image) for image in entry.images],
        "categories": list(entry.categories),
    }


def _picture(picture: Picture) -> dict[str, str | None]:
    return {"url": picture.url, "caption": picture.caption}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")
