"""An article is posted: card, thread, lock, parts, invitation, unlocking. Each step an action."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime

from bot.actions.model import (
    Kind,
    NewAction,
    Subject,
    card_lane,
    mirror_lane,
    posting_lane,
    stranger_lane,
)
from bot.services import closing, reading
from bot.services.corrections import rereading
from bot.services.facts import (
    CardSent,
    InvitationSent,
    PartInPlace,
    PostArticle,
    Posted,
    ThreadOpened,
    ThreadStarted,
    ThreadTaken,
)
from bot.storage.postings import Posting
from bot.storage.transaction import Transaction


def post(fact: PostArticle, tx: Transaction, now: datetime) -> Posted:
    """Owe the whole chain, unless the article was posted to that channel before."""
    article_id = _article(fact, tx, now)
    known = tx.postings.of_article(article_id, fact.channel_id)
    if known is not None:
        rereading.given_again(known, fact, tx, now)
        return Posted(known.id, again=True, card_message_id=known.card_message_id)
    posting = _add_posting(fact, article_id, tx, now)
    _add_discussion(fact, posting, tx, now)
    rereading.begin(posting, fact.origin, tx, now)
    last = tx.actions.chain(_steps(posting, fact.part_count, now), now)
    subject = Subject(fact.server_id, posting_id=posting.id)
    tx.actions.add(NewAction(Kind.EDIT_CARD, card_lane(posting.id), subject, now, last), now)
    return Posted(posting.id, again=False)


def _article(fact: PostArticle, tx: Transaction, now: datetime) -> int:
    known = tx.articles.find(fact.server_id, fact.identity)
    if known is not None:
        # The page may have changed since it was read for another channel.
        tx.articles.note_version(known, fact.document, now)
        return known
    source = tx.articles.source(fact.server_id, fact.source_kind, fact.source_url, fact.by, now)
    return tx.articles.add(fact.server_id, source, fact.identity, fact.document, now)


def _add_posting(fact: PostArticle, article_id: int, tx: Transaction, now: datetime) -> Posting:
    channel = tx.servers.channel(fact.channel_id)
    if channel is None:
        raise LookupError("articles are posted to article channels only")
    posting_id = tx.postings.add(
        article_id=article_id,
        server_id=fact.server_id,
        channel_id=fact.channel_id,
        version=tx.articles.last_version(article_id),
        made_at=now,
        made_by=fact.by,
        token=secrets.token_hex(8),
        mirror=fact.mirror or channel.mirror,
        part_limit=channel.part_limit,
        language=fact.language,
    )
    posting = tx.postings.get(posting_id)
    if posting is None:
        raise LookupError("a posting that was just written is gone")
    return posting


def _add_discussion(fact: PostArticle, posting: Posting, tx: Transaction, now: datetime) -> None:
    channel = tx.servers.channel(fact.channel_id)
    tx.discussions.add(
        posting_id=posting.id,
        server_id=fact.server_id,
        channel_id=fact.channel_id,
        title=fact.title,
        counts_from=max(fact.published or now, now),
        close_after_days=channel.close_after_days if channel else None,
    )


def _steps(posting: Posting, part_count: int, now: datetime) -> Iterator[NewAction]:
    """From the card to the open thread: each step comes after the one before."""
    subject = Subject(posting.server_id, posting_id=posting.id)
    post_lane, mirror = posting_lane(posting.id), mirror_lane(posting.id)
    for kind in (Kind.POST_CARD, Kind.START_THREAD, Kind.LOCK_FOR_MIRROR):
        yield NewAction(kind, post_lane, subject, now)
    for ordinal in range(1, part_count + 1):
        part = Subject(posting.server_id, posting_id=posting.id, ordinal=ordinal)
        yield NewAction(Kind.SEND_PART, mirror, part, now)
    for kind in (Kind.SEND_INVITATION, Kind.OPEN_THREAD):
        yield NewAction(kind, mirror, subject, now)


def card_sent(fact: CardSent, tx: Transaction, now: datetime) -> None:
    """The card stands; its edits are counted from now."""
    tx.postings.change(
        fact.posting_id, card_message_id=fact.message_id, card_sent_at=now, card_edited_at=now
    )


def thread_started(fact: ThreadStarted, tx: Transaction, now: datetime) -> None:
    """The discussion has its place."""
    tx.postings.change(fact.posting_id, thread_id=fact.thread_id)
    discussion = tx.discussions.by_posting(fact.posting_id)
    if discussion is not None:
        tx.discussions.change(discussion.id, thread_id=fact.thread_id)


def thread_taken(fact: ThreadTaken, tx: Transaction, now: datetime) -> None:
    """A member's thread cannot be kept shut: shut it, take the card away and post it again.

    The admins are told, since they can rule it out.

    (Whoever started a thread may unarchive it: topics/threads.)
    """
    posting = tx.postings.get(fact.posting_id)
    if posting is None:
        return
    lane = stranger_lane(fact.thread_id)
    stranger = Subject(posting.server_id, posting_id=posting.id, target_id=fact.thread_id)
    # None waits for another: a thread that cannot be shut is no reason for two cards.
    for kind in (Kind.SHUT_STRANGER, Kind.DELETE_CARD, Kind.TELL_OF_THREAD):
        tx.actions.add(NewAction(kind, lane, stranger, now), now)
    tx.postings.change(posting.id, card_message_id=None, token=secrets.token_hex(8))
    for kind in (Kind.POST_CARD, Kind.START_THREAD):
        step = tx.actions.last_of(kind, posting.id)
        if step is not None:
            tx.actions.restart(step.id, now)


def part_in_place(fact: PartInPlace, tx: Transaction, now: datetime) -> None:
    """One message of the mirror is where it belongs."""
    tx.postings.part_sent(fact.posting_id, fact.part)


def invitation_sent(fact: InvitationSent, tx: Transaction, now: datetime) -> None:
    """The card can link to the invitation from now on."""
    tx.postings.change(fact.posting_id, invitation_message_id=fact.message_id)


def thread_opened(fact: ThreadOpened, tx: Transaction, now: datetime) -> None:
    """Members may write; its end is set, and what was written before this is read once."""
    discussion = tx.discussions.by_posting(fact.posting_id)
    if discussion is None:
        return
    tx.discussions.change(discussion.id, opened_at=now)
    closing.follow(discussion.id, tx, now)  # the mirror may have taken until after the end
    reading.catch_up(discussion, tx, now)
