"""A newspaper with one article, posted and open."""

from __future__ import annotations

import pytest

from tests.community import Community
from tests.corrections.desk import Newspaper, page
from tests.feeds.conftest import plays
from tests.feeds.press import Press


@pytest.fixture
async def newspaper(newsroom: Community) -> Newspaper:
    """Its page is not posted yet."""
    press = Press()
    await newsroom.start(plays(press))
    await newsroom.set_up()
    paper = Newspaper(newsroom, press)
    paper.write(page())
    return paper


@pytest.fixture
async def posted(newspaper: Newspaper) -> Newspaper:
    """Its page is posted, and one member has answered."""
    await newspaper.post()
    await newspaper.community.ana.say(newspaper.community.thread, "What becomes of the lamp?")
    return newspaper
