"""The conversation in which an admin adds a feed, and the commands that follow it."""

from datetime import timedelta

import pytest

from tests.commands.handing_out import hand_out
from tests.feeds.conftest import plays
from tests.feeds.press import FEED, items
from tests.feeds.test_watching import POLL, titles

YES, NO = "Yes, republish in full", "No, only what the feed carries"
NOW, WAIT = "Post this one now", "Wait for the next"
FRONT = "https://press.example/"


async def add(community, **options):
    return await community.admin.command("/feed add", community.news, url=FEED, **options)


async def feed(community):
    (state,) = await community.record.read(lambda tx: tx.feeds.of_server(community.server.id))
    return state


async def test_the_answer_shows_the_newest_card_and_asks_two_questions(readers):
    answer = await add(readers)

    assert answer.ephemeral
    assert answer.message.embeds[0]["title"] == "News of the harbour number 3"
    assert "May this server republish the full articles?" in answer.text
    assert list(answer.components) == [YES, NO, NOW, WAIT]


@pytest.mark.parametrize("order", [(YES, NOW), (NOW, YES)])
async def test_each_click_answers_one_question(readers, order):
    answer = await add(readers)

    await readers.admin.click(answer.message, order[0])
    left = readers.world.message(readers.news.id, answer.message.id)
    await readers.admin.click(answer.message, order[1])
    end = readers.world.message(readers.news.id, answer.message.id)

    assert order[1] in [control.label for control in left.controls]
    assert order[0] not in [control.label for control in left.controls]
    assert end.controls == ()
    assert titles(readers) == ["News of the harbour number 3"]
    assert (await feed(readers)).republish is True


async def test_waiting_for_the_next_posts_the_next(readers, press):
    answer = await add(readers)
    await readers.admin.click(answer.message, NO)
    await readers.admin.click(answer.message, WAIT)
    press.publish(items(4))

    await readers.world.advance(POLL)

    assert titles(readers) == ["News of the harbour number 4"]
    assert (await feed(readers)).republish is False


async def test_the_questions_can_be_answered_after_a_restart(readers, press):
    answer = await add(readers)
    await readers.stop()
    await readers.start(plays(press))

    await readers.admin.click(answer.message, NOW)

    assert titles(readers) == ["News of the harbour number 3"]


@pytest.mark.parametrize("link", ["/feed.xml", FEED])
async def test_the_feed_that_a_page_names_is_found(readers, press, link):
    press.pages[FRONT] = (
        '<html><head><link rel="alternate" type="application/rss+xml" title="Comments"'
        ' href="/comments/feed">'
        f'<link rel="alternate" type="application/rss+xml" href="{link}">'
        "</head><body><p>Welcome.</p></body></html>"
    ).encode()

    answer = await readers.admin.command("/feed add", readers.news, url=FRONT)

    assert "The Harbour Press" in answer.text
    assert (await feed(readers)).url == FEED


async def test_a_page_that_names_no_feed_says_what_to_do(readers, press):
    press.pages[FRONT] = b"<html><head></head><body><p>Welcome.</p></body></html>"

    answer = await readers.admin.command("/feed add", readers.news, url=FRONT)

    assert answer.text.startswith("There is no feed at that address")


async def test_an_address_where_nobody_answers_says_so(readers):
    answer = await readers.admin.command(
        "/feed add", readers.news, url="https://press.example/missing"
    )

    assert answer.text.startswith("press.example has nothing at this address (404).")


@pytest.mark.parametrize(
    ("page", "beginning"),
    [
        (b"\n", "There is nothing at this address"),
        (b"<html><title>Just a moment...</title></html>", "The site answered with a check"),
        (b"%PDF-1.7", "This is no feed but a file of another kind"),
        (b'{"items": [{"id": "a', "This looks like a feed but cannot be read"),
    ],
    ids=["empty", "a check for robots", "a PDF", "cut off"],
)
async def test_what_is_no_feed_is_told_as_such(readers, press, page, beginning):
    press.pages[FEED] = page

    answer = await add(readers)

    assert answer.text.startswith(beginning)


async def test_of_the_feeds_that_a_page_names_the_first_that_works_is_taken(readers, press):
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{link}">'
        for link in ("/old-feed", "/feed.xml")
    )
    press.pages[FRONT] = f"<html><head>{links}</head><p>Welcome.</p></html>".encode()

    await readers.admin.command("/feed add", readers.news, url=FRONT)

    assert (await feed(readers)).url == FEED


