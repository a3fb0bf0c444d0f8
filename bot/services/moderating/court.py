"""Each comment is judged as it is recorded, on the writer's thread; so is each edit.

First a quick look with what the message itself says. Few comments meet a rule; only for those is
the record asked what they quote, whom they answer, and whether their author was told before.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.articles.document import from_document
from bot.articles.markdown import plain_text
from bot.civility.lines import with_reasons
from bot.civility.model import CLEAR, Comment, Context, Judgement, Part, Surface, Verdict
from bot.civility.policy import (
    ADVISED_AGAIN,
    LATE,
    Course,
    Policy,
    Situation,
    course,
    tempered,
)
from bot.discussions.model import Discussion, MessageSeen, Standing, Voice
from bot.services import recording
from bot.services.moderating import cases, faults
from bot.services.moderating.judges import concerning, judge_under, policy_of
from bot.services.moderating.memory import Memory, Met
from bot.services.recording import Recorded
from bot.storage.transaction import Transaction

REPEAT_WITHIN = timedelta(days=1)
"""How long an earlier hit makes the next one a repeat."""
SEEN_AFTER = timedelta(minutes=10)
"""A notice counts as seen after that (DESIGN, "Verdicts")."""
_JUDGED = (Standing.COMMENT, Standing.HELD)


class Court:
    """Judges what is recorded. Its memory is of the process; what it decides is in the record."""

    def __init__(self) -> None:
        self._memories: dict[int, Memory] = {}

    def see(self, fact: MessageSeen, tx: Transaction, now: datetime) -> None:
        """Record a message, or a further revision of it, and judge it."""
        recorded = recording.see(fact, tx, now)
        if recorded is None or recorded.standing not in _JUDGED:
            return
        policy = _policy(recorded.discussion, fact.roles, tx)
        judgement = self._judged(fact, recorded, policy, tx, now)
        if judgement is CLEAR:
            return
        faults.keep(judgement.faults, recorded.discussion.server_id, fact.message_id, tx, now)
        applied = policy.applied(judgement)
        if applied.verdict is not Verdict.ALLOW:
            _take_up(fact, recorded, applied, tx, now)

    def judge_text(
        self, text: str, author_id: int, discussion: Discussion, tx: Transaction, now: datetime
    ) -> Judgement:
        """What the server's rules say to a text that its author wants posted instead."""
        policy = _policy(discussion, frozenset(), tx)
        context = Context(article=_article(discussion, tx)[0], is_reply=True)
        judged = judge_under(policy).judge(Comment(text, author=author_id, at=now), context)
        return policy.applied(judged)

    def _judged(
        self, fact: MessageSeen, recorded: Recorded, policy: Policy, tx: Transaction, now: datetime
    ) -> Judgement:
        comment = _comment(fact, recorded.discussion.id)
        met = self._met(fact, comment, recorded, tx, now)
        judge = judge_under(policy)
        quick = Context(is_reply=fact.answers is not None, previous=met.previous)
        judgement = judge.judge(comment, quick)
        if judgement.reasons:
            known = _context(fact, recorded.discussion, met.previous, tx, now)
            judgement = judge.judge(comment, known)
        return with_reasons(judgement, met.reasons)

    def _met(
        self,
        fact: MessageSeen,
        comment: Comment,
        recorded: Recorded,
        tx: Transaction,
        now: datetime,
    ) -> Met:
        """An edit is judged by itself: the rules about several comments count each once.

        They are about people: what other bots write is not remembered.
        """
        if not recorded.is_new or fact.voice is not Voice.PERSON:
            return Met("", ())
        server_id = recorded.discussion.server_id
        if server_id not in self._memories:
            self._memories[server_id] = Memory.of(server_id, tx, now)
        return self._memories[server_id].meet(fact.message_id, comment)


def _policy(discussion: Discussion, roles: frozenset[int] | None, tx: Transaction) -> Policy:
    """What the server wants in this discussion of somebody with these roles."""
    policy = policy_of(tx.policies.get(discussion.server_id))
    if not policy.rules:
        return policy
    return concerning(policy, discussion.channel_id, discussion.id, roles)


def _comment(fact: MessageSeen, discussion_id: int) -> Comment:
    names = (Part(Surface.ATTACHMENT, file.name) for file in fact.attachments)
    further = (Part(Surface(part.surface), part.text) for part in fact.parts)
    return Comment(
        text=fact.text,
        parts=(*names, *further),
        author=fact.author_id,
        at=fact.created_at,
        discussion=discussion_id,
        in_reply_to=fact.answers,
    )


def _context(
    fact: MessageSeen, discussion: Discussion, previous: str, tx: Transaction, now: datetime
) -> Context:
    answered = tx.comments.by_message(fact.answers) if fact.answers is not None else None
    parent = tx.standings.latest(answered.id) if answered is not None else None
    article, site = _article(discussion, tx)
    return Context(
        article=article,
        parent=(parent[1].text or "") if parent is not None else "",
        is_reply=answered is not None,
        previous=previous,
        own_sites=frozenset({site} if site else ()),
        repeated=tx.cases.was_told(
            discussion.server_id, fact.author_id, now - REPEAT_WITHIN, now - SEEN_AFTER
        ),
    )


def _article(discussion: Discussion, tx: Transaction) -> tuple[str, str]:
    """The article's text and its site's host; both empty where it is not known."""
    posting = tx.postings.get(discussion.posting_id)
    version = posting and tx.articles.version(posting.article_id, posting.version)
    if not version or not version.document:
        return "", ""
    article = from_document(version.document)
    return plain_text(article.body), urlsplit(article.url or "").hostname or ""


def _take_up(
    fact: MessageSeen, recorded: Recorded, judgement: Judgement, tx: Transaction, now: datetime
) -> None:
    discussion, author_id = recorded.discussion, fact.author_id
    rules = {reason.rule for reason in judgement.reasons}
    since = now - ADVISED_AGAIN
    taken = course(
        judgement.verdict,
        Situation(
            exempt=fact.voice is not Voice.PERSON,
            late=now - fact.stamp > LATE or discussion.shut_at is not None,
            answered=tx.standings.is_answered(discussion.id, fact.message_id, author_id),
            advised=rules <= tx.cases.advised(discussion.server_id, author_id, rules, since),
        ),
    )
    if taken is not Course.NOTHING:
        reasons = tempered(judgement.reasons, taken)
        met = cases.Met(discussion, recorded.comment_id, author_id, reasons, taken)
        cases.take_up(met, tx, now)
