"""Facts that cannot be taken in, and facts that arrive in an order of their own."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from bot.discussions.model import MessagesDeleted, MessageSeen, Voice
from bot.services.facts import DecideClosing
from tests.community import Community, article

BAD = "this one cannot be taken in"
SECOND = timedelta(seconds=1)


def refuse(community: Community, kind: type) -> None:
    """Have the writer's handler of that kind raise for some facts."""
    table = community.bot.writer._handlers  # the seam: what takes facts in
    handler = table[kind]

    def picky(fact: Any, tx: Any, now: Any) -> Any:
        done = handler(fact, tx, now)
        if kind is DecideClosing or fact.text == BAD:
            raise ArithmeticError(f"on purpose: {fact}")
        return done

    table |= {kind: picky}


async def take_in(community: Community, *facts: object) -> None:
    """Give the writer facts at once, as if Discord had told them."""

    async def put() -> None:
        for fact in facts:
            community.bot.writer.put(fact)

    await community.world.as_bot(put())


async def faults(community: Community) -> list[tuple[str, int | None, str]]:
    found = await community.record.read(lambda tx: tx.faults.newest())
    return [(fault.kind, fault.subject_id, fault.error) for fault in found]


async def test_one_bad_fact_of_a_group_is_set_aside_and_the_others_are_kept(community):
    await community.publish()
    refuse(community, MessageSeen)

    async with community.world.burst():
        said = [
            await community.ana.say(community.thread, text)
            for text in ("One.", "Two.", BAD, "Four.", "Five.")
        ]

    kept = [comment.message_id for comment in await community.record.comments()]
    assert kept == [each.id for each in said if each.text != BAD]
    assert await faults(community) == [("MessageSeen", said[2].id, "ArithmeticError")]


async def test_after_a_bad_fact_the_loop_goes_on(community):
    await community.publish()
    refuse(community, MessageSeen)
    await community.ana.say(community.thread, BAD)

    said = await community.ben.say(community.thread, "Still listening?")

    assert await community.record.texts(said.id) == ["Still listening?"]


async def test_a_bad_fact_set_aside_is_read_again_when_it_can_be_taken_in(community):
    await community.publish()
    refuse(community, MessageSeen)
    said = await community.ana.say(community.thread, BAD)
    await community.stop()

    await community.start()  # with a program that can

    assert await community.record.texts(said.id) == [BAD]


async def test_a_command_that_fails_is_answered_and_takes_nobody_with_it(community):
    await community.publish()
    refuse(community, DecideClosing)

    async with community.world.burst():
        said = await community.ana.say(community.thread, "Beside it.")
        answer = await community.moderator.command("/discussion close", community.thread)

    assert answer.ephemeral
    assert answer.text.startswith("Something went wrong and was noted")
    assert await community.record.texts(said.id) == ["Beside it."]
    assert (await community.record.discussion()).override is None
    assert [type(error.__cause__) for error in community.world.take_errors()] == [ArithmeticError]


async def test_in_whatever_order_the_news_of_a_message_comes_the_record_ends_the_same(community):
    """A later edit stamp wins; a deletion always wins."""
    await community.allow_floods()
    await community.publish()
    orders = list(itertools.permutations(("created", "edited", "edited again", "deleted")))
    first = community.thread.id + 1000

    for number, order in enumerate(orders):
        for name in order:
            if number % 2:  # each on its own, or in one group
                await take_in(community, _news(community, first + number, name))
        if not number % 2:
            await take_in(community, *(_news(community, first + number, name) for name in order))

    for number, order in enumerate(orders):
        texts = await community.record.texts(first + number)
        assert texts[-1] == "edited again", order
        assert texts == [name for name in ("created", "edited", "edited again") if name in texts]
        assert await community.record.tombstone(first + number) is not None, order
    assert await community.record.count() == 0


def _news(community: Community, message_id: int, name: str) -> MessageSeen | MessagesDeleted:
    if name == "deleted":
        return MessagesDeleted(community.thread.id, (message_id,))
    delay = {"created": None, "edited": 5 * SECOND, "edited again": 9 * SECOND}[name]
    now = community.world.now()
    return MessageSeen(
        message_id=message_id,
        thread_id=community.thread.id,
        author_id=community.ana.id,
        voice=Voice.PERSON,
        created_at=now,
        edited_at=None if delay is None else now + delay,
        text=name,
    )


async def test_the_same_news_twice_changes_nothing(community):
    await community.publish()
    news = _news(community, community.thread.id + 1000, "edited")

    for _ in range(3):
        await take_in(community, news)

    assert await community.record.texts(news.message_id) == ["edited"]
    assert await community.record.count() == 1


async def test_news_of_threads_that_are_no_discussions_leave_nothing(community):
    stray = await community.ana.start_thread(community.news, "Mine")
    said = await community.ana.say(stray, "Just us.")
    await community.ana.delete(said)

    await take_in(community, MessagesDeleted(stray.id, (said.id,)))

    assert await community.record.texts(said.id) == []
    assert await faults(community) == []


async def test_what_is_deleted_while_it_is_being_caught_up_with_is_deleted(community):
    await community.publish()
    await community.stop()
    said = [await community.ana.say(community.thread, f"Thought {n}") for n in range(5)]
    struck = []

    def delete_between(request, phase):
        """The page is read, and not yet in the record, when its newest message goes."""
        if phase == "after" and request.path.endswith(f"{community.thread.id}/messages"):
            community.world.on_request = None
            community.world.backend.delete_message(community.thread.id, said[-1].id)
            struck.append(request.path)

    community.world.on_request = delete_between
    await community.start()

    assert struck
    assert await community.record.tombstone(said[-1].id) is not None
    assert await community.record.count() == 4


async def test_an_odd_event_of_discords_stops_no_other(community):
    await community.publish()

    taken = community.bot.listening.hear("raw_message_delete", object())
    said = await community.ana.say(community.thread, "And now?")

    assert taken
    assert await community.record.texts(said.id) == ["And now?"]


async def test_an_article_posted_by_two_editors_at_once_is_posted_once(community):
    piece = article("The bridge opens")

    posting = [
        community.bot.newsroom.post(community.server.id, community.news.id, piece, editor.id)
        for editor in (community.moderator, community.admin)
    ]
    posted = await community.world.as_bot(_together(*posting))

    assert sorted(each.again for each in posted) == [False, True]
    assert len(community.cards()) == len(community.news.threads) == 1


async def _together(*deeds: Coroutine[Any, Any, Any]) -> list[Any]:
    return await asyncio.gather(*deeds)
