"""Whether each author was told once, and each case has the one card that it needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row

from bot.archive.record import RecordedComment
from bot.demo.places import Channel
from bot.demo.seen import Seen
from bot.discussions.cases import Delivery, Stage
from bot.discussions.model import Standing
from tests.killed.crowd import Crowd
from tests.killed.rows import Rows
from tests.moderating.people import HATE

OUT = (Standing.HELD, Standing.REMOVED)


def misjudged(thread: Channel, comments: list[RecordedComment], rows: Rows) -> Iterator[str]:
    """Comments that no case explains, or that rules overlooked."""
    for each in comments:
        comment, place = each.comment, f"{thread.name}, comment {each.comment.id}"
        if comment.standing in OUT and comment.id not in rows.met:
            yield f"{place}: {comment.standing}, and no rule met it"
        if comment.standing not in (Standing.COMMENT, *OUT):
            yield f"{place}: left as {comment.standing}"
        if comment.id not in rows.met and any(HATE in (text.text or "") for text in each.revisions):
            yield f"{place}: nobody judged it"


def untold(crowd: Crowd, rows: Rows) -> Iterator[str]:
    """Cases whose author was told twice, or never, or whose card is not the one there is."""
    told = {reader.id: _by_case(_told(crowd, reader.dms())) for reader in crowd.readers}
    in_threads = _by_case(_told(crowd, _in_threads(crowd.staff)))
    cards = _by_case(crowd.staff.messages)
    for case in rows.cases:
        notices = told[case.author_id].pop(case.id, set()) | in_threads.pop(case.id, set())
        yield from _wrong_notice(case, notices)
        yield from _wrong_card(case, cards.pop(case.id, set()))
    names = Counter(thread.name for thread in crowd.staff.threads)
    if twice := [name for name, times in names.items() if times > 1]:
        yield f"private threads started twice: {twice}"
    if left := [*in_threads, *cards, *(number for own in told.values() for number in own)]:
        yield f"messages about cases that there are not: {left}"


def _told(crowd: Crowd, messages: Iterable[Seen]) -> Iterator[Seen]:
    """The bot's own, without its answers to buttons."""
    bot = crowd.world.backend.bot_user.id
    return (each for each in messages if each.author_id == bot and not each.ephemeral)


def _in_threads(channel: Channel) -> Iterator[Seen]:
    return (message for thread in channel.threads for message in thread.messages)


def _by_case(messages: Iterable[Seen]) -> dict[int, set[int]]:
    """Ids of messages, by the number of the case that they are about."""
    found: dict[int, set[int]] = {}
    for message in messages:
        if (number := _number(message.embeds)) is not None:
            found.setdefault(number, set()).add(message.id)
    return found


def _number(embeds: tuple[Mapping[str, Any], ...]) -> int | None:
    footer = (embeds[-1].get("footer") or {}).get("text", "") if embeds else ""
    number = re.search(r"#(\d+)$", footer)
    return int(number[1]) if number is not None else None


def _wrong_notice(case: Row[Any], notices: set[int]) -> Iterator[str]:
    known = {case.notice_message_id} - {None}
    if notices != known:
        yield f"case {case.id}: notices {notices}, in the database {known}"
    if case.delivery is None and case.stage not in (Stage.LATE, Stage.NOTED):
        yield f"case {case.id}: its author was never told"
    if case.delivery in (Delivery.MESSAGE, Delivery.THREAD) and not known:
        yield f"case {case.id}: told by {case.delivery}, but where?"


def _wrong_card(case: Row[Any], cards: set[int]) -> Iterator[str]:
    known = {case.card_message_id} - {None}
    if cards != known:
        yield f"case {case.id}: cards {cards}, in the database {known}"
    if case.stage == Stage.WAITING and not known:
        yield f"case {case.id}: no moderator knows of it"
