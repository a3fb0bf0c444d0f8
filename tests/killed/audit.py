"""What is wrong at the end, found by looking at the world and the database alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.archive.record import Record, RecordedComment, RecordedDiscussion
from bot.demo.loopback import LiveWorld
from bot.demo.places import Channel
from bot.demo.seen import Seen
from bot.discussions.model import Standing
from tests.killed.crowd import Crowd
from tests.killed.quarrel import REWORDED
from tests.killed.rows import Rows
from tests.killed.verdicts import misjudged, untold

HEADING = re.compile(r"(\d+|One) thoughts? on")


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


def findings(crowd: Crowd, ledger: Ledger, database: str) -> list[str]:
    """Whatever is not as it should be, a line each."""
    with Record(database) as record:
        recorded = record.discussions(datetime.now(UTC))
        comments = {each.discussion.id: record.comments(each.discussion.id) for each in recorded}
    rows = Rows.of(database)
    found = [*_cards(crowd, rows), *rows.complaints(), *untold(crowd, rows)]
    for discussion in recorded:
        thread_id = discussion.discussion.thread_id
        if thread_id is None:
            found.append(f"“{discussion.discussion.title}” has no thread")
            continue
        thread = crowd.world.channel(thread_id)
        own = comments[discussion.discussion.id]
        found += _lost(thread, own, rows)
        found += _texts(thread, own, ledger)
        found += misjudged(thread, own, rows)
        found += _states(thread, discussion)
        found += _messages_of_the_bot(thread, discussion, own, rows)
    return found


def _cards(crowd: Crowd, rows: Rows) -> Iterator[str]:
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


def _lost(thread: Channel, comments: list[RecordedComment], rows: Rows) -> Iterator[str]:
    shown = {each.id for each in thread.messages}
    for message in _written(thread).keys() - {each.comment.message_id for each in comments}:
        yield f"{thread.name}: a message is not recorded ({message})"
    for each in comments:
        carriers = rows.carriers[each.comment.id]
        stands = each.tombstone is None and each.comment.standing is Standing.COMMENT
        if shown.intersection(carriers) != set(carriers[-1:] if stands else ()):
            yield (
                f"{thread.name}: comment {each.comment.id} ({each.comment.standing},"
                f" {each.tombstone}) is shown {len(shown.intersection(carriers))} times"
            )


def _texts(thread: Channel, comments: list[RecordedComment], ledger: Ledger) -> Iterator[str]:
    written = _written(thread)
    for each in comments:
        message, texts = each.comment.message_id, [text.text for text in each.revisions]
        if message in written and texts[-1] != written[message].content:
            yield f"{thread.name}: the last text is not recorded ({message})"
        own = [text for text in texts if text != REWORDED]
        if not _is_subsequence(own, ledger.texts[message]):
            yield f"{thread.name}: texts that nobody wrote, or not in order ({message})"
        if not _is_subsequence(heard := ledger.heard.get(message, []), texts):
            yield f"{thread.name}: the bot was told {heard} and has {texts} ({message})"


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
    thread: Channel,
    recorded: RecordedDiscussion,
    comments: list[RecordedComment],
    rows: Rows,
) -> Iterator[str]:
    posting, closing = recorded.discussion.posting_id, recorded.discussion.closing_message_id
    bot, card = thread.world.backend.bot_user.id, rows.cards[posting]
    said = {
        each.id: each for each in thread.messages if each.author_id == bot and each.type in (0, 19)
    }
    known = rows.own[posting] | ({closing} if closing is not None else set())
    for each in comments:
        known.update(said.keys() & rows.carriers[each.comment.id])
    words = {number for number, each in said.items() if HEADING.search(each.content)}
    if len(words) > rows.closings[recorded.discussion.id]:
        yield f"{thread.name}: {len(words)} times closing words"
    known |= words
    if card != thread.id or said.keys() != known:
        yield (
            f"{thread.name}: the bot's messages are not those in the database:"
            f" {len(said.keys() - known)} more, {len(known - said.keys())} fewer"
        )
    if closing in said and recorded.closing is not None:
        yield from _heading(thread, said[closing].text, recorded.count)


def _heading(thread: Channel, text: str, count: int) -> Iterator[str]:
    told = HEADING.search(text)
    if told is None or (1 if told[1] == "One" else int(told[1])) != count:
        yield f"{thread.name}: the heading does not say {count}: {text!r}"
