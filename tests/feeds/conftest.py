"""A community whose bot reads the sites of a `Press`."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.app import ThoughtsOn
from tests.community import Community
from tests.feeds.press import FEED, Press, items


@pytest.fixture
def press() -> Press:
    """A press whose feed holds three stories."""
    made = Press()
    made.publish(items(3))
    return made


@pytest.fixture
async def readers(newsroom: Community, press: Press) -> AsyncIterator[Community]:
    """A community with an article channel and a channel for notices, and no feed yet."""
    await newsroom.start(plays(press))
    await newsroom.set_up()
    return newsroom


@pytest.fixture
async def watching(readers: Community) -> Community:
    """The same, with the press's feed added."""
    await readers.admin.command("/feed add", readers.news, url=FEED)
    return readers


def plays(press: Press):
    """What has a bot read the press instead of the web."""

    def prepare(bot: ThoughtsOn) -> None:
        bot.web.fetcher = press
        bot.web.reader = press

    return prepare
