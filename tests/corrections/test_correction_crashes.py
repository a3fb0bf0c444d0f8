"""The bot is killed at each request and each commit of a correction; the end is the same.

As in `tests/life/dying.py`. The quick suite tries a few steps, the soak each.
"""

from __future__ import annotations

import itertools
import re
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.actions.model import UNFINISHED
from bot.demo.world import Killed
from tests.community import Community, opened
from tests.corrections.desk import TITLE, URL, Newspaper, long_page
from tests.feeds.conftest import plays
from tests.feeds.press import Press
from tests.life.dying import Death, ends, every

QUARTER = timedelta(minutes=15, seconds=5)
CORRECTED = long_page("axcdefgh").replace(TITLE.encode(), b"The lighthouse keeper stays")


async def play(folder: Path, death: Death, *, closed: bool) -> dict[str, Any]:
    """A page is corrected such that parts change, the title changes, and a part is added."""
    press = Press()
    async with opened(folder) as community:
        await community.start(plays(press))
        await community.set_up()
        paper = Newspaper(community, press)
        paper.write(long_page())
        await paper.post()
        await community.ana.say(community.thread, "A thought.")
        if closed:
            await community.moderator.command("/discussion close", community.news, discussion=TITLE)
        paper.write(CORRECTED)
        death.watch(community)
        with suppress(Killed):
            await community.world.advance(QUARTER)
        if community.world.dead:
            await community.crash()
            await community.start(plays(press))
        await community.world.advance(timedelta(hours=1))
        return await _end(community, paper)


async def _end(community: Community, paper: Newspaper) -> dict[str, Any]:
    await community.world.settle()
    return {
        "card": _timeless(community.cards()[0].text),
        "cards": len(community.cards()),
        "thread": (community.thread.name, community.thread.locked, community.thread.archived),
        "texts": [_timeless(text) for text in community.texts()],
        "versions": await community.record.read(lambda tx: tx.articles.last_version(1)),
        "corrections": await community.record.read(lambda tx: tx.corrections.last(1).id),
        "owed": await community.record.read(_owed),
        "asked": URL in paper.press.asked,
    }


def _owed(tx: Any) -> list[str]:
    lanes = ("correcting:1", "closing:1", "card:1", "mirror:1")
    steps = itertools.chain.from_iterable(tx.actions.unfinished(lane) for lane in lanes)
    return [step.kind.value for step in steps if step.state in UNFINISHED]


def _timeless(text: str) -> str:
    """Without the moment of the correction, and the ids of this world's messages."""
    return re.sub(r"<t:\d+:t>|/\d+\)", "", text)


EACH = [
    pytest.param(what, closed, 1, marks=pytest.mark.soak)
    for what, closed in itertools.product(("request", "commit"), (False, True))
]


@pytest.mark.parametrize(
    ("what", "closed", "step"), [("request", False, 9), ("commit", True, 25), *EACH]
)
async def test_wherever_the_bot_dies_the_correction_ends_the_same(tmp_path, what, closed, step):
    found = await ends(tmp_path, what, partial(play, closed=closed), every(step, first=3))

    assert found.undisturbed["thread"] == ("The lighthouse keeper stays", closed, closed)
    assert found.undisturbed["corrections"] == 1
    assert found.differing == {}
    assert found.count > 5
