"""Corrections that come while something else is under way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.corrections.desk import LATER, TITLE, TOLD, long_page, page

QUARTER = timedelta(minutes=15, seconds=5)
CORRECTED = page((*TOLD, LATER))


def during(community, method: str, path: str, do) -> list[str]:
    """Have something happen once, in the middle of the bot's next such request."""
    happened: list[str] = []

    def watch(request, phase):
        if request.method == method and path in request.path and not happened:
            happened.append(request.path)
            community.bot.supervisor.start(do(), "what happens meanwhile")

    community.world.on_request = watch
    return happened


async def test_a_correction_that_comes_during_the_mirror_waits_for_it(newspaper):
    community = newspaper.community
    newspaper.write(long_page("abcdef"))

    async def refresh():
        newspaper.write(long_page("axcdef"))
        await community.bot.corrections.refresh(1)

    happened = during(community, "POST", "/messages", refresh)
    await newspaper.post()

    assert happened
    assert [text.split(" It was")[0][-1] for text in newspaper.parts()] == ["a", "c", "e"]
    assert " x It was" in newspaper.parts()[0]
    assert not community.thread.locked


async def test_a_correction_that_comes_while_closing_leaves_it_closed(posted):
    community = posted.community
    posted.write(CORRECTED)

    async def refresh():
        await community.bot.corrections.refresh(1)

    happened = during(community, "PATCH", f"/channels/{community.thread.id}", refresh)
    await community.moderator.command("/discussion close", community.news, discussion=TITLE)
    await community.world.advance(timedelta(minutes=5))

    assert happened
    assert LATER in posted.parts()[0]
    assert (community.thread.locked, community.thread.archived) == (True, True)
    assert "Comments are closed." in community.texts()[-1]


@pytest.mark.parametrize("close", [True, False])
async def test_closing_or_reopening_while_a_correction_is_under_way_holds(posted, close):
    community = posted.community
    if not close:
        await community.moderator.command("/discussion close", community.news, discussion=TITLE)
    posted.write(CORRECTED)

    async def decide():
        await community.bot.newsroom.decide(1, close, community.moderator.id)

    happened = during(community, "PATCH", "/messages/", decide)
    await posted.refresh()
    await community.world.advance(timedelta(minutes=5))

    assert happened
    assert LATER in posted.parts()[0]
    assert (community.thread.locked, community.thread.archived) == (close, close)


async def test_a_change_during_a_correction_is_the_next_correction(posted):
    community = posted.community
    posted.write(CORRECTED)

    async def refresh():
        posted.write(page(TOLD[:2], title="The lighthouse keeper retired"))
        await community.bot.corrections.refresh(1)

    happened = during(community, "PATCH", "/messages/", refresh)
    await posted.refresh()
    await community.world.advance(timedelta(minutes=5))

    assert happened
    assert posted.parts() == ["\n\n".join(TOLD[:2])]
    assert community.thread.name == "The lighthouse keeper retired"
    assert "title changed, 2 paragraphs removed" in community.card()


async def test_an_open_thread_that_discord_put_away_is_corrected_and_stays_open_to_all(posted):
    community = posted.community
    community.thread.stored.thread_metadata.archived = True
    posted.write(CORRECTED)

    await posted.refresh()
    await community.world.advance(timedelta(minutes=5))

    assert LATER in posted.parts()[0]
    assert not community.thread.locked
    await community.ben.say(community.thread, "I can still talk.")


@pytest.mark.parametrize(
    ("status", "code", "minutes"), [(429, 30046, 16), (500, 0, 1)], ids=["too old", "server error"]
)
async def test_an_edit_that_discord_puts_off_is_made_later(posted, status, code, minutes):
    community = posted.community
    part = next(m for m in community.thread.messages if m.flags.components_v2).id
    community.world.fail("PATCH", f"*/messages/{part}", status=status, code=code)
    posted.write(CORRECTED)
    await posted.refresh()
    at_first = posted.edited()

    await community.world.advance(timedelta(minutes=minutes))

    assert at_first == [False]
    assert posted.edited() == [True]
    assert await community.record.parked() == []


async def test_renames_that_discord_allows_seldom_wait_and_hold_up_nothing(posted):
    community = posted.community
    community.world.fail("PATCH", f"/channels/{community.thread.id}", retry_after=500.0)
    posted.write(page((*TOLD, LATER), title="The lighthouse keeper stays"))

    await posted.refresh()
    edited, name = posted.edited(), community.thread.name
    await community.world.advance(timedelta(minutes=10))

    assert (edited, name) == ([True], TITLE)
    assert community.thread.name == "The lighthouse keeper stays"


async def test_a_part_that_a_moderator_deleted_is_not_missed(newspaper):
    community = newspaper.community
    newspaper.write(long_page("abcdef"))
    await newspaper.post()
    gone = next(m for m in community.moderator.sees(community.thread) if m.flags.components_v2)
    await community.moderator.delete(gone)
    newspaper.write(long_page("xbcdxf"))

    await newspaper.refresh()

    assert newspaper.edited() == [False, True]
    assert await community.record.parked() == []
