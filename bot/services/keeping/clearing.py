"""Nothing of a comment may come back: what the bot said in its author's name goes, and its files.

So it is when its author had themselves erased, and when what is out of sight was kept long enough.
"""

from __future__ import annotations

from datetime import datetime

from bot.actions.model import Kind, NewAction, Subject, case_lane, comment_lane, notices_lane
from bot.discussions.cases import Case, Decision, Stage
from bot.discussions.model import Absence
from bot.services.counting import recount
from bot.services.keeping.facts import CommentCleared, ErasureEnded, NoticeTakenBack
from bot.services.moderating import owing
from bot.storage.transaction import Transaction

_PENDING = (Stage.RETURNED, Stage.WAITING)


def clear(comment_id: int, tx: Transaction, now: datetime) -> None:
    """End a comment that the bot hid or posted, and owe that nothing is left of it."""
    comment = tx.comments.get(comment_id)
    discussion = tx.discussions.get(comment.discussion_id) if comment else None
    if discussion is None:
        return
    tx.comments.bury(comment_id, Absence.LIVE, None, now)
    recount(discussion, tx, now)
    subject = Subject(discussion.server_id, discussion_id=discussion.id, comment_id=comment_id)
    clearing = NewAction(Kind.CLEAR_COMMENT, comment_lane(comment_id), subject, now)
    tx.actions.add(clearing, now)


def lapse(case: Case, tx: Transaction, now: datetime) -> None:
    """Nobody can decide about a text that is gone, and the moderators' card shows it no more."""
    if case.decision is None and case.stage in _PENDING:
        tx.cases.change(case.id, stage=Stage.DECIDED, decision=Decision.LAPSED, decided_at=now)
    if case.card_message_id is not None or tx.actions.unfinished(case_lane(case.id)):
        owing.owe_card(case, tx, now)


def take_back(user_id: int, tx: Transaction, now: datetime) -> None:
    """Owe what of a person is outside of the record; called while the record still names them.

    The last steps in the lane of their notices, after those that are under way there, take their
    id out of the steps themselves.
    """
    for comment_id in tx.standings.acted_upon_of(user_id):
        clear(comment_id, tx, now)
    lane = notices_lane(user_id)
    tx.actions.give_up_parked(lane, now)
    under_way = {step.subject.case_id for step in tx.actions.unfinished(lane)}
    for case in tx.cases.of_author(user_id):
        lapse(case, tx, now)
        if case.notice_message_id is not None or case.id in under_way:
            subject = Subject(case.server_id, case_id=case.id)
            tx.actions.add(NewAction(Kind.TAKE_BACK_NOTICE, lane, subject, now), now)
    server_ids = tx.personal.servers_with_steps(user_id)
    for server_id in server_ids:
        ending = NewAction(Kind.END_ERASURE, lane, Subject(server_id, user_id=user_id), now)
        tx.actions.add(ending, now)
    if not server_ids:
        tx.personal.unname_steps(user_id, last=0)


def cleared(fact: CommentCleared, tx: Transaction, now: datetime) -> None:
    """None of its files is kept any more."""
    tx.standings.forget_files(fact.comment_id)


def notice_taken_back(fact: NoticeTakenBack, tx: Transaction, now: datetime) -> None:
    """There is no notice any more; where it was would say to whom."""
    tx.cases.change(fact.case_id, notice_channel_id=None, notice_message_id=None)


def erasure_ended(fact: ErasureEnded, tx: Transaction, now: datetime) -> None:
    """No step of then needs to know any more whom it was about."""
    tx.personal.unname_steps(fact.user_id, fact.last_action_id)
