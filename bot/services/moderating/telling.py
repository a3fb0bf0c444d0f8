"""How authors are told: by direct message, else in a private thread, else when they come by."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.model import Kind, case_lane
from bot.discussions.cases import Case, Delivery, Stage
from bot.discussions.model import Standing
from bot.services.moderating import owing
from bot.services.moderating.facts import (
    AuthorSpared,
    CaseShown,
    FilesSaved,
    LateListed,
    NoticeOwed,
    NoticeRefused,
    NoticeSeen,
    NoticeSent,
    NoticeThreadStarted,
    SummarySent,
    WriteToStranger,
)
from bot.storage.transaction import Transaction

STRANGERS_AN_HOUR = 20
"""First messages to people the bot never wrote to: one that writes to many is flagged as spam,
and can then tell nobody (DESIGN, invariant 4)."""
HOUR = timedelta(hours=1)


def may_write(fact: WriteToStranger, tx: Transaction, now: datetime) -> bool:
    """Whether the bot may write to somebody now; whoever it wrote to before is no stranger."""
    return tx.contacts.may_write(fact.user_id, now - HOUR, STRANGERS_AN_HOUR, now)


def sent(fact: NoticeSent, tx: Transaction, now: datetime) -> None:
    """The author was told; the moderators' card says how.

    An answer leaves no message behind; one that was sent before is still known by its place.
    """
    case = owing.found(fact.case_id, tx)
    tx.cases.change(case.id, delivery=fact.delivery, told_at=case.told_at or now)
    if fact.message_id is not None:
        tx.cases.change(
            case.id, notice_channel_id=fact.channel_id, notice_message_id=fact.message_id
        )
    _show_delivery(case, tx, now)


def refused(fact: NoticeRefused, tx: Transaction, now: datetime) -> None:
    """Tell the author in a private thread, where the server named a channel for it."""
    case = owing.found(fact.case_id, tx)
    if case.delivery is Delivery.IN_PERSON:
        owed(NoticeOwed(case.id), tx, now)  # what came since they are told in the same way
        return
    if case.delivery is not None:
        return  # a notice owed meanwhile was refused, too
    server = tx.servers.get(case.server_id)
    if server is None or server.notices_channel_id is None:
        owed(NoticeOwed(case.id), tx, now)
    else:
        owing.owe_author(Kind.START_NOTICE_THREAD, case, tx, now)


def thread_started(fact: NoticeThreadStarted, tx: Transaction, now: datetime) -> None:
    """The notice goes there."""
    tx.cases.change(fact.case_id, notice_channel_id=fact.thread_id, delivery=Delivery.THREAD)
    owing.owe_author(Kind.TELL_AUTHOR, owing.found(fact.case_id, tx), tx, now)


def owed(fact: NoticeOwed, tx: Transaction, now: datetime) -> None:
    """The author is told when they come by; where an earlier notice is stays known."""
    case = owing.found(fact.case_id, tx)
    kept = case.notice_channel_id if case.notice_message_id is not None else None
    tx.cases.change(case.id, delivery=Delivery.OWED, notice_channel_id=kept)
    _show_delivery(case, tx, now)


def _show_delivery(case: Case, tx: Transaction, now: datetime) -> None:
    if case.card_message_id is not None or tx.actions.unfinished(case_lane(case.id)):
        owing.owe_card(case, tx, now)
    else:
        owing.owe_summary(case, tx, now)


def seen(fact: NoticeSeen, tx: Transaction, now: datetime) -> None:
    """The author answered: from now on a repeat is one."""
    case = owing.found(fact.case_id, tx)
    if case.seen_at is None:
        tx.cases.change(case.id, seen_at=now)


def spared(fact: AuthorSpared, tx: Transaction, now: datetime) -> None:
    """The author is one of the staff: what was about to be hidden stands, and nobody is told."""
    case = owing.found(fact.case_id, tx)
    tx.cases.change(case.id, stage=Stage.NOTED)
    tx.strikes.undo(case.id, now)
    comments = {hit.comment_id for hit in tx.cases.hits(case.id)}
    tx.standings.set(comments, Standing.COMMENT)
    owing.recount(case, tx, now)
    owing.owe_summary(case, tx, now)


def files_saved(fact: FilesSaved, tx: Transaction, now: datetime) -> None:
    """These files can be put back with the comment."""
    tx.standings.save_files(fact.comment_id, fact.attachment_ids, now)


def shown(fact: CaseShown, tx: Transaction, now: datetime) -> None:
    """Remember where the card is, so that it can be edited."""
    tx.cases.change(fact.case_id, card_channel_id=fact.channel_id, card_message_id=fact.message_id)


def summarised(fact: SummarySent, tx: Transaction, now: datetime) -> None:
    """Remember where the day's summary is, so that it can be edited."""
    tx.summaries.add(fact.sent)


def listed(fact: LateListed, tx: Transaction, now: datetime) -> None:
    """The moderators know of these; what the list had no room for comes in the next."""
    tx.cases.list_them(fact.case_ids, now)
    if tx.cases.unlisted(fact.server_id):
        owing.owe_list(fact.server_id, tx, now)
