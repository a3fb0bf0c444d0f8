"""More articles than are posted at once: five go out, the admins decide about the rest."""

from datetime import timedelta

import discord
import pytest

from tests.feeds.conftest import plays
from tests.feeds.press import FEED, items
from tests.feeds.test_watching import POLL, titles

ALL_RIGHTS = discord.Permissions.all()
NEWEST, ALL, SKIP = "Post the newest 5", "Post all, one every ten minutes", "Skip"


def numbers(community):
    return [int(title.rpartition(" ")[2]) for title in titles(community)]


async def flooded(community, press, count=8):
    press.publish(items(3 + count))
    await community.world.advance(POLL)
    return community.staff.messages[-1]


async def test_of_23_new_entries_five_are_posted_and_the_admins_are_asked(watching, press):
    notice = await flooded(watching, press, count=23)

    assert numbers(watching) == [4, 5, 6, 7, 8]
    assert "18 articles" in notice.text
    assert [control.label for control in notice.controls] == [NEWEST, ALL, SKIP]


async def test_the_newest_five_of_them_can_be_posted(watching, press):
    notice = await flooded(watching, press, count=12)

    answer = await watching.admin.click(notice, NEWEST)
    await watching.world.advance(timedelta(seconds=30))  # the request budget

    assert answer.text == "5 articles are posted."
    assert numbers(watching)[5:] == [11, 12, 13, 14, 15]


async def test_all_can_be_posted_one_every_ten_minutes(watching, press):
    notice = await flooded(watching, press)

    await watching.admin.click(notice, ALL)
    counts = []
    for _ in range(4):
        counts.append(len(numbers(watching)))
        await watching.world.advance(timedelta(minutes=10))

    assert counts == [6, 7, 8, 8]
    assert numbers(watching) == list(range(4, 12))


async def test_what_is_new_does_not_wait_for_what_was_held(watching, press):
    notice = await flooded(watching, press)
    await watching.admin.click(notice, ALL)

    press.publish(items(12))
    await watching.admin.command("/feed check", watching.news)

    assert numbers(watching) == [4, 5, 6, 7, 8, 9, 12]


async def test_they_can_be_skipped_for_good(watching, press):
    notice = await flooded(watching, press)

    answer = await watching.admin.click(notice, SKIP)
    await watching.world.advance(2 * POLL)

    assert answer.text == "They are skipped; nothing is posted."
    assert numbers(watching) == [4, 5, 6, 7, 8]


@pytest.mark.parametrize(("first", "second"), [(NEWEST, ALL), (ALL, SKIP), (SKIP, NEWEST)])
async def test_of_two_admins_who_click_at_once_one_decides(watching, press, first, second):
    notice = await flooded(watching, press, count=7)

    async with watching.world.burst():
        one = await watching.admin.click(notice, first)
        two = await watching.admin.click(notice, second)
    await watching.world.advance(timedelta(minutes=11))

    too_late = "That was decided before; nothing was done."
    assert [one.text, two.text].count(too_late) == 1
    won = first if two.text == too_late else second
    assert len(numbers(watching)) == (5 if won == SKIP else 7)


async def test_the_notice_says_that_it_was_decided_and_has_no_buttons_then(watching, press):
    notice = await flooded(watching, press)

    await watching.admin.click(notice, SKIP)

    (after,) = watching.staff.messages
    assert "An admin has decided about it." in after.text
    assert after.controls == ()


async def test_one_notice_counts_what_comes_while_nobody_decides(watching, press):
    await flooded(watching, press)

    await flooded(watching, press, count=14)

    (notice,) = watching.staff.messages
    assert "4 articles" in notice.text


async def test_a_notice_that_was_deleted_is_sent_again(watching, press):
    notice = await flooded(watching, press)
    await (
        watching.world.server(watching.server.id)
        .person("Olga", permissions=ALL_RIGHTS)
        .delete(notice)
    )

    await flooded(watching, press, count=14)

    (notice,) = watching.staff.messages
    assert "4 articles" in notice.text


async def test_members_cannot_decide(watching, press):
    notice = await flooded(watching, press)

    answer = await watching.ana.click(notice, ALL)

    assert answer.ephemeral
    assert "This is for admins" in answer.text
    assert len(numbers(watching)) == 5


async def test_without_a_channel_for_notices_the_list_asks(newsroom, press):
    await newsroom.start(plays(press))
    await newsroom.admin.command("/channel set", newsroom.news)
    await newsroom.admin.command("/feed add", newsroom.news, url=FEED)
    press.publish(items(10))
    await newsroom.world.advance(POLL)

    listed = await newsroom.admin.command("/feed list", newsroom.news)
    button = next(c.label for c in listed.controls if c.label.endswith(SKIP))
    answer = await newsroom.admin.click(listed.message, button)

    assert "2 new articles wait for an admin's decision." in listed.text
    assert answer.text == "They are skipped; nothing is posted."
