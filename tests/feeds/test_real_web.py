"""Once through the real fetcher, the real reading process and a real site on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from ipaddress import ip_address

import pytest
from aiohttp import web

from bot.app import ThoughtsOn
from bot.fetching import Fetcher
from bot.fetching.pace import Pace
from tests.feeds.press import items, rss
from tests.feeds.test_watching import POLL, titles


class Site:
    """Answers with the feed, and with 304 who has it already."""

    def __init__(self) -> None:
        self.entries = items(2)
        self.statuses: list[int] = []

    async def answer(self, request: web.BaseRequest) -> web.Response:
        stamp = f'"{len(self.entries)}"'
        unchanged = request.headers.get("If-None-Match") == stamp
        self.statuses.append(304 if unchanged else 200)
        if unchanged:
            return web.Response(status=304, headers={"ETag": stamp})
        return web.Response(
            body=rss(self.entries), content_type="text/xml", headers={"ETag": stamp}
        )


@pytest.fixture
async def served() -> AsyncIterator[tuple[Site, str]]:
    site = Site()
    runner = web.ServerRunner(web.Server(site.answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield site, f"http://127.0.0.1:{runner.addresses[0][1]}/feed"
    await runner.cleanup()


async def test_a_feed_on_a_real_site_is_read_and_costs_nothing_while_unchanged(newsroom, served):
    site, url = served
    fetcher = Fetcher(
        allow=lambda address: address == ip_address("127.0.0.1"),
        ports=range(1, 65536),
        pace=Pace(0),
    )

    def visits_loopback(bot: ThoughtsOn) -> None:
        bot.web.fetcher = fetcher

    await newsroom.start(visits_loopback)
    await newsroom.set_up()
    await newsroom.admin.command("/feed add", newsroom.news, url=url)
    await newsroom.world.advance(POLL)
    site.entries = items(3)
    await newsroom.world.advance(POLL)
    await fetcher.close()

    assert site.statuses == [200, 304, 200]
    assert titles(newsroom) == ["News of the harbour number 3"]
