"""Commenting closes, says so, and stays closed."""

from datetime import timedelta

import pytest

from bot.demo.world import Refused
from bot.discussions.model import Standing
from tests.community import article
from tests.moderating.people import HATE, cards

DAY = timedelta(days=1)


async def close(community) -> None:
    await community.moderator.command("/discussion close", community.thread)


def closing_words(community) -> str:
    return next(text for text in community.texts() if "Comments are closed." in text)


def is_shut(community) -> bool:
    return community.thread.locked and community.thread.archived


async def test_it_closes_by_age_and_says_so(community):
    await community.allow_floods()
    await community.publish()
    for number in range(11):
        await community.ana.say(community.thread, f"Thought {number}")

    await community.world.advance(14 * DAY)

    assert is_shut(community)
    assert community.texts()[-1] == (
        "**11 thoughts on “The bridge opens”**\nComments are closed.\n"
        "You can still read everything."
    )
    assert "11 thoughts · Comments are closed." in community.card()


async def test_what_changes_the_count_later_changes_the_closing_words(community):
    await community.publish()
    thought = await community.ana.say(community.thread, "At last.")
    await community.ben.say(community.thread, HATE)
    await close(community)
    assert closing_words(community).startswith("**One thought on")

    await community.moderator.click(cards(community)[-1], "Put back")

    assert closing_words(community).startswith("**2 thoughts on")
    assert closing_words(community).splitlines()[1] == "Comments are closed."
    assert is_shut(community)

    async with community.world.burst():
        await community.moderator.unarchive(community.thread)
        await community.moderator.delete(thought)

    assert closing_words(community).startswith("**One thought on")
    assert is_shut(community)


async def test_it_does_not_close_a_moment_earlier(community):
    await community.publish()

    await community.world.advance(14 * DAY - timedelta(seconds=1))

    assert not community.thread.locked


async def test_where_nobody_wrote_nothing_is_said(community):
    await community.publish()
    before = community.texts()

    await community.world.advance(15 * DAY)

    assert is_shut(community)
    assert community.texts() == before


async def test_in_a_spanish_server_the_heading_is_spanish(community):
    await community.admin.command("/channel set", community.news, language="es")
    await community.publish(article("Abre el puente"))
    await community.ana.say(community.thread, "Por fin.")

    await close(community)

    assert community.texts()[-1].startswith("**Un pensamiento ")
    assert "Abre el puente" in community.texts()[-1]


async def test_a_moderator_closes_by_hand(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")

    answer = await community.moderator.command("/discussion close", community.thread)

    assert answer.ephemeral
    assert is_shut(community)
    assert "One thought on “The bridge opens”" in community.texts()[-1]


async def test_members_cannot_write_any_more(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await close(community)

    with pytest.raises(Refused):
        await community.ben.say(community.thread, "Too late?")


async def test_it_closes_at_a_time_that_was_set(community):
    await community.publish()

    await community.moderator.command("/discussion close", community.thread, at="2027-03-02 09:00")

    assert not community.thread.locked
    await community.world.advance(DAY)
    assert is_shut(community)


async def test_extending_moves_the_closing_time(community):
    await community.publish()

    await community.moderator.command("/discussion extend", community.thread, days=10)

    await community.world.advance(20 * DAY)
    assert not community.thread.locked
    await community.world.advance(4 * DAY)
    assert is_shut(community)


async def test_reopened_by_hand_it_stays_open_whatever_its_age(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await community.world.advance(14 * DAY)

    await community.moderator.command("/discussion open", community.news, discussion="bridge")

    await community.world.advance(100 * DAY)
    assert not community.thread.locked
    assert not community.thread.archived
    assert "Comments are open again." in community.texts()[-1]
    await community.ben.say(community.thread, "Good to be back.")
    assert await community.record.count() == 2


async def test_closed_again_it_says_the_new_count(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await close(community)
    await community.moderator.command("/discussion open", community.news, discussion="bridge")
    await community.ben.say(community.thread, "Another.")

    await community.moderator.command("/discussion close", community.news, discussion="bridge")

    assert community.texts()[-1].startswith("**2 thoughts on")
    assert is_shut(community)


async def test_whoever_opens_the_thread_by_other_means_finds_it_shut_again(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await close(community)

    await community.moderator.unlock(community.thread)

    assert is_shut(community)


async def test_a_thread_that_is_opened_in_the_moment_of_its_shutting_is_shut_again(community):
    await community.publish()
    await community.ana.say(community.thread, "At last!")
    thread = community.thread
    opened = []

    def open_it(request, phase):
        if phase == "after" and request.method == "PATCH" and thread.archived and not opened:
            opened.append(request.number)
            community.moderator._request("PATCH", f"/channels/{thread.id}", {"archived": False})

    community.world.on_request = open_it
    await community.moderator.command("/discussion close", thread)

    assert opened
    assert (thread.locked, thread.archived) == (True, True)


async def test_a_thread_opened_while_the_bot_was_away_is_shut_at_its_return(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await close(community)
    await community.stop()
    await community.moderator.unlock(community.thread)

    await community.start()

    assert is_shut(community)


async def test_a_thread_unlocked_and_left_archived_while_the_bot_was_away_is_locked(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await close(community)
    await community.stop()
    await community.moderator.unlock(community.thread)
    await community.moderator.archive(community.thread)

    await community.start()

    assert is_shut(community)


async def test_what_came_due_while_the_bot_was_away_is_closed_at_its_return(community):
    await community.publish()
    await community.stop()
    await community.ana.say(community.thread, "Just in time.")
    await community.world.advance(20 * DAY)

    await community.start()

    assert is_shut(community)
    assert community.texts()[-1].startswith("**One thought on")


async def test_the_last_words_before_the_lock_are_counted(community):
    await community.publish()

    async with community.world.burst():
        for number in range(7):
            await community.ana.say(community.thread, f"Quick thought {number}")
        await community.moderator.command("/discussion close", community.thread)

    assert community.texts()[-1].startswith("**7 thoughts on")


async def test_what_staff_write_before_it_is_shut_again_is_a_note_and_does_not_count(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await close(community)

    async with community.world.burst():
        await community.moderator.unlock(community.thread)
        await community.moderator.say(community.thread, "Thank you all.")

    comments = await community.record.comments()
    assert [comment.standing for comment in comments] == [Standing.COMMENT, Standing.NOTE]
    assert await community.record.count() == 1
    assert is_shut(community)


async def test_closing_before_the_mirror_is_done_waits_for_it(community):
    hold = {"on": True}

    def stall(request, phase):
        if hold["on"] and phase == "before" and request.path.endswith("/threads"):
            raise ConnectionError

    community.world.on_request = stall
    await community.publish()
    await community.moderator.command("/discussion close", community.news, discussion="bridge")
    hold["on"] = False

    await community.world.advance(timedelta(minutes=5))

    assert is_shut(community)
    assert "It took nine years." in community.texts()[0]
