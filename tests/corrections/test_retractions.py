"""An article that is taken back is told, once; whatever else fails is tried again in silence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.fetching.errors import BusyError, ForbiddenError, GoneError, NotFoundError
from tests.corrections.desk import LATER, TITLE, TOLD, URL, page
from tests.feeds.press import nobody_answers

QUARTER = timedelta(minutes=15, seconds=5)
DAY = timedelta(days=1)


def notices(posted) -> list[str]:
    return [message.text for message in posted.community.admin.sees(posted.community.staff)]


def shown(posted) -> tuple:
    community = posted.community
    return posted.parts(), community.cards()[0].embeds[0]["title"], community.thread.locked


async def test_a_page_that_is_gone_is_told_once_and_everything_stays(posted):
    before = shown(posted)
    del posted.press.pages[URL]

    await posted.community.world.advance(20 * timedelta(hours=1))

    assert shown(posted) == before
    [notice] = notices(posted)
    assert f"“{TITLE}” has been taken back" in notice
    assert "press.example has its page no more (404)." in notice
    assert f"/{posted.community.cards()[0].id}" in notice
    assert await posted.community.record.parked() == [("read article again", 2)]

    posted.write(page((*TOLD, LATER)))  # it was a mistake of the site's
    answer = await posted.refresh()

    assert "one paragraph added" in answer
    assert LATER in posted.parts()[0]
    assert await posted.community.record.parked() == []


TAKEN_BACK = {
    "410": (GoneError(host="press.example", status=410), "its page no more (410)"),
    "emptied": (page(["This story was removed. " * 3]), "no article on its page any more"),
    "nothing": (b"<!doctype html><html><body></body></html>", "no article on its page"),
    "another story": (
        page(
            [f"{n}. Wash the leeks and slice them into rings. " + "Stir. " * 40 for n in range(4)],
            title="Eleven recipes for leeks",
        ),
        "shows another article now",
    ),
}


@pytest.mark.parametrize(("answer", "why"), list(TAKEN_BACK.values()), ids=list(TAKEN_BACK))
async def test_a_page_without_its_article_corrects_nothing(posted, answer, why):
    before = shown(posted)
    if isinstance(answer, bytes):
        posted.write(answer)
    else:
        posted.press.refusing[URL] = answer

    said = await posted.refresh()
    again = await posted.refresh()

    assert why in said
    assert again == said
    assert shown(posted) == before
    assert [why in notice for notice in notices(posted)] == [True]


async def test_a_site_that_is_down_is_told_as_that(posted):
    posted.press.refusing[URL] = nobody_answers()

    said = await posted.refresh()

    assert "press.example cannot be reached: the site is down" in said
    assert "address" not in said


FAILING = {
    "down": nobody_answers(),
    "busy": BusyError(host="press.example", status=503),
    "forbidden": ForbiddenError(host="press.example", status=403),
}


@pytest.mark.parametrize("error", list(FAILING.values()), ids=list(FAILING))
async def test_a_site_that_cannot_be_read_for_now_is_tried_again_and_not_told(posted, error):
    posted.press.refusing[URL] = error
    await posted.community.world.advance(DAY)
    tried = posted.press.asked.count(URL)

    del posted.press.refusing[URL]
    posted.write(page((*TOLD, LATER)))
    await posted.community.world.advance(DAY)

    assert 5 < tried < 12
    assert notices(posted) == []
    assert LATER in posted.parts()[0]


async def test_a_page_that_robots_are_kept_from_is_read_only_when_somebody_asks(posted):
    posted.press.closed_to_programs.add(URL)
    posted.write(page((*TOLD, LATER)))
    await posted.community.world.advance(QUARTER)
    left_alone = posted.parts()

    await posted.refresh()

    assert LATER not in left_alone[0]
    assert LATER in posted.parts()[0]


async def test_an_answer_without_a_page_at_the_first_posting_is_no_retraction(newspaper):
    newspaper.press.refusing[URL] = NotFoundError(host="press.example", status=404)

    await newspaper.post()

    assert notices(newspaper) == []
