"""Decisions that come while steps are under way, and steps that wait behind parked ones."""

from __future__ import annotations

from datetime import timedelta

from bot.articles.model import Article, Paragraph, Picture
from bot.discussions.model import Standing
from tests.community import article

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def is_shut(community) -> bool:
    return community.thread.locked and community.thread.archived


async def decide(community, closed: bool) -> None:
    deciding = community.bot.newsroom.decide(1, closed, community.moderator.id)
    await community.world.as_bot(deciding)


def reopen_at(community, method: str) -> None:
    """Have a moderator reopen in the middle of the next such request about messages."""
    decided = []

    def reopen(request, phase):
        if request.method == method and request.path.endswith("/messages") and not decided:
            decided.append(phase)
            fact = community.bot.newsroom.decide(1, False, community.moderator.id)
            community.bot.supervisor.start(fact, "a moderator changes their mind")

    community.world.on_request = reopen


async def test_a_comment_after_a_reopening_in_the_middle_of_closing_counts(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    reopen_at(community, "GET")

    await decide(community, closed=True)
    await community.ben.say(community.thread, "Another.")

    comments = await community.record.comments()
    assert {comment.standing for comment in comments} == {Standing.COMMENT}
    assert await community.record.count() == 2


async def test_a_page_that_changed_is_mirrored_as_it_is_to_the_next_channel(community):
    sports = community.server.create_channel("sports")
    await community.admin.command("/channel set", sports)
    address = "https://example.org/bridge"
    await community.publish(article("The bridge opens", "Short.", url=address))
    longer = article("The bridge opens", *[f"{n}. " + "word " * 400 for n in range(6)], url=address)

    posting = community.bot.newsroom.post(
        community.server.id, sports.id, longer, community.moderator.id
    )
    await community.world.as_bot(posting)

    parts = [m for m in community.ana.sees(sports.threads[0]) if m.flags.components_v2]
    assert len(parts) > 1
    assert not sports.threads[0].locked


async def test_a_mirror_that_ends_after_the_closing_date_is_closed_at_once(newsroom):
    await newsroom.start()
    await newsroom.set_up(close_after_days=1)
    newsroom.world.fail("PATCH", "/channels/*", status=403, code=50013)
    await newsroom.publish()
    await newsroom.world.advance(3 * DAY)

    await newsroom.set_up(close_after_days=1)  # an admin sets it right
    await newsroom.world.advance(HOUR)

    assert is_shut(newsroom)


async def test_what_is_said_where_the_lock_failed_is_recorded_after_an_absence(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    thread = f"/channels/{community.thread.id}"
    community.world.fail("PATCH", thread, status=403, code=50013)
    await decide(community, closed=True)
    await community.stop()
    said = await community.ben.say(community.thread, "It is open, after all.")

    await community.start()

    assert await community.record.texts(said.id) == ["It is open, after all."]


async def test_what_is_written_in_a_thread_opened_behind_the_bots_back_is_kept_as_notes(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    await decide(community, closed=True)
    await community.stop()
    await community.moderator.unlock(community.thread)
    said = await community.ben.say(community.thread, "Quick, it is open.")

    await community.start()

    assert is_shut(community)
    assert await community.record.texts(said.id) == ["Quick, it is open."]
    assert await community.record.count() == 1


async def test_an_outage_of_many_hours_is_made_up_for_at_the_next_start(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    community.world.fail("*", "*", status=503, times=1000)
    await community.world.advance(14 * DAY + 12 * HOUR)
    await community.crash()
    community.world.backend.traffic._faults.clear()  # the line is mended

    await community.start()
    await community.world.advance(HOUR)

    assert is_shut(community)
    assert await community.record.parked() == []


async def test_a_step_that_was_given_up_stays_dead_once_its_decision_is_taken_back(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    thread = f"/channels/{community.thread.id}"
    community.world.fail("PATCH", thread, status=400, code=50035)
    await decide(community, closed=True)
    await decide(community, closed=False)

    await community.set_up()  # revives what is parked
    await community.world.advance(HOUR)

    assert not community.thread.locked
    assert await community.record.parked() == []


async def test_closed_stays_closed_where_the_closing_words_cannot_be_said(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    community.world.fail("POST", "*/messages", status=403, code=50013)
    await decide(community, closed=True)
    assert is_shut(community)

    await community.moderator.unlock(community.thread)

    assert is_shut(community)


async def test_reopened_while_the_words_are_sent_the_thread_does_not_say_closed(community):
    await community.publish()
    await community.ana.say(community.thread, "A thought.")
    reopen_at(community, "POST")

    await decide(community, closed=True)

    assert not community.thread.locked
    assert not any("Comments are closed." in text for text in community.texts())


async def test_a_thread_archived_in_the_middle_of_the_mirror_is_opened_and_goes_on(community):
    long = article("Long", *[f"{n}. " + "word " * 300 for n in range(6)])
    interrupted = []

    def break_off(request, phase):
        sends = request.method == "POST" and request.path.endswith("/messages")
        if sends and community.news.threads and not interrupted and phase == "before":
            interrupted.append(True)
            community.thread.stored.thread_metadata.archived = True

    community.world.on_request = break_off
    await community.publish(long)
    await community.world.advance(timedelta(minutes=5))

    assert interrupted
    parts = [m for m in community.ana.sees(community.thread) if m.flags.components_v2]
    assert len(parts) == 3
    assert not community.thread.locked


async def test_pictures_that_discord_refuses_are_left_out(community):
    refused = []

    def refuse_once(request, phase):
        sends = request.method == "POST" and request.path.endswith("/messages")
        if sends and community.news.threads and not refused and phase == "before":
            refused.append(True)
            community.world.fail("POST", "*/messages", status=400, code=50035)

    community.world.on_request = refuse_once
    picture = Picture("https://example.org/bridge.jpg", "The bridge at dawn")
    await community.publish(Article("Seen", (Paragraph("Look:"), picture)))
    await community.world.advance(timedelta(minutes=5))

    assert refused
    assert "The bridge at dawn" in community.texts()[0]
    assert not community.thread.locked
    assert await community.record.parked() == []
