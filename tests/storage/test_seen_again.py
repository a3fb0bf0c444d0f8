"""Messages that are seen again, alone or many at once."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from bot.discussions.model import Attachment, MessageSeen, Voice
from bot.services import recording
from bot.storage.transaction import Transaction
from tests.storage.places import NOW, discussion

SERVER = 11
FILE = Attachment(5, "bridge.png", "image/png", 9, "https://cdn.example/1")
MESSAGES = range(1, 7)


def stream(rng: random.Random) -> list[MessageSeen]:
    """Messages of few ids, stamps, texts and files, so that all meets in all ways."""
    return [
        MessageSeen(
            message_id=rng.choice(MESSAGES),
            thread_id=0,
            author_id=7,
            voice=Voice.PERSON,
            created_at=NOW,
            edited_at=rng.choice((None, NOW + timedelta(seconds=rng.randrange(2)))),
            text=rng.choice(("First.", "Second.", "")),
            attachments=rng.choice(((), (FILE,), (replace(FILE, url="https://cdn.example/2"),))),
        )
        for _ in range(12)
    ]


async def test_messages_seen_together_leave_what_they_leave_one_by_one(database):
    rng = random.Random(1)
    streams = [[stream(rng) for _ in range(3)] for _ in range(6)]

    def left(tx: Transaction, thread_id: int, runs: list[list[MessageSeen]]) -> list[object]:
        """What said something new, in order, and every text that is kept then."""
        discussion(tx, SERVER, thread_id)
        first = 100 * thread_id
        news = [
            (each.fact.message_id - first, each.fact.stamp, each.fact.text, each.is_new)
            for run in runs
            for some in recording.see([moved(fact, thread_id, first) for fact in run], tx, NOW)
            for each in some
        ]
        comments = [tx.comments.by_message(first + number) for number in MESSAGES]
        return [news, [each and tx.comments.revisions(each.id) for each in comments]]

    def both(tx: Transaction) -> tuple[list[object], list[object]]:
        tx.servers.join(SERVER, "The Daily", "en", NOW)
        together = [left(tx, number, runs) for number, runs in enumerate(streams)]
        one_by_one = [[[fact] for run in runs for fact in run] for runs in streams]
        apart = [left(tx, 100 + number, runs) for number, runs in enumerate(one_by_one)]
        return together, apart

    together, apart = await database.write(both)

    assert together == apart


def moved(fact: MessageSeen, thread_id: int, first: int) -> MessageSeen:
    """The same in a thread with ids of its own."""
    return fact._replace(thread_id=thread_id, message_id=first + fact.message_id)
