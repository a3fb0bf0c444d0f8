"""A member starts a thread on the card before the bot does, and the bot dies in the midst of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.world import Channel, Killed
from tests.community import Community, opened
from tests.life.dying import Death

MINUTE = timedelta(minutes=1)
REQUESTS = 11
"""As many as the repair takes undisturbed; a test checks it."""


async def play(folder: Path, death: Death) -> dict[str, Any]:
    """A member is first; the bot repairs that, dying once on its way."""
    async with opened(folder) as community:
        await community.start()
        await community.set_up(mirror="off")
        community.world.fail("POST", "*/threads", status=500)
        await community.publish()
        mine = await community.ana.start_thread(community.cards()[0], "Mine!")
        death.watch(community)
        with suppress(Killed):
            await community.world.advance(MINUTE)
        if community.world.dead:
            await community.crash()
            await community.start()
            await community.world.advance(MINUTE)
        return await _end(community, mine)


async def _end(community: Community, mine: Channel) -> dict[str, Any]:
    said = await community.ben.say(community.thread, "Here, then.")
    return {
        "cards": [card.embeds[0]["title"] for card in community.cards()],
        "own thread": [card.id for card in community.cards()] == [community.thread.id],
        "thread": (community.thread.name, community.thread.locked, community.thread.archived),
        "member's thread": (mine.name, mine.locked, mine.archived),
        "threads": len(community.news.threads),
        "says": community.texts(),
        "recorded": await community.record.texts(said.id),
        "parked": await community.record.parked(),
        "told": [m.author for m in community.admin.sees(community.staff)],
    }


WHOLE: dict[str, Any] = {
    "cards": ["The bridge opens"],
    "own thread": True,
    "thread": ("The bridge opens", False, False),
    "member's thread": ("Mine!", True, True),
    "threads": 2,
    "recorded": ["Here, then."],
    "parked": [],
    "told": ["Thoughts On"],
}


async def test_undisturbed_the_members_thread_is_shut_and_the_article_posted_again(tmp_path):
    calm = Death()

    end = await play(tmp_path, calm)

    assert {key: end[key] for key in WHOLE} == WHOLE
    assert len(end["says"]) == 2
    assert calm.requests == REQUESTS


EACH = [
    number if number in (1, 4, 7, 10) else pytest.param(number, marks=pytest.mark.soak)
    for number in range(1, REQUESTS + 1)
]


@pytest.mark.parametrize("number", EACH)
async def test_wherever_the_bot_dies_on_that_way_the_end_is_the_same(tmp_path, number):
    # After the deed: that its answer is lost is the hard case of the two.
    end = await play(tmp_path, Death("request", number, "after"))

    assert {key: end[key] for key in WHOLE} == WHOLE
    assert len(end["says"]) == 2


async def test_a_thread_started_while_the_bot_is_dead_is_noticed_at_its_return(tmp_path):
    """The card is out and its answer lost: to the bot it is not even known to exist."""
    async with opened(tmp_path) as community:
        await community.start()
        await community.set_up(mirror="off")

        def die_after_the_card(request, phase):
            if phase == "after" and request.path.endswith("/messages"):
                community.world.die()

        community.world.on_request = die_after_the_card
        with suppress(Killed):
            await community.publish()
        await community.crash()
        community.world.on_request = None
        mine = await community.ana.start_thread(community.cards()[0], "Mine!")

        await community.start()
        await community.world.advance(MINUTE)

        end = await _end(community, mine)
    assert {key: end[key] for key in WHOLE} == WHOLE
