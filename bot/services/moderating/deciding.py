"""What authors and moderators decide about a case. The first decision stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from mimetypes import guess_extension

from bot.actions.model import Kind
from bot.civility.model import VERDICTS, Judgement, Reason, Verdict
from bot.discussions.cases import Case, Decision, Hit, Stage
from bot.discussions.closing import closing_of
from bot.discussions.model import Attachment, Discussion, MessageSeen, Standing
from bot.services.counting import recount
from bot.services.moderating import owing
from bot.services.moderating.cases import STRIKE_LASTS
from bot.services.moderating.facts import (
    CommentReposted,
    DecideCase,
    PostAsItWas,
    Reword,
)
from bot.storage.transaction import Transaction

AnewJudge = Callable[[MessageSeen, Discussion, Transaction, datetime], Judgement]


@dataclass(frozen=True, slots=True)
class Decided:
    """How a case stands after somebody tried to decide it; `first` where it was their decision."""

    case: Case
    first: bool


@dataclass(frozen=True, slots=True)
class Reworded:
    """`posted`, or why it is not: `closed`, or `reasons`; none where nothing was left to reword."""

    posted: bool
    reasons: tuple[Reason, ...] = ()
    closed: bool = False


class Insisted(StrEnum):
    """What came of it that an author insists on a text."""

    POSTED = "posted"
    ASKED = "asked"
    """Commenting has closed: a moderator decides, who can put back what was written in time."""
    SETTLED = "settled"
    """It was decided, or is gone."""


def decide(fact: DecideCase, tx: Transaction, now: datetime) -> Decided:
    """Put back what the case took out, or uphold it."""
    case = owing.found(fact.case_id, tx)
    if case.decision is not None:
        return Decided(case, first=False)
    decision = Decision.PUT_BACK if fact.put_back else Decision.UPHELD
    _close(case, decision, fact.by, tx, now)
    comments = _comments(case, tx)
    if fact.put_back:
        tx.strikes.undo(case.id, now)
        out = (Standing.HELD, Standing.REMOVED)
        owing.put_back(case, [each for each in comments if _standing(each, tx) in out], tx, now)
    else:
        _uphold(case, comments, tx, now)
    case = _announced(case.id, tx, now)
    if case.author_id is not None:
        owing.owe_author(Kind.TELL_DECISION, case, tx, now)
    return Decided(case, first=True)


def _uphold(case: Case, comments: Iterable[int], tx: Transaction, now: datetime) -> None:
    """Out for good; what its author had posted as it was is taken out again."""
    met = {hit.revision_id for hit in tx.cases.hits(case.id)}
    for comment_id in comments:
        latest, standing = tx.standings.latest(comment_id), _standing(comment_id, tx)
        if latest is None or latest[0] not in met:
            continue  # its author wrote it anew
        tx.standings.set((comment_id,), Standing.REMOVED)
        if standing in (Standing.COMMENT, Standing.RELEASED):
            owing.owe_hiding(case, comment_id, tx, now)
    if not tx.policies.get(case.server_id).capped and case.author_id is not None:
        expiry = now + STRIKE_LASTS
        tx.strikes.give(case.server_id, case.id, case.author_id, now, expiry)
    owing.recount(case, tx, now)


def post_as_it_was(fact: PostAsItWas, tx: Transaction, now: datetime) -> Insisted:
    """Put up what its author insists on, unless commenting closed; ask the moderators about it."""
    case = owing.found(fact.case_id, tx)
    held = returned(case, tx)
    if case.decision is not None or not held:
        return Insisted.SETTLED
    tx.cases.change(case.id, stage=Stage.WAITING, seen_at=case.seen_at or now)
    closed = is_closed(case, tx, now)
    if not closed:
        tx.cases.change(case.id, posted_at=now)
        owing.put_back(case, held, tx, now)
    owing.owe_card(_announced(case.id, tx, now), tx, now)
    return Insisted.ASKED if closed else Insisted.POSTED


def rewording(judge: AnewJudge) -> Callable[[Reword, Transaction, datetime], Reworded]:
    """The handler of `Reword`, for which the new text has to be judged.

    The files stay with the comment; where a rule meets their names, which nobody can reword, they
    get plain ones.
    """

    def reword(fact: Reword, tx: Transaction, now: datetime) -> Reworded:
        case = owing.found(fact.case_id, tx)
        discussion = tx.discussions.get(case.discussion_id or 0)
        left = held(case, tx)
        if discussion is None or case.decision is not None or fact.comment_id not in left:
            return Reworded(posted=False)
        if is_closed(case, tx, now):
            return Reworded(posted=False, closed=True)
        wanted = _wanted(fact, discussion, tx, now)
        judgement = judge(wanted._replace(attachments=()), discussion, tx, now)
        if judgement.verdict >= Verdict.NUDGE:
            return Reworded(posted=False, reasons=judgement.reasons)
        if judge(wanted, discussion, tx, now).verdict >= Verdict.NUDGE:
            wanted = wanted._replace(attachments=_plainly_named(wanted.attachments))
        tx.comments.add_revision(fact.comment_id, wanted, now)
        owing.release(case, [fact.comment_id], tx, now)
        tx.cases.change(case.id, seen_at=case.seen_at or now)
        if len(left) == 1:
            _close(case, Decision.REWORDED, fact.by, tx, now)
        _announced(case.id, tx, now)
        return Reworded(posted=True)

    return reword


def _wanted(fact: Reword, discussion: Discussion, tx: Transaction, now: datetime) -> MessageSeen:
    """What the author wants to be read: the new text, with the files of the last one."""
    comment, latest = tx.comments.get(fact.comment_id), tx.standings.latest(fact.comment_id)
    if comment is None or latest is None:
        raise LookupError("no such comment")
    return MessageSeen(
        message_id=comment.message_id,
        thread_id=discussion.thread_id or 0,
        author_id=fact.by,
        voice=comment.voice,
        created_at=comment.created_at,
        edited_at=now,
        text=fact.text,
        attachments=latest[1].attachments,
        answers=comment.answers_message_id,
        roles=fact.roles,
    )


def _plainly_named(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """The files as `file-1.png` and so on, with the ending that their type has."""
    return tuple(
        replace(file, name=f"file-{number}{_ending(file)}") for number, file in enumerate(files, 1)
    )


def _ending(file: Attachment) -> str:
    kind, _, _ = (file.type or "").partition(";")
    return guess_extension(kind) or ""


def graver(hits: list[Hit]) -> list[Hit]:
    """What is decided about: where more than a private word was due, that word is no part of it."""
    return [hit for hit in hits if VERDICTS[hit.verdict] > Verdict.ADVISE] or hits


def is_closed(case: Case, tx: Transaction, now: datetime) -> bool:
    """Whether commenting has closed where the case is: its author may post nothing there."""
    discussion = tx.discussions.get(case.discussion_id or 0)
    return discussion is None or closing_of(discussion, now) is not None


def held(case: Case, tx: Transaction) -> list[int]:
    """Comments of the case that are out of sight, and that their author did not delete."""
    return [each for each in _comments(case, tx) if _standing(each, tx) is Standing.HELD]


def returned(case: Case, tx: Transaction) -> list[int]:
    """Comments that are with their author, who may have them posted as they were."""
    held_ids = held(case, tx)
    grave = {hit.comment_id for hit in tx.cases.hits(case.id) if hit.verdict in ("hold", "remove")}
    return [] if grave.intersection(held_ids) else held_ids


def reposted(fact: CommentReposted, tx: Transaction, now: datetime) -> None:
    """It stands again, carried by the bot's message."""
    tx.standings.carry(fact.comment_id, fact.message_id)
    comment = tx.comments.get(fact.comment_id)
    if comment is None or comment.standing is not Standing.RELEASED:
        return
    tx.standings.set((comment.id,), Standing.COMMENT)
    discussion = tx.discussions.get(comment.discussion_id)
    if discussion is not None:
        recount(discussion, tx, now)


def _close(case: Case, decision: Decision, by: int, tx: Transaction, now: datetime) -> None:
    tx.cases.change(case.id, stage=Stage.DECIDED, decision=decision, decided_at=now, decided_by=by)


def _announced(case_id: int, tx: Transaction, now: datetime) -> Case:
    """Owe author and moderators how the case stands; gives it."""
    case = owing.found(case_id, tx)
    owing.owe_notice(case, tx, now)
    if case.card_message_id is not None:
        owing.owe_card(case, tx, now)
    else:
        owing.owe_summary(case, tx, now)
    return case


def _comments(case: Case, tx: Transaction) -> list[int]:
    """The comments that the case acts against, in order, without those that somebody deleted."""
    every = dict.fromkeys(hit.comment_id for hit in graver(tx.cases.hits(case.id)))
    return [each for each in every if tx.comments.tombstone(each) is None]


def _standing(comment_id: int, tx: Transaction) -> Standing | None:
    comment = tx.comments.get(comment_id)
    return comment.standing if comment is not None else None
