"""Each comment is judged as it is recorded, on the writer's thread; so is each edit.

First a quick look with what the message itself says. Few comments meet a rule; only for those is
the record asked what they quote, whom they answer, and whether their author was told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from bot.articles.document import from_document
from bot.articles.markdown import plain_text
from bot.civility.history import reasons
from bot.civility.judge import Judge
from bot.civility.lines import with_reasons
from bot.civility.model import (
    CLEAR,
    NOTHING_KNOWN,
    Comment,
    Context,
    Judgement,
    Part,
    Surface,
    Verdict,
)
from bot.civility.policy import (
    ADVISED_AGAIN,
    LATE,
    REPEAT_WITHIN,
    SEEN_AFTER,
    Course,
    Situation,
    course,
    tempered,
)
from bot.discussions.model import Discussion, MessageSeen, Standing, Voice, texts_beside
from bot.services import recording
from bot.services.keeping.facts import Forget
from bot.services.moderating import cases, faults
from bot.services.moderating.judges import Bench, Benches
from bot.services.moderating.memory import ALONE, Memory, Met
from bot.services.recording import Recorded
from bot.services.writer import Handler
from bot.storage.transaction import Transaction

_JUDGED = (Standing.COMMENT, Standing.HELD)


class Court:
    """Judges what is recorded. Its memory is of the process; what it decides is in the record."""

    def __init__(self) -> None:
        self._memories: dict[int, Memory] = {}
        self._benches = Benches()

    def see(self, facts: Sequence[MessageSeen], tx: Transaction, now: datetime) -> None:
        """Record messages, or further revisions of them, and judge them one after the other.

        New ones meet those before them first, all of them, and are judged then: each of the two
        has tables of its own to look into, and turning between them costs a fifth.
        """
        for together in recording.see(facts, tx, now):
            heard = [recorded for recorded in together if recorded.standing in _JUDGED]
            comments = [_comment(each.fact, each.discussion.id) for each in heard]
            met = [self._met(*each, tx, now) for each in zip(heard, comments, strict=True)]
            for recorded, comment, meeting in zip(heard, comments, met, strict=True):
                self._judge(recorded, comment, meeting, tx, now)

    def _judge(
        self, recorded: Recorded, comment: Comment, met: Met, tx: Transaction, now: datetime
    ) -> None:
        bench = self._bench(recorded.discussion, recorded.fact.roles, tx)
        judgement = _judged(recorded, comment, met, bench.judge, tx, now)
        if judgement is CLEAR:
            return
        server_id, message_id = recorded.discussion.server_id, recorded.fact.message_id
        faults.keep(judgement.faults, server_id, message_id, tx, now)
        applied = bench.policy.applied(judgement)
        if applied.verdict is not Verdict.ALLOW:
            _take_up(recorded, applied, tx, now)

    def forgetting(self, forget: Handler) -> Handler:
        """The handler of `Forget`: the person is erased from the memories, too."""

        def erase(fact: Forget, tx: Transaction, now: datetime) -> None:
            for memory in self._memories.values():
                memory.forget(fact.erasure.user_id)
            forget(fact, tx, now)

        return erase

    def judge_anew(
        self, wanted: MessageSeen, discussion: Discussion, tx: Transaction, now: datetime
    ) -> Judgement:
        """What the server's rules say to what its author wants posted instead.

        As to any reply of theirs, but that an insult without an addressee is taken as somebody's:
        it stands where one was.
        """
        policy, judge = self._bench(discussion, wanted.roles, tx)
        context = replace(_context(wanted, discussion, "", tx, now), is_reply=True)
        return policy.applied(judge.judge(_comment(wanted, discussion.id), context))

    def _bench(
        self, discussion: Discussion, roles: frozenset[int] | None, tx: Transaction
    ) -> Bench:
        return self._benches.of(discussion, roles, tx.policies.get(discussion.server_id))

    def _met(self, recorded: Recorded, comment: Comment, tx: Transaction, now: datetime) -> Met:
        """An edit is judged by itself: the rules about several comments count each once.

        They are about people: what other bots write is not remembered.
        """
        fact, server_id = recorded.fact, recorded.discussion.server_id
        if not recorded.is_new or fact.voice is not Voice.PERSON:
            return ALONE
        if server_id not in self._memories:
            self._memories[server_id] = Memory.of(server_id, tx, now)
        return self._memories[server_id].meet(fact.message_id, comment, tx.standings.first_text)


def _judged(
    recorded: Recorded, comment: Comment, met: Met, judge: Judge, tx: Transaction, now: datetime
) -> Judgement:
    fact = recorded.fact
    previous = "" if met.previous is None else _text(met.previous, tx) or ""
    judgement = judge.judge(comment, _seen_alone(fact, previous))
    if judgement.reasons:
        known = _context(fact, recorded.discussion, previous, tx, now)
        judgement = judge.judge(comment, known)
    return with_reasons(judgement, reasons(met.rules, fact.text)) if met.rules else judgement


def _comment(fact: MessageSeen, discussion_id: int) -> Comment:
    return Comment(
        text=fact.text,
        parts=_parts(fact) if fact.attachments or fact.parts else (),
        author=fact.author_id,
        at=fact.created_at,
        discussion=discussion_id,
        in_reply_to=fact.answers,
    )


def _parts(fact: MessageSeen) -> tuple[Part, ...]:
    beside = texts_beside(fact.attachments, fact.parts)
    return tuple(Part(Surface(surface), text) for surface, text in beside.items())


def _seen_alone(fact: MessageSeen, previous: str) -> Context:
    """What is known without asking the record: mostly nothing."""
    if fact.answers is None and not previous:
        return NOTHING_KNOWN
    return Context(is_reply=fact.answers is not None, previous=previous)


def _context(
    fact: MessageSeen, discussion: Discussion, previous: str, tx: Transaction, now: datetime
) -> Context:
    parent = None if fact.answers is None else _text(fact.answers, tx)
    article, site = _article(discussion, tx)
    return Context(
        article=article,
        parent=parent or "",
        is_reply=parent is not None,
        previous=previous,
        own_sites=frozenset({site} if site else ()),
        repeated=tx.cases.was_told(
            discussion.server_id, fact.author_id, now - REPEAT_WITHIN, now - SEEN_AFTER
        ),
    )


def _text(message_id: int, tx: Transaction) -> str | None:
    """What the message says; None where it is not on record."""
    comment = tx.comments.by_message(message_id)
    latest = comment and tx.standings.latest(comment.id)
    return (latest[1].text or "") if latest else None


def _article(discussion: Discussion, tx: Transaction) -> tuple[str, str]:
    """What the article says, its title too, and its site's host; empty where it is not known."""
    posting = tx.postings.get(discussion.posting_id)
    version = posting and tx.articles.version(posting.article_id, posting.version)
    if not version or not version.document:
        return "", ""
    article = from_document(version.document)
    said = f"{article.title}\n{plain_text(article.body)}"
    return said, urlsplit(article.url or "").hostname or ""


def _take_up(recorded: Recorded, judgement: Judgement, tx: Transaction, now: datetime) -> None:
    fact, discussion = recorded.fact, recorded.discussion
    author_id = fact.author_id
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
