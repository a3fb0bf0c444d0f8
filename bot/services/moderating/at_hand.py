"""A case with all that is said about it: its comments, the words that were met, where it was."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.civility import history
from bot.civility.model import VERDICTS, Surface
from bot.discussions.cases import Case, Hit, words_met
from bot.discussions.model import Discussion, Standing
from bot.servers.model import Server
from bot.services.moderating.deciding import graver, held, is_closed, returned
from bot.services.moderating.owing import is_still_seen
from bot.storage.transaction import Transaction

MOST_WORDS = 3
"""Rules that a notice names, but for those that explain one more reply: more say nothing new."""
_OUT = (Standing.HELD, Standing.REMOVED)


@dataclass(frozen=True, slots=True)
class WordsMet:
    """The words that a rule met, on a surface; `explanation` is the key of its sentence.

    Of a flood no words are told: what was met is how many came together.
    """

    rule: str
    explanation: str
    words: str
    surface: str


@dataclass(frozen=True, slots=True)
class CommentAtHand:
    """A comment of the case with the text that was met; empty where it was erased.

    `before`: what its author had just written, where both were met as one. `files`: their names.
    `stuck`: it is to be out of sight, and the bot could not take it there.
    """

    id: int
    standing: Standing
    before: str
    text: str
    files: tuple[str, ...]
    message_id: int
    stuck: bool


@dataclass(frozen=True, slots=True)
class CaseAtHand:
    """`rewordable` is the comment that *Reword* is about; `postable`: it may go up as it was.
    `advised`: what was met in replies that stand, beside those that the case acts against.
    Neither happens while commenting is `closed`; then the moderators may be asked. `repeated`: one
    counts a step graver, as its author had been told of another; so do the words in `evasive`, as
    they are disguised.

    `strike_until` (UTC) is when the last strike of the author expires, None without one.
    """

    case: Case
    discussion: Discussion
    server: Server
    met: tuple[WordsMet, ...]
    advised: tuple[WordsMet, ...]
    evasive: tuple[str, ...]
    repeated: bool
    comments: tuple[CommentAtHand, ...]
    rewordable: int | None
    postable: bool
    closed: bool
    strike_until: datetime | None

    @property
    def out(self) -> tuple[CommentAtHand, ...]:
        """Those of the comments that cannot be read in the discussion."""
        return tuple(each for each in self.comments if each.standing in _OUT and not each.stuck)

    @property
    def concerned(self) -> tuple[CommentAtHand, ...]:
        """Those that their author is told of: while some are out of sight, those."""
        return self.out or self.comments

    def text(self, comment_id: int) -> str:
        """The comment's text, as it was met."""
        return next((each.text for each in self.comments if each.id == comment_id), "")


def case_at_hand(case_id: int, tx: Transaction, now: datetime) -> CaseAtHand | None:
    """The case, None where it or its discussion is not there."""
    case = tx.cases.get(case_id)
    discussion = tx.discussions.get(case.discussion_id or 0) if case else None
    server = tx.servers.get(case.server_id) if case else None
    if case is None or discussion is None or server is None:
        return None
    every, left = tx.cases.hits(case_id), held(case, tx)
    hits = graver(every)
    acted_against = {hit.comment_id for hit in hits}
    return CaseAtHand(
        case=case,
        discussion=discussion,
        server=server,
        met=tuple(_met(hits, left, tx)),
        advised=tuple(
            _met([hit for hit in every if hit.comment_id not in acted_against], left, tx)
        ),
        evasive=tuple(islice(_evasive(hits, tx), MOST_WORDS)),
        repeated=any(hit.repeated for hit in hits),
        comments=tuple(_comments(hits, tx)),
        rewordable=left[-1] if left and case.decision is None else None,
        postable=case.decision is None and bool(returned(case, tx)),
        closed=is_closed(case, tx, now),
        strike_until=tx.strikes.of_case(case_id, now),
    )


def _met(hits: list[Hit], left: Container[int], tx: Transaction) -> Iterator[WordsMet]:
    """One entry for each rule, the gravest first; no reply is left without one.

    Of hits that weigh the same those in what is `left` to reword come first.
    """
    rules: set[str] = set()
    explained: set[int] = set()
    for hit in sorted(hits, key=lambda hit: (-VERDICTS[hit.verdict], hit.comment_id not in left)):
        revision = tx.standings.text(hit.revision_id)
        is_needed = hit.comment_id not in explained or len(rules) < MOST_WORDS
        explained.add(hit.comment_id)
        if hit.rule not in rules and revision is not None and is_needed:
            rules.add(hit.rule)
            words = "" if hit.rule == history.FLOOD else words_met(hit, revision)
            yield WordsMet(hit.rule, hit.explanation, words, hit.surface)


def _evasive(hits: Iterable[Hit], tx: Transaction) -> Iterator[str]:
    """The words whose disguise made them a step graver, each once; none that were erased."""
    texts = ((hit, tx.standings.text(hit.revision_id)) for hit in hits if hit.evasive)
    words = dict.fromkeys(words_met(hit, text) for hit, text in texts if text is not None)
    return filter(str.strip, words)


def _comments(hits: list[Hit], tx: Transaction) -> Iterator[CommentAtHand]:
    """Each comment once, with the last text that was met."""
    last = {hit.comment_id: hit.revision_id for hit in hits}
    joined = {hit.comment_id for hit in hits if hit.surface == Surface.JOINED}
    for comment_id, revision_id in last.items():
        comment, revision = tx.comments.get(comment_id), tx.standings.text(revision_id)
        if comment is not None and revision is not None:
            said = (revision.text, *(part.text for part in revision.parts))
            text = "\n".join(filter(None, said))
            carrier = tx.standings.carriers(comment_id)[-1]
            stuck = comment.standing in _OUT and is_still_seen(comment_id, tx)
            files = tuple(file.name for file in revision.attachments)
            before = (tx.standings.text_before(comment) or "") if comment_id in joined else ""
            yield CommentAtHand(comment_id, comment.standing, before, text, files, carrier, stuck)