async def test_a_channel_that_is_no_article_channel_is_refused(readers):
    answer = await readers.admin.command("/feed add", readers.staff, url=FEED)

    assert "is no article channel" in answer.text


async def test_a_feed_is_added_to_a_channel_once(readers):
    await add(readers)

    answer = await add(readers)

    assert "has that feed already" in answer.text


@pytest.mark.parametrize("command", ["list", "check", "edit", "filter", "remove"])
async def test_only_admins_use_the_commands(watching, command):
    hand_out(watching.server, "feed", watching.moderator)

    answer = await watching.moderator.command(f"/feed {command}", watching.news)

    assert answer.text.startswith("This is for admins")


async def test_the_list_shows_each_feed_with_its_last_reading(watching):
    answer = await watching.admin.command("/feed list", watching.news)

    assert "**The Harbour Press** → <#" in answer.text
    assert "read every 10 minutes" in answer.text
    assert "last read <t:" in answer.text


async def test_a_title_without_end_is_cut_wherever_the_feed_is_named(readers, press):
    press.publish(items(2), title="The Harbour_Press* " * 200)

    added = await add(readers)
    answers = [
        await readers.admin.command(f"/feed {command}", readers.news)
        for command in ("list", "check", "edit", "filter", "remove")
    ]

    assert all("**The Harbour" in answer.text for answer in (added, *answers))
    assert all("…**" in answer.text for answer in (added, *answers))


async def test_a_feed_is_read_as_often_as_an_admin_says(watching, press):
    answer = await watching.admin.command("/feed edit", watching.news, interval=60, republish=True)
    before = len(press.asked)

    await watching.world.advance(timedelta(hours=3, minutes=1))

    assert "read every 60 minutes · full articles are republished" in answer.text
    assert len(press.asked) - before == 3


async def test_a_removed_feed_is_read_no_more_and_its_discussions_stay(watching, press):
    press.publish(items(4))
    await watching.world.advance(POLL)
    await watching.admin.command("/feed remove", watching.news)
    before = len(press.asked)
    press.publish(items(5))

    await watching.world.advance(3 * POLL)

    assert len(press.asked) == before
    assert len(titles(watching)) == 1
    assert (await watching.record.discussion()).title == "News of the harbour number 4"


async def test_a_feed_that_is_added_again_goes_on_with_what_comes_next(watching, press):
    await watching.admin.command("/feed remove", watching.news)
    press.publish(items(4))
    await add(watching)
    press.publish(items(5))

    await watching.world.advance(POLL)

    assert titles(watching) == ["News of the harbour number 5"]


async def test_articles_go_to_the_channel_that_an_admin_names(watching, press):
    sport = watching.server.create_channel("sport")
    await watching.admin.command("/channel set", sport)
    await watching.admin.command("/feed edit", watching.news, channel=sport)
    press.publish(items(4))

    await watching.world.advance(POLL)

    assert titles(watching, sport) == ["News of the harbour number 4"]
    assert titles(watching) == []


async def test_checking_says_when_there_is_nothing_new(watching):
    answer = await watching.admin.command("/feed check", watching.news)

    assert answer.text == "**The Harbour Press** was read; it holds nothing new."


async def test_with_several_feeds_one_is_picked_by_its_title(watching, press):
    second = "https://press.example/sport.xml"
    press.publish(items(1), url=second, title="The Sport Page")
    await watching.admin.command("/feed add", watching.news, url=second)

    unclear = await watching.admin.command("/feed check", watching.news)
    offered = await watching.admin.autocomplete("/feed check", "feed", "spo", watching.news)
    picked = await watching.admin.command("/feed check", watching.news, feed=offered[0].value)

    assert unclear.text.startswith("There are several feeds.")
    assert [choice.name for choice in offered] == ["The Sport Page"]
    assert "The Sport Page" in picked.text


async def test_the_answers_are_in_the_persons_language(readers):
    readers.admin.set_locale("es-ES")

    answer = await add(readers)

    assert "¿Puede este servidor reproducir los artículos completos?" in answer.text


async def test_every_change_is_kept_with_who_made_it(watching):
    await watching.admin.command("/feed edit", watching.news, republish=False)
    await watching.admin.command("/feed remove", watching.news)

    versions = await watching.record.read(lambda tx: tx.servers.versions(watching.server.id))
    made = [(version.change, version.made_by) for version in versions]
    assert made[-3:] == [
        (change, watching.admin.id) for change in ("feed added", "feed changed", "feed removed")
    ]
