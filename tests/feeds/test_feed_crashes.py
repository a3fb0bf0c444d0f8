"""The bot is killed at each request and each commit while it reads a feed and posts from it.

As in `tests/life/dying.py`. The quick suite tries a few steps, the soak each.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.world import Killed
from tests.community import Community, opened
from tests.feeds.conftest import plays
from tests.feeds.press import FEED, Press, items
from tests.life.dying import Death, ends, every


async def play(folder: Path, death: Death) -> dict[str, Any]:
    """A feed brings one article more than is posted at once, so that the admins are asked."""
    press = Press()
    press.publish(items(1))
    async with opened(folder) as community:
        await community.start(plays(press))
        await community.set_up(mirror="off")
        await community.admin.command("/feed add", community.news, url=FEED)
        press.publish(items(3))
        death.watch(community)
        with suppress(Killed):
            await community.world.advance(timedelta(minutes=10, seconds=1))
        if community.world.dead:
            await community.crash()
            await community.start(plays(press))
        await community.world.advance(timedelta(minutes=11))
        return await _end(community)


async def _end(community: Community) -> dict[str, Any]:
    await community.world.settle()
    return {
        "cards": [card.embeds[0]["title"] for card in community.cards()],
        "threads": [(t.name, t.locked, t.archived) for t in community.news.threads],
        "texts": [text for t in community.news.threads for text in community.texts(t)],
        "notices": [message.text for message in community.staff.messages],
        "held": await community.record.read(lambda tx: tx.feeds.held(1)),
    }


EACH = [pytest.param(what, 1, marks=pytest.mark.soak) for what in ("request", "commit")]


@pytest.mark.parametrize(("what", "step"), [("request", 3), ("commit", 5), *EACH])
async def test_wherever_the_bot_dies_each_entry_is_posted_once(tmp_path, monkeypatch, what, step):
    monkeypatch.setattr("bot.services.feeds.watching.MOST_CARDS", 1)  # five are no other than one
    found = await ends(tmp_path, what, play, every(step, of=_places))

    assert found.undisturbed["cards"] == ["News of the harbour number 2"]
    assert found.undisturbed["held"] == len(found.undisturbed["notices"]) == 1
    assert found.differing == {}


def _places(count: int) -> list[int]:
    """All steps of reading and asking; of the posting's own, which are tried there, some."""
    return [n for n in range(1, count + 1) if n <= 8 or n % 8 == 0]
