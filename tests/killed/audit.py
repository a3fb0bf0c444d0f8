"""What is wrong at the end, found by looking at the world and the database alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.actions.model import Kind
from bot.archive.record import Record, RecordedComment, RecordedDiscussion
from bot.demo.loopback import LiveWorld
from bot.demo.places import Channel
from bot.demo.seen import Seen
from bot.discussions.model import Standing, Voice
from bot.storage.engine import reading_engine
from bot.storage.schema import actions, faults, parts, postings
from tests.killed.crowd import Crowd


@dataclass
class Ledger:
    """Every text that each message ever had, in order, as the gateway told it."""

    world: LiveWorld
    texts: dict[int, list[str]] = field(default_factory=dict)
    is_heard: bool = False
    """Whether a bot is told, too, that lives long enough to record it."""
    heard: dict[int, list[str]] = field(default_factory=dict)
    """The texts that such a bot was told."""

    def __post_init__(self) -> None:
        self.world.listen(self._note)

    def _note(self, event: str, data: Mapping[str, Any]) -> None:
        if event in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            known = self.texts.setdefault(int(data["id"]), [])
            if known[-1:] != [data["content"]]:
                known.append(data["content"])
                if self.is_heard:
                    self.heard.setdefault(int(data["id"]), []).append(data["content"])


def unfinished(database: str, since: datetime) -> list[str]:
    """What the bot still has to do before it rests; it has looked round since it was ready."""
    looks = (Kind.CATCH_UP, Kind.SURVEY_THREADS)
    due = actions.c.state.in_(("waiting", "open")) & (actions.c.due_at <= datetime.now(UTC))
    looked = actions.c.kind.in_(looks) & (actions.c.ended_at >= since)
    engine = reading_engine(database)
    with engine.connect() as connection:
        owed = list(connection.execute(select(actions.c.kind).where(due)).scalars())
        has_looked = connection.execute(select(actions.c.id).where(looked).limit(1)).first()
    engine.dispose()
    return owed if has_looked else [*owed, "a first look"]


def findings(crowd: Crowd, ledger: Ledger, database: str) -> list[str]:
    """Whatever is not as it should be, a line each."""
    with Record(database) as record:
        recorded = record.discussions(datetime.now(UTC))
        comments = {each.discussion.id: record.comments(each.discussion.id) for each in recorded}
    rows = _Rows.of(database)
    found = [*_cards(crowd, rows), *rows.complaints()]
    for discussion in recorded:
        thread_id = discussion.discussion.thread_id
        if thread_id is None:
            found.append(f"“{discussion.discussion.title}” has no thread")
            continue
        thread = crowd.world.channel(thread_id)
        own = comments[discussion.discussion.id]
        found += _lost(thread, own)
        found += _texts(thread, own, ledger)
        found += _states(thread, discussion)
        found += _messages_of_the_bot(thread, discussion, rows)
    return found


@dataclass(frozen=True)
class _Rows:
    """What the database says beside the record."""

    cards: dict[int, int | None]
    own: dict[int, set[int | None]]
    """The bot's messages in a thread, by posting."""
    part_counts: Counter[int]
    undone: list[str]

    @classmethod
    def of(cls, database: str) -> _Rows:
        engine = reading_engine(database)
        with engine.connect() as connection:
            posted = connection.execute(select(postings)).all()
            sent = connection.execute(select(parts)).all()
            stuck = connection.execute(select(actions).where(actions.c.state == "parked")).all()
            wrong = connection.execute(select(faults)).all()
        engine.dispose()
        own: dict[int, set[int | None]] = {row.id: {row.invitation_message_id} for row in posted}
        for row in sent:
            own[row.posting_id].add(row.message_id)
        return cls(
            {row.id: row.card_message_id for row in posted},
            own,
            Counter(Counter(row.posting_id for row in sent).values()),
            [f"{row.kind} is parked ({row.code})" for row in stuck]
            + [f"fault: {row.kind} {row.error}" for row in wrong],
        )

    def complaints(self) -> Iterator[str]:
        yield from self.undone
        if len(self.part_counts) > 1:  # every article here is as long as the others
            yield f"articles have different numbers of parts: {dict(self.part_counts)}"


