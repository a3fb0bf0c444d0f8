"""Communities that tests of commands begin with."""

from __future__ import annotations

import pytest

from tests.feeds.conftest import plays
from tests.feeds.press import FEED, Press, items


@pytest.fixture
async def watching(newsroom):
    """A community with an article channel, notices and a feed."""
    press = Press()
    press.publish(items(3))
    await newsroom.start(plays(press))
    await newsroom.set_up()
    await newsroom.admin.command("/feed add", newsroom.news, url=FEED)
    return newsroom
