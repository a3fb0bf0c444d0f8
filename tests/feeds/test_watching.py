"""A feed is watched: what is new in it is posted, once, the oldest first."""

from datetime import timedelta

import pytest

from bot.articles.reading.source import read_source
from tests.community import START, article
from tests.feeds.press import FEED, Item, items, nobody_answers

POLL = timedelta(minutes=10, seconds=1)


def titles(community, channel=None):
    seen = community.ana.sees(channel or community.news)
    return [message.embeds[0]["title"] for message in seen if message.embeds]


async def test_a_first_contact_of_500_entries_posts_nothing(readers, press):
    press.publish(items(500))

    await readers.admin.command("/feed add", readers.news, url=FEED)
    await readers.world.advance(POLL)

    assert titles(readers) == []


async def test_new_entries_are_posted_oldest_first(watching, press):
    press.publish(items(6))

    await watching.world.advance(POLL)

    assert titles(watching) == [item.title for item in items(3, first=4)]


async def test_an_entry_is_posted_once_however_often_the_feed_is_read(watching, press):
    press.publish(items(4))

    await watching.world.advance(6 * POLL)

    assert titles(watching) == ["News of the harbour number 4"]
    assert press.unchanged >= 4


async def test_what_was_read_of_a_feed_but_not_recorded_is_posted_all_the_same(watching, press):
    press.publish(items(4))
    read_source(press.pages[FEED], url=FEED, content_type="text/xml", known=press.memory.of(1))

    await watching.world.advance(POLL)

    assert titles(watching) == ["News of the harbour number 4"]


async def test_a_feed_without_etag_that_repeats_itself_posts_nothing_twice(watching, press):
    for round_ in range(4):
        press.publish(items(4), title=f"The Harbour Press, fetched {round_}")
        await watching.world.advance(POLL)

    assert titles(watching) == ["News of the harbour number 4"]


REPEATS = {
    "ids that change at each fetch": [
        Item("The ferry sails again", "https://press.example/ferry", f"fetch-{n}") for n in range(3)
    ],
    "no ids": [Item("The ferry sails again", "https://press.example/ferry") for _ in range(3)],
    "bumped dates": [
        Item(
            "The ferry sails again", "https://press.example/ferry", None, START + timedelta(hours=n)
        )
        for n in range(3)
    ],
    "another address each time": [
        Item("The ferry sails again", f"https://press.example/ferry/{n}", f"id-{n}")
        for n in range(3)
    ],
    "tracking in the address": [
        Item("The ferry sails again", f"https://press.example/ferry?utm_source=rss{n}", f"x{n}")
        for n in range(3)
    ],
    "no address, no date": [Item("The ferry sails again", None, None, None) for _ in range(3)],
    "another headline": [
        Item(f"The ferry sails again, part {n}", "https://press.example/ferry", "ferry")
        for n in range(3)
    ],
}


@pytest.mark.parametrize("repeated", list(REPEATS.values()), ids=list(REPEATS))
async def test_a_story_that_comes_again_is_posted_once(watching, press, repeated):
    for item in repeated:
        press.publish([*items(3), item])
        await watching.world.advance(POLL)

    assert len(titles(watching)) == 1


async def test_the_same_story_twice_in_one_feed_is_one_article(watching, press):
    story = Item("The ferry sails again", "https://press.example/ferry", "a")
    again = Item("The ferry sails again", "https://press.example/sport/ferry", "b")
    press.publish([*items(3), story, again])

    await watching.world.advance(2 * POLL)

    assert titles(watching) == ["The ferry sails again"]


async def test_two_feeds_of_one_channel_post_a_common_story_once(watching, press):
    second = "https://press.example/harbour.xml"
    press.publish(items(1), url=second, title="The Harbour Page")
    await watching.admin.command("/feed add", watching.news, url=second)
    common = Item("The ferry sails again", "https://press.example/ferry", "a")
    own = Item("A whale in the harbour", "https://press.example/whale", "w")

    press.publish([*items(3), common])
    press.publish([*items(1), common, own], url=second, title="The Harbour Page")
    await watching.world.advance(2 * POLL)

    assert sorted(titles(watching)) == ["A whale in the harbour", "The ferry sails again"]