def _cards(crowd: Crowd, rows: _Rows) -> Iterator[str]:
    news, bot = crowd.news, crowd.world.backend.bot_user.id
    cards = [each for each in news.messages if each.author_id == bot]
    shown = Counter(str(card.embeds[0].get("title")) for card in cards if card.embeds)
    if twice := [title for title, times in shown.items() if times > 1]:
        yield f"cards shown twice: {twice}"
    if missing := set(crowd.posted) - shown.keys():
        yield f"cards promised and not shown: {missing}"
    if unknown := shown.keys() - {*crowd.posted, crowd.next_title}:
        yield f"cards that nobody asked for: {unknown}"
    if {card.id for card in cards} != set(rows.cards.values()):
        yield "the cards in the channel are not those in the database"
    if {thread.id for thread in news.threads} != {card.id for card in cards}:
        yield "not every card has its thread, or a thread has no card"


def _written(thread: Channel) -> dict[int, Seen]:
    bot = thread.world.backend.bot_user.id
    return {each.id: each for each in thread.messages if each.author_id != bot}


def _lost(thread: Channel, comments: list[RecordedComment]) -> Iterator[str]:
    written, recorded = _written(thread), {each.comment.message_id: each for each in comments}
    for message in written.keys() - recorded.keys():
        yield f"{thread.name}: a message is not recorded ({message})"
    for message, each in recorded.items():
        if each.comment.voice is Voice.PERSON and each.comment.standing is not Standing.COMMENT:
            yield f"{thread.name}: a reader's comment is a {each.comment.standing} ({message})"
        if (each.tombstone is None) != (message in written) and each.comment.voice is Voice.PERSON:
            gone = "stands in the record only" if message not in written else "has a tombstone"
            yield f"{thread.name}: a comment {gone} ({message})"


def _texts(thread: Channel, comments: list[RecordedComment], ledger: Ledger) -> Iterator[str]:
    written = _written(thread)
    for each in comments:
        message, texts = each.comment.message_id, [revision.text for revision in each.revisions]
        if each.comment.voice is not Voice.PERSON:
            continue
        if message in written and texts[-1] != written[message].content:
            yield f"{thread.name}: the last text is not recorded ({message})"
        if not _is_subsequence(texts, ledger.texts[message]):
            yield f"{thread.name}: texts that nobody wrote, or not in order ({message})"
        if not _is_subsequence(ledger.heard.get(message, []), texts):
            yield f"{thread.name}: a text is missing that the bot was told ({message})"


def _is_subsequence(texts: list[str], of: list[str]) -> bool:
    rest = iter(of)
    return all(text in rest for text in texts)


def _states(thread: Channel, recorded: RecordedDiscussion) -> Iterator[str]:
    should_be = recorded.closing is not None
    if (thread.locked, thread.archived) != (should_be, should_be):
        yield (
            f"{thread.name}: closed should be {should_be}, but it is"
            f" locked={thread.locked} archived={thread.archived}"
        )


def _messages_of_the_bot(
    thread: Channel, recorded: RecordedDiscussion, rows: _Rows
) -> Iterator[str]:
    posting, closing = recorded.discussion.posting_id, recorded.discussion.closing_message_id
    bot, card = thread.world.backend.bot_user.id, rows.cards[posting]
    said = {
        each.id: each for each in thread.messages if each.author_id == bot and each.type in (0, 19)
    }
    known = rows.own[posting] | ({closing} if closing is not None else set())
    if card != thread.id or said.keys() != known:
        yield (
            f"{thread.name}: the bot's messages are not those in the database:"
            f" {len(said.keys() - known)} more, {len(known - said.keys())} fewer"
        )
    if closing in said and recorded.closing is not None:
        yield from _heading(thread, said[closing].text, recorded.count)


def _heading(thread: Channel, text: str, count: int) -> Iterator[str]:
    told = re.search(r"(\d+|One) thoughts? on", text)
    if told is None or (1 if told[1] == "One" else int(told[1])) != count:
        yield f"{thread.name}: the heading does not say {count}: {text!r}"
