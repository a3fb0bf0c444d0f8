"""Feeds are read as seldom as they ask for, within bounds; they move, and are gone for good."""

from datetime import timedelta

import pytest

from bot.fetching.errors import GoneError
from bot.services.feeds.watching import next_reading
from tests.feeds.press import FEED, items, rss
from tests.feeds.test_watching import POLL, titles

NEW = "https://news.press.example/all.xml"
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("interval", "ttl", "fresh_for", "minutes"),
    [
        (10, None, None, 10),
        (10, 30, None, 30),
        (10, None, timedelta(minutes=20), 20),
        (10, 30, timedelta(minutes=20), 30),
        (10, 0, timedelta(0), 10),
        (10, 1440, timedelta(days=365), 60),
        (90, 30, timedelta(days=1), 90),
    ],
)
def test_a_feed_is_read_as_seldom_as_asked_up_to_an_hour(interval, ttl, fresh_for, minutes):
    assert next_reading(interval, ttl, fresh_for) == timedelta(minutes=minutes)


async def test_what_feed_and_site_ask_for_sets_the_next_reading(watching, press):
    press.pages[FEED] = rss(items(3)).replace(b"<link>", b"<ttl>30</ttl><link>", 1)
    await watching.world.advance(POLL)
    before = len(press.asked)

    await watching.world.advance(HOUR)  # twice, also where it says that nothing changed
    by_feed = len(press.asked) - before
    press.fresh = timedelta(days=9)
    await watching.world.advance(HOUR)
    listed = await watching.admin.command("/feed list", watching.news)
    before = len(press.asked)
    await watching.world.advance(4 * HOUR)

    assert by_feed == 2
    assert len(press.asked) - before == 4
    assert "read every 10 minutes" in listed.text
    assert "next <t:" in listed.text


async def test_a_feed_that_moves_for_good_keeps_its_history_and_is_added_no_second_time(
    watching, press
):
    press.publish(items(4), url=NEW)
    press.moved[FEED] = NEW

    await watching.world.advance(3 * POLL)
    again = [
        await watching.admin.command("/feed add", watching.news, url=url) for url in (FEED, NEW)
    ]

    (feed,) = await watching.record.read(lambda tx: tx.feeds.of_server(watching.server.id))
    assert titles(watching) == ["News of the harbour number 4"]
    assert feed.url == NEW
    assert press.asked.count(FEED) == 3  # added, moved, added again
    assert ["has that feed already" in answer.text for answer in again] == [True, True]


async def test_a_feed_that_is_gone_for_good_is_left_at_once_and_the_admins_are_told(
    watching, press
):
    press.refusing[FEED] = GoneError(host="press.example", status=410)
    await watching.world.advance(POLL)
    (notice,) = watching.staff.messages
    tries = len(press.asked)

    await watching.world.advance(5 * HOUR)
    left_alone = len(press.asked) == tries
    del press.refusing[FEED]
    press.publish(items(4))
    answer = await watching.admin.click(notice, "Try again")

    assert "is gone, says its site" in notice.text
    assert "press.example has taken this feed down for good (410)" in notice.text
    assert left_alone
    assert "One new article is posted." in answer.text
