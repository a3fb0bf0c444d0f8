"""What a court keeps in mind about a server's latest comments."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta

from bot.civility.model import Comment
from bot.services.moderating.memory import Memory, Met
from tests.moderating.people import notice, replies

START = datetime(2026, 5, 17, 9, 30, tzinfo=UTC)
LONG = "Everybody should come to the square on Sunday and bring a chair and a lamp"
ANA = 77


def said(text: str, after: float, author: int = ANA) -> Comment:
    """A comment some seconds after the start."""
    return Comment(text, author=author, at=START + timedelta(seconds=after), discussion=7)


class Record:
    """A memory of comments whose texts are on record."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.texts: dict[int, str] = {}

    def meet(self, message_id: int, comment: Comment) -> Met:
        """The comment is recorded, and met."""
        self.texts[message_id] = comment.text
        return self.memory.meet(message_id, comment, self.texts.get)


async def test_an_insult_split_over_two_messages_is_met(community):
    await community.publish()
    await community.ana.say(community.thread, "You are an")

    await community.ana.say(community.thread, "idiot")

    assert replies(community) == ["You are an"]


async def test_what_was_edited_away_was_said_all_the_same(community):
    await community.publish()
    first = await community.ana.say(community.thread, LONG)
    await community.ana.edit(first, "Never mind.")

    await community.ana.say(community.thread, LONG)

    assert "said a moment ago" in notice(community.ana).content


def test_messages_of_one_author_are_joined_for_fifteen_seconds():
    record = Record()
    record.meet(1, said("You are", 0))

    met = [record.meet(number, said("so", at)) for number, at in ((2, 15), (3, 31))]

    assert [each.previous for each in met] == [1, None]


def test_a_message_that_is_met_again_gets_the_same_answer():
    record = Record()
    for number in range(3):
        record.meet(number, said(LONG, number))

    again = record.meet(2, said(LONG, 2))

    assert again.previous == 1
    assert again.rules == ("history.repeat",)
    assert record.meet(3, said("Something else", 3)).previous == 2


def test_who_is_erased_is_forgotten_at_once():
    record = Record()
    for author in (ANA, 78):
        record.meet(author, said(LONG, 0, author))

    record.memory.forget(ANA)

    assert record.meet(1, said(LONG, 1)) == (None, ())
    assert record.meet(2, said(LONG, 2, 79)).rules == ("history.concert",)


def test_no_text_is_kept_in_mind():
    record = Record()
    for number in range(3):
        record.meet(number, said(LONG, number, number))

    kept = pickle.dumps(vars(record.memory))

    assert not any(word.encode() in kept for word in LONG.split() if len(word) > 3)
    assert record.meet(4, said(LONG, 4, 4)).rules == ("history.concert",)
