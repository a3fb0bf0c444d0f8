"""What follows when an article was read again, or could not be.

Each posting with a source has one action that reads it, which is owed anew after each time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.actions.model import Kind, NewAction, State, Subject, gone_lane, rereading_lane
from bot.actions.outcomes import ARTICLE_GONE
from bot.articles.document import document_hash
from bot.discussions.closing import closing_of
from bot.services.acting import owe_again
from bot.services.corrections import correcting
from bot.services.corrections.facts import ArticleReread, RereadFailed
from bot.services.corrections.schedule import after_failure, next_reading
from bot.services.facts import Origin, PostArticle
from bot.services.feeds.facts import EntryChanged
from bot.storage.postings import Posting
from bot.storage.rereadings import Rereading
from bot.storage.transaction import Transaction


def begin(posting: Posting, origin: Origin, tx: Transaction, now: datetime) -> None:
    """Remember where the text is from; what has a page is read again by the schedule."""
    tx.rereadings.add(
        posting_id=posting.id,
        version=posting.version,
        url=origin.url,
        feed_id=origin.feed_id,
        carried=origin.carried,
        carried_hash=document_hash(origin.carried) if origin.carried else None,
        begun_at=now,
    )
    if origin.url is not None:
        _owe(posting, next_reading(now, now), tx, now)


def given_again(posting: Posting, fact: PostArticle, tx: Transaction, now: datetime) -> None:
    """An editor gave an article again that is posted: what changed is corrected.

    Not what a feed brought: the server may have no right to more than the feed carries.
    """
    known = tx.rereadings.get(posting.id)
    if fact.by is None or known is None or known.feed_id is not None:
        return
    if fact.origin.url is not None and known.url is None:
        tx.rereadings.change(posting.id, url=fact.origin.url)
    _note_version(posting, known, fact.document, tx, now)


def reread(fact: ArticleReread, tx: Transaction, now: datetime) -> None:
    """Keep what was found as a version, and have what was posted follow."""
    posting, known = tx.postings.get(fact.posting_id), tx.rereadings.get(fact.posting_id)
    if posting is None or known is None:
        return
    tx.actions.give_up_parked(rereading_lane(posting.id), now)
    fine = {"read_at": now, "failures": 0, "failure": None, "gone_at": None}
    tx.rereadings.change(posting.id, **fine)
    if fact.document is not None and fact.base != known.version:
        _owe(posting, now, tx, now)  # compared with what is no longer the newest
        return
    if fact.validators is not None:
        tx.rereadings.change(
            posting.id,
            etag=fact.validators.etag,
            last_modified=fact.validators.last_modified,
            body_hash=fact.validators.body_hash,
        )
    if fact.document is not None:
        _note_version(posting, known, fact.document, tx, now)
    _owe(posting, _next(posting, known, tx, now), tx, now)


def failed(fact: RereadFailed, tx: Transaction, now: datetime) -> None:
    """Try again later and later; where the article is gone, leave it and tell the admins once."""
    posting, known = tx.postings.get(fact.posting_id), tx.rereadings.get(fact.posting_id)
    if posting is None or known is None:
        return
    failures = known.failures + 1
    failure = {"key": fact.key, "values": dict(fact.values)}
    tx.rereadings.change(posting.id, read_at=now, failures=failures, failure=failure)
    if fact.gone:
        _leave(posting, known, tx, now)
    elif _is_open(posting, tx, now):
        _owe(posting, after_failure(known.begun_at, now, failures, fact.wait), tx, now)


def entry_changed(fact: EntryChanged, tx: Transaction, now: datetime) -> None:
    """Its feed says something else: read the article again, now and whatever its page's date."""
    posting = tx.postings.get(fact.posting_id)
    if posting is None:
        return
    tx.rereadings.change(
        posting.id,
        carried=fact.document,
        carried_hash=fact.document_hash,
        etag=None,
        last_modified=None,
        body_hash=None,
    )
    _owe(posting, now, tx, now)


def _note_version(
    posting: Posting, known: Rereading, document: Any, tx: Transaction, now: datetime
) -> None:
    version = tx.articles.note_version(posting.article_id, document, now)
    if version != known.version:
        tx.rereadings.change(posting.id, version=version)
        correcting.owe_plan(posting, tx, now)


def _next(posting: Posting, known: Rereading, tx: Transaction, now: datetime) -> datetime | None:
    if known.url is None or not _is_open(posting, tx, now):
        return None
    return next_reading(known.begun_at, now)


def _is_open(posting: Posting, tx: Transaction, now: datetime) -> bool:
    discussion = tx.discussions.by_posting(posting.id)
    return discussion is not None and closing_of(discussion, now) is None


def _owe(posting: Posting, due: datetime | None, tx: Transaction, now: datetime) -> None:
    if due is not None:
        subject = Subject(posting.server_id, posting_id=posting.id)
        owe_again(NewAction(Kind.REREAD, rereading_lane(posting.id), subject, due), tx, now)


def _leave(posting: Posting, known: Rereading, tx: Transaction, now: datetime) -> None:
    last = tx.actions.last_of(Kind.REREAD, posting.id)
    if last is not None and last.state is not State.OPEN:
        tx.actions.park(last.id, ARTICLE_GONE, now)
    if known.gone_at is None:
        tx.rereadings.change(posting.id, gone_at=now)
        subject = Subject(posting.server_id, posting_id=posting.id)
        tx.actions.add(NewAction(Kind.TELL_OF_ARTICLE, gone_lane(posting.id), subject, now), now)