async def test_two_stories_with_a_short_title_are_two_articles(watching, press):
    weather = [Item("Weather", f"https://press.example/weather/{n}", f"w{n}") for n in range(2)]
    press.publish([*items(3), *weather])

    await watching.world.advance(POLL)

    assert titles(watching) == ["Weather", "Weather"]


async def test_what_is_too_old_is_noted_and_not_posted(watching, press):
    late = Item("A story of last year", "https://press.example/old", "old", START - timedelta(300))
    press.publish([*items(3), late])

    answer = await watching.admin.command("/feed check", watching.news)

    assert "One article is too old to be posted." in answer.text
    assert titles(watching) == []


async def test_an_editor_who_posted_the_story_first_is_not_repeated(watching, press):
    await watching.publish(article("The ferry", url="https://www.press.example/ferry/"))
    press.publish([*items(3), Item("The ferry sails again", "https://press.example/ferry", "a")])

    await watching.world.advance(POLL)

    assert len(titles(watching)) == 1


async def test_a_feed_that_dies_is_tried_less_and_less_and_comes_back(watching, press):
    press.down = nobody_answers()
    before = len(press.asked)
    await watching.world.advance(timedelta(hours=12))
    tries = len(press.asked) - before

    press.down = None
    press.publish(items(4))
    await watching.world.advance(timedelta(hours=7))

    assert 5 <= tries <= 8
    assert titles(watching) == ["News of the harbour number 4"]


async def test_after_a_day_of_failures_the_admins_are_told_once_and_can_revive_it(watching, press):
    press.down = nobody_answers()
    await watching.world.advance(timedelta(days=4))
    notices = [m for m in watching.admin.sees(watching.staff) if "could not be read" in m.text]
    tries = len(press.asked)
    await watching.world.advance(timedelta(days=1))
    assert len(press.asked) == tries

    press.down = None
    press.publish([*items(3), Item("The ferry sails again", guid="new", at=watching.world.now())])
    answer = await watching.admin.click(notices[0], "Try again")
    await watching.world.advance(2 * POLL)

    assert len(notices) == 1
    assert "press.example cannot be reached" in notices[0].text
    assert "One new article is posted." in answer.text
    assert titles(watching) == ["The ferry sails again"]
    assert len(press.asked) > tries + 1


async def test_a_retry_that_fails_says_why_and_tells_nobody_again(watching, press):
    press.down = nobody_answers()
    await watching.world.advance(timedelta(days=3))
    notice = watching.admin.sees(watching.staff)[-1]

    answer = await watching.admin.click(notice, "Try again")
    await watching.world.advance(timedelta(days=2))

    assert "cannot be read: press.example cannot be reached" in answer.text
    assert len(watching.staff.messages) == 1


async def test_a_page_where_the_feed_was_is_a_failure_with_its_reason(watching, press):
    press.pages[FEED] = (
        b"<html><body><article>" + b"<p>We have moved house.</p>" * 30 + b"</article>"
    )

    answer = await watching.admin.command("/feed check", watching.news)
    listed = await watching.admin.command("/feed list", watching.news)

    assert "cannot be read" in answer.text
    assert "Failing since" in listed.text


async def test_a_slow_feed_does_not_hold_up_what_discord_is_owed(watching, press):
    kinds = await watching.record.read(
        lambda tx: [
            action.kind
            for web in (True, False)
            for action in tx.actions.ready(
                watching.world.now() + timedelta(days=1), (), 8, from_the_web=web
            )
        ]
    )

    assert [kind.value for kind in kinds] == ["poll feed", "tidy the record"]
